"""The validator's benchmark runs, and nothing is slower by an order of magnitude; its targets are its own."""

import pytest

from tests.benchmarks import validator
from tests.benchmarks.documents import GROWING, policy_of

FAR_TOO_SLOW = 4


@pytest.mark.parametrize("measure", [validator.six_kilobytes, lambda: validator.growth(100)], ids=["6 KB", "growth"])
def test_no_target_is_missed_by_far(measure: object) -> None:
    assert callable(measure)
    rows = measure()
    assert rows
    assert [row for row in rows if row.most is not None and row.value > FAR_TOO_SLOW * row.most] == []


def test_the_documents_are_as_large_as_they_say() -> None:
    assert 6_144 <= len(policy_of(6_144)) < 7_500
    assert all(len(document(200)) > len(document(100)) for document in GROWING.values())
