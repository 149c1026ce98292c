"""How fast the evaluator is. From the top of a checkout: `python -m tests.benchmarks.evaluator [CASES]`.

Every number that has a target is a quotient of two times out of the same run, so that it holds on any machine. The exit
status is 1 where a target is missed.
"""

import sys

from tests.benchmarks.measures import Row, growth, hostile_patterns, memory, mixed_load, printed

CASES = 10_000


def report(cases: int = CASES) -> list[Row]:
    """All measurements."""
    return [*mixed_load(cases), *growth(), *hostile_patterns(), *memory()]


def main(arguments: list[str]) -> int:
    """Measure and print."""
    return printed(report(int(arguments[0]) if arguments else CASES))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
