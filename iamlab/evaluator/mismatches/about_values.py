"""Why one value of a request does not match what a condition lists, for each kind of operator."""

from collections.abc import Callable, Sequence

from iamlab.evaluator.mismatches.phrases import all_of, code, either
from iamlab.policy.arns import Arn
from iamlab.policy.conditions.block import CompiledCondition
from iamlab.policy.conditions.operators import COMPARISONS
from iamlab.policy.patterns import compile_glob

_MUST_BE = {
    "number": "a number",
    "date": "a date, such as 2026-01-31T00:00:00Z",
    "boolean": "true or false",
    "binary": "base64",
    "address": "an IP address or a range, such as 203.0.113.0/24",
    "arn": "an ARN of six fields",
}
_COMPARED = {
    "NumericEquals": "equal to",
    "NumericLessThan": "less than",
    "NumericLessThanEquals": "at most",
    "NumericGreaterThan": "more than",
    "NumericGreaterThanEquals": "at least",
    "DateEquals": "the same moment as",
    "DateLessThan": "before",
    "DateLessThanEquals": "at or before",
    "DateGreaterThan": "after",
    "DateGreaterThanEquals": "at or after",
}


def why_not(condition: CompiledCondition, found: Sequence[str], wanted: Sequence[str]) -> str:
    """Why none of the request's values matches: `wanted` are the policy's, with variables filled in."""
    comparison = COMPARISONS[condition.operator.base]
    must_be = _MUST_BE.get(comparison.kind, "")
    if must_be and not condition.prepared and not condition.templates:
        return f"{either(wanted)} in the condition is not {must_be}, so nothing matches it."
    if must_be and comparison.read(found[0]) is None:
        return f"{code(condition.source.key)} is {code(found[0])}, which is not {must_be}."
    explain = _BY_KIND.get(comparison.kind)
    words = explain(condition, found[0], wanted) if explain and len(found) == 1 else None
    if words is not None:
        return words
    key, operator = code(condition.source.key), code(condition.source.operator)
    return f"{key} is {all_of(found)}; {operator} wants {either(wanted)}{_as_written(condition, wanted)}."


def _as_written(condition: CompiledCondition, wanted: Sequence[str]) -> str:
    written = [one.written for template in condition.templates for one in template.variables]
    return (
        f" (from {either(list(dict.fromkeys(written)))})" if written and list(condition.source.values) != wanted else ""
    )


def _string(condition: CompiledCondition, found: str, wanted: Sequence[str]) -> str | None:
    if any("*" in one or "?" in one for one in condition.source.values):
        operator = code(condition.source.operator)
        return f"{operator} takes `*` and `?` as plain characters; StringLike takes them as wildcards."
    return _capitals(condition, found, wanted)


def _capitals(condition: CompiledCondition, found: str, wanted: Sequence[str]) -> str | None:
    if found.lower() not in [one.lower() for one in wanted]:
        return None
    key, operator = code(condition.source.key), code(condition.source.operator)
    return f"{key} is {code(found)}, which differs from {either(wanted)} in capitals, and {operator} minds them."


def _address(condition: CompiledCondition, found: str, wanted: Sequence[str]) -> str:
    return f"The address {code(found)} is not within {either(wanted)}."


def _quantity(condition: CompiledCondition, found: str, wanted: Sequence[str]) -> str:
    words = _COMPARED[condition.operator.base]
    return f"{code(condition.source.key)} is {code(found)}, which is not {words} {either(wanted)}."


def _arn(condition: CompiledCondition, found: str, wanted: Sequence[str]) -> str | None:
    said, asked = wanted[0].split(":", 5), found.split(":", 5)
    if len(wanted) > 1 or len(said) != len(asked):
        return None
    for field, ours, theirs in zip(Arn._fields, said, asked, strict=True):
        if not compile_glob(ours).matches(theirs):
            key, here, there = code(condition.source.key), _or_none(theirs), _or_none(ours)
            return f"{key} is {code(found)}, whose {field} is {here}; {code(wanted[0])} asks for {there}."
    return None


def _or_none(field: str) -> str:
    return code(field) if field else "empty"


_BY_KIND: dict[str, Callable[[CompiledCondition, str, Sequence[str]], str | None]] = {
    "string": _string,
    "pattern": _capitals,
    "address": _address,
    "number": _quantity,
    "date": _quantity,
    "arn": _arn,
}
