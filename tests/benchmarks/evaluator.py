"""How fast the evaluator is. From the top of a checkout: `python -m tests.benchmarks.evaluator [CASES]`.

Every number that has a target is a quotient of two times out of the same run, so that it holds on any machine. The exit
status is 1 where a target is missed.
"""

import sys

from tests.benchmarks.measures import Row, growth, hostile_patterns, memory, mixed_load

CASES = 10_000


def report(cases: int = CASES) -> list[Row]:
    """All measurements."""
    return [*mixed_load(cases), *growth(), *hostile_patterns(), *memory()]


def main(arguments: list[str]) -> int:
    """Measure and print."""
    rows = report(int(arguments[0]) if arguments else CASES)
    for row in rows:
        target = "" if row.most is None else f"at most {row.most:g} {row.unit}  {'MISSED' if row.missed else 'ok'}"
        print(f"{row.name:<62} {row.value:>9.2f} {row.unit:<4} {target}".rstrip())
    return 1 if any(row.missed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
