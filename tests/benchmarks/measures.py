"""What the benchmark measures. Each function gives rows for the report."""

import gc
import json
import math
import time
import tracemalloc
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from iamlab.evaluator import AttachedPolicy, Layers, Request, authorize, compile
from iamlab.policy import parse
from iamlab.policy.arns import compile_resource
from iamlab.policy.patterns import compile_glob
from iamlab.policy.variables import parse_template
from tests.benchmarks.load import CALLER, Load
from tests.benchmarks.stacks import Kept, layers, request

# How many times as long as json.loads of the same case it may take.
DECIDING = 2
WHOLE = 20
PLACES = {"p50": 0.5, "p99": 0.99, "p99.99": 0.9999, "max": 1.0}


class Row(NamedTuple):
    """One line of the report: a number, its unit, and the most that it may be (None: only reported)."""

    name: str
    value: float
    unit: str
    most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the number is larger than it may be."""
        return self.most is not None and self.value > self.most


def printed(rows: Iterable[Row]) -> int:
    """Print a report, and the exit status: 1 where a target is missed."""
    missed = False
    for row in rows:
        target = "" if row.most is None else f"at most {row.most:g} {row.unit}  {'MISSED' if row.missed else 'ok'}"
        print(f"{row.name:<62} {row.value:>9.2f} {row.unit:<4} {target}".rstrip())
        missed |= row.missed
    return int(missed)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work: Callable[[], object], times: int = 3) -> float:
    """How long it takes when nothing else disturbs: the shortest of several times."""
    return min(seconds(work) for _ in range(times))


def settled(work: Callable[[], object], most: float) -> float:
    """The best time; where that is more than `most`, of many more times: what is slow by itself stays slow."""
    found = best(work)
    return found if found <= most else min(found, best(work, times=30))


def _deciding(case: dict[str, Any], kept: Kept) -> tuple[float, float]:
    """To read the case as JSON, and to decide it with compiled policies."""
    line = json.dumps(case)
    asked, stack = request(case), layers(case, kept)
    reading = best(lambda: json.loads(line))
    return reading, settled(lambda: authorize(asked, stack), DECIDING * reading)


def _everything(case: dict[str, Any]) -> tuple[float, float, float]:
    """To read the case as JSON, to decide it with policies compiled a moment ago, and to parse, compile and decide."""
    line = json.dumps(case)
    asked, stacks = request(case), iter([layers(case) for _ in range(3)])
    reading = best(lambda: json.loads(line))
    just_compiled = best(lambda: authorize(asked, next(stacks)))
    return reading, just_compiled, settled(lambda: authorize(request(case), layers(case)), WHOLE * reading)


def mixed_load(cases: int, whole_every: int = 10) -> list[Row]:
    """Decide `cases` cases of the mixed load, each against reading its own line as JSON.

    Every `whole_every`th is also parsed and compiled each time. Cases are drawn, measured and dropped one by one: ten
    thousand of them would fill half a gigabyte, and the garbage collector would be what is measured.
    """
    load, kept = Load(), Kept()
    decided, wholes = [], []
    gc.collect()
    gc.freeze()
    for number in range(cases):
        case = load.case(number)
        decided.append(_deciding(case, kept))
        if number % whole_every == 0:
            wholes.append(_everything(case))
    gc.unfreeze()
    reading, deciding = map(sorted, zip(*decided, strict=True))
    reading_wholes, just_compiled, whole = map(sum, zip(*wholes, strict=True))
    return [
        Row("json.loads of a case: mean", 1e6 * sum(reading) / cases, "us"),
        Row("decide: mean", 1e6 * sum(deciding) / cases, "us"),
        *(Row(f"decide: {name}", 1e6 * at(deciding, place), "us") for name, place in PLACES.items()),
        Row("decide against json.loads: mean", sum(deciding) / sum(reading), "x", DECIDING),
        Row("decide against json.loads: worst case", max(one / read for read, one in decided), "x", DECIDING),
        Row("decide, just compiled, against json.loads: mean", just_compiled / reading_wholes, "x", DECIDING),
        Row("parse, compile, decide against json.loads: mean", whole / reading_wholes, "x", WHOLE),
        Row("parse, compile, decide against json.loads: worst case", max(one / read for read, _, one in wholes), "x"),
    ]


def at(ordered: list[float], place: float) -> float:
    """The time that such a part of all times does not exceed: the median at 0.5."""
    return ordered[math.ceil(place * len(ordered)) - 1]


# What the statements of a growing policy say; {} is another number in each. The request reads reports/q1.csv.
UNLIKE = {
    "about other actions": ("s3:Put{}*", "*"),
    "about other resources": ("s3:Get*", "arn:aws:s3:::b{}/*"),
}
ALIKE = ("s3:Get*", "arn:aws:s3:::*/q1.csv")


def growth(few: int = 10, many: int = 1_000) -> list[Row]:
    """How the time of a decision grows with the statements that cannot match, and with those that can."""
    unlike = {name: _decision(many, *says) / _decision(few, *says) for name, says in UNLIKE.items()}
    alike = _decision(many, *ALIKE) / _decision(few, *ALIKE) / (many / few)
    return [
        *(Row(f"{many:,} statements {name} against {few}", times, "x", 2) for name, times in unlike.items()),
        Row(f"{many:,} statements that match, each, against {few}", alike, "x", 1.5),
    ]


def _decision(statements: int, action: str, resource: str) -> float:
    others = [
        {"Effect": "Allow", "Action": action.format(number), "Resource": resource.format(number)}
        for number in range(statements)
    ]
    wanted = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
    policy = compile(parse({"Version": "2012-10-17", "Statement": [*others, wanted]}))
    stack = Layers(identity=(AttachedPolicy("policy", policy),))
    asked = Request(CALLER, "s3:GetObject", "arn:aws:s3:::reports/q1.csv")
    assert authorize(asked, stack).allowed
    return best(lambda: [authorize(asked, stack) for _ in range(20)], times=7) / 20


# Patterns made to backtrack, and what they are tried on: what is repeated, what ends it, what the value repeats.
HOSTILE = {
    "*a*a*a*b* on aaaa": ("*a", "*b*", "a"),
    "*?b*?b*c* on aaab": ("*?b", "*c*", "aaab"),
    "*a?a?a?b* on aaaa": ("a?", "b*", "a"),
    "*:*:*:*x* on ::::": ("*:", "*x*", ":"),
}


def hostile_patterns(size: int = 1_000) -> list[Row]:
    """Values are twice as long as patterns; twice the length of both may cost four times as much, not more."""
    return [
        Row(f"{name}{' in an ARN' * in_arn}: {size} to {2 * size} characters", _twice(*parts, size, in_arn), "x", 6)
        for name, parts in HOSTILE.items()
        for in_arn in (False, True)
    ]


def _twice(repeated: str, end: str, value: str, size: int, in_arn: bool) -> float:
    def cost(length: int) -> float:
        pattern = ("arn:aws:s3:*b" if in_arn else "*") + repeated * (length // len(repeated)) + end
        text = "arn:aws:s3:b" * in_arn + value * (2 * length // len(value))
        if not in_arn:
            glob = compile_glob(pattern)
            return best(lambda: glob.matches(text), times=7)
        resource = compile_resource(parse_template(pattern, with_variables=False).resolve(lambda key: None) or ())
        return best(lambda: resource.matches(text), times=7)

    # Two microseconds more, so that two times too short to measure do not make a large quotient.
    return (cost(2 * size) + 2e-6) / (cost(size) + 2e-6)


def memory(documents: int = 100) -> list[Row]:
    """What a policy holds in memory: parsed and compiled, and then asked about what its statements name."""
    texts = [json.dumps(document) for document in Load(documents=documents).documents]
    tracemalloc.start()
    read: list[Any] = [compile(parse(text)) for text in texts]
    compiled = tracemalloc.get_traced_memory()[0]
    for policy in read:
        for statement in policy.statements:
            _ = statement.actions, statement.resources, statement.conditions
    touched = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return [
        Row("text of a document", sum(map(len, texts)) / documents / 1024, "KiB"),
        Row("memory of a document, compiled", compiled / documents / 1024, "KiB"),
        Row("memory of a document, all of it asked", touched / documents / 1024, "KiB"),
    ]
