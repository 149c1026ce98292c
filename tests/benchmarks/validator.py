"""How fast the validator is. From the top of a checkout: `python -m tests.benchmarks.validator`.

Milliseconds a document, and how the time grows with the document. The exit status is 1 where a target is missed.
"""

import gc
import json
import sys
from collections.abc import Callable, Mapping

from iamlab.policy import PolicyType
from iamlab.policy.checks import validate
from iamlab.policy.json_text import MAX_CHARACTERS
from tests.benchmarks.documents import GROWING, policy_of
from tests.benchmarks.measures import Row, at, best, printed, seconds

SIX_KB = 6 * 1024
MOST = 50.0  # milliseconds for a policy of 6 KB, catalogues loaded
TWICE = 3.0  # times as long for twice as many: more than 2 for what a garbage collector adds, less than 4 for a square
FULL = 5_000  # milliseconds for a document as long as the parser takes, made to be slow
PLACES = {"median": 0.5, "p95": 0.95, "max": 1.0}


def six_kilobytes() -> list[Row]:
    """A policy of 6 KB: the first time, when catalogues are read, and then warm."""
    text = policy_of(SIX_KB)
    first = seconds(lambda: validate(text))
    return [
        Row("a policy of 6 KB: the first time", 1e3 * first, "ms"),
        Row("a policy of 6 KB: warm", 1e3 * best(lambda: validate(text), times=10), "ms", MOST),
        *(
            Row(f"a policy of 6 KB, as {kind.value}", 1e3 * best(lambda kind=kind: validate(text, kind)), "ms", MOST)
            for kind in PolicyType
        ),
    ]


def aws_managed() -> list[Row]:
    """Every AWS managed policy, each the second time: it was typed before, and one letter more is typed now."""
    texts = [json.dumps(document, indent=4) for document in managed_policies().values()]
    if not texts:
        return []
    times = sorted(1e3 * best(lambda text=text: validate(text), times=2) for text in texts)
    return [
        Row(f"{len(times):,} AWS managed policies: {name}", at(times, place), "ms") for name, place in PLACES.items()
    ]


def managed_policies() -> Mapping[str, object]:
    """The documents of the AWS managed policies, by name; none where the package that has them is not installed."""
    try:
        from moto.iam.aws_managed_policies import aws_managed_policies_data
    except ImportError:
        return {}
    return {name: entry["Document"] for name, entry in json.loads(aws_managed_policies_data).items()}


def growth(few: int = 512) -> list[Row]:
    """How much longer twice as many of something take."""
    rows = []
    for what, document in GROWING.items():
        number = min(few, as_many_as_are_read(document) // 2)
        rows.append(Row(f"{2 * number:,} {what} against {number:,}", _twice(document, number), "x", TWICE))
    return rows


def _twice(document: Callable[[int], str], few: int) -> float:
    once, twice = document(few), document(2 * few)
    gc.collect()
    # Two milliseconds more, so that two times too short to measure do not make a large quotient.
    return (best(lambda: validate(twice)) + 2e-3) / (best(lambda: validate(once)) + 2e-3)


def hostile() -> list[Row]:
    """As much of one thing as is read at all, as the type of policy in which it takes longest."""
    rows = []
    for what, document in GROWING.items():
        number = as_many_as_are_read(document)
        text = document(number)
        slowest = max(seconds(lambda text=text, kind=kind: validate(text, kind)) for kind in PolicyType)
        rows.append(Row(f"{number:,} {what}, in the slowest type", 1e3 * slowest, "ms", FULL))
    return rows


def as_many_as_are_read(document: Callable[[int], str]) -> int:
    """How many there may be, to a power of two."""
    number = 2
    while len(document(2 * number)) <= MAX_CHARACTERS:
        number *= 2
    return number


def report() -> list[Row]:
    """All measurements."""
    return [*six_kilobytes(), *aws_managed(), *growth(), *hostile()]


if __name__ == "__main__":
    sys.exit(printed(report()))
