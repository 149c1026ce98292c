"""The benchmark runs, and nothing is slower by an order of magnitude; the real targets are the benchmark's own."""

import pytest

from iamlab.evaluator import authorize
from tests.benchmarks import measures
from tests.benchmarks.load import Load
from tests.benchmarks.stacks import layers, request

FAR_TOO_SLOW = 10


@pytest.mark.parametrize(
    "measure",
    [
        lambda: measures.mixed_load(30, whole_every=5),
        lambda: measures.growth(),
        lambda: measures.hostile_patterns(100),
        lambda: measures.memory(10),
    ],
    ids=["mixed load", "growth", "hostile patterns", "memory"],
)
def test_no_target_is_missed_by_far(measure: object) -> None:
    assert callable(measure)
    rows = measure()
    assert rows
    assert [row for row in rows if row.most is not None and row.value > FAR_TOO_SLOW * row.most] == []


def test_the_load_is_the_same_each_time_and_has_every_outcome() -> None:
    first, second = Load(), Load()
    cases = [first.case(number) for number in range(200)]
    assert cases == [second.case(number) for number in range(200)]
    outcomes = {authorize(request(case), layers(case)).outcome for case in cases[:60]}
    assert outcomes == {"allowed", "implicitDeny", "explicitDeny"}
