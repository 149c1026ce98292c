"""Sentences about a condition that does not hold."""

from collections.abc import Sequence

from iamlab.evaluator.context import RequestContext
from iamlab.evaluator.mismatches.phrases import code, either
from iamlab.policy.conditions.block import CompiledCondition
from iamlab.policy.conditions.operators import COMPARISONS, NULL, Quantifier

# What a request must do to carry a key; source: "AWS global condition context keys", "Amazon S3 condition keys".
_WHEN_PRESENT = {
    "aws:multifactorauthpresent": "Only temporary credentials carry it; long-term access keys never do.",
    "aws:username": "Only IAM users carry it; role sessions do not.",
    "aws:tokenissuetime": "Only temporary credentials carry it.",
    "aws:sourceip": "A call through a VPC endpoint does not carry it.",
    "aws:sourcevpce": "Only a call through a VPC endpoint carries it.",
    "s3:prefix": "Only a listing that asks for a prefix carries it.",
    "s3:max-keys": "Only a listing that asks for a number of keys carries it.",
}
_COMPARED = {
    "LessThan": "less than",
    "LessThanEquals": "at most",
    "GreaterThan": "more than",
    "GreaterThanEquals": "at least",
    "Equals": "equal to",
}


def request_is(condition: CompiledCondition, context: RequestContext) -> str:
    """The request's values of the key, or that it has none."""
    found = context.values_of(condition.key)
    return "(not in the request)" if found is None else ", ".join(found)


def sentence(condition: CompiledCondition, context: RequestContext) -> str:
    """Why the condition does not hold for the request."""
    found = context.values_of(condition.key)
    key, operator = code(condition.source.key), code(condition.source.operator)
    if condition.operator.base == NULL:
        return _null(condition, key)
    unresolved = [
        variable.written
        for template in condition.templates
        for variable in template.variables
        if variable.default is None and context.lookup(variable.key) is None
    ]
    if unresolved:
        return f"The condition uses {code(unresolved[0])}, and this request has no value for it."
    if found is None:
        when = _WHEN_PRESENT.get(condition.key, "")
        return f"{operator} asks for {key}, which this request does not carry. {when}".strip()
    if condition.operator.quantifier is Quantifier.ALL:
        return f"{operator} wants every value of {key} to match, and not all of {_all(found)} do."
    if condition.operator.quantifier is Quantifier.ANY:
        return f"{operator} wants some value of {key} to match, and none of {_all(found)} does."
    if COMPARISONS[condition.operator.base].negated:
        return f"{key} is {_all(found)}, which {operator} rules out."
    return _plain(condition, found[0] if found else "", key, operator)


def _plain(condition: CompiledCondition, found: str, key: str, operator: str) -> str:
    wanted = condition.source.values
    kind = COMPARISONS[condition.operator.base].kind
    if not wanted:
        return f"The condition lists no value for {key}, so nothing matches it."
    if kind == "string" and any("*" in one or "?" in one for one in wanted):
        return f"{operator} takes `*` and `?` as plain characters; StringLike takes them as wildcards."
    if kind in ("string", "pattern") and found.lower() in [one.lower() for one in wanted]:
        return f"{key} is {code(found)}, which differs from {either(wanted)} in capitals, and {operator} minds them."
    if kind == "address":
        return f"The address {code(found)} is not within {either(wanted)}."
    if kind in ("number", "date"):
        words = _COMPARED[condition.operator.base.removeprefix("Numeric").removeprefix("Date")]
        return f"{key} is {code(found)}, which is not {words} {either(wanted)}."
    return f"{key} is {code(found)}; {operator} wants {either(wanted)}."


def _null(condition: CompiledCondition, key: str) -> str:
    wants_absent = any(value.lower() == "true" for value in condition.source.values)
    if wants_absent:
        return f"The request carries {key}, and the condition wants it absent."
    return f"The request does not carry {key}, and the condition wants it present."


def _all(found: Sequence[str]) -> str:
    return ", ".join(code(value) for value in found[:5]) + (" and more" if len(found) > 5 else "")
