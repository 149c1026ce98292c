"""Sentences about a condition that does not hold."""

from collections.abc import Sequence

from iamlab.evaluator.context import RequestContext
from iamlab.evaluator.mismatches.about_values import why_not
from iamlab.evaluator.mismatches.phrases import all_of, code, either, filled_in
from iamlab.policy.conditions.block import CompiledCondition
from iamlab.policy.conditions.operators import COMPARISONS, NULL, Quantifier

# What a request must do to carry a key; source: "AWS global condition context keys", "Amazon S3 condition keys".
_WHEN_PRESENT = {
    "aws:multifactorauthpresent": "Only temporary credentials carry it; long-term access keys never do.",
    "aws:username": "Only IAM users carry it; role sessions do not.",
    "aws:tokenissuetime": "Only temporary credentials carry it.",
    "aws:sourceip": "A call through a VPC endpoint does not carry it.",
    "aws:sourcevpce": "Only a call through a VPC endpoint carries it.",
    "aws:sourcearn": "Only a call that a service makes for a resource carries it.",
    "s3:prefix": "Only a listing that asks for a prefix carries it.",
    "s3:max-keys": "Only a listing that asks for a number of keys carries it.",
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
    wanted = filled_in(condition.source.values, condition.templates, context.lookup)
    negated = COMPARISONS[condition.operator.base].negated
    if not wanted and not negated:
        return f"The condition lists no value for {key}, so nothing matches it."
    unknown = _without_value(condition, context)
    if unknown and not negated and len(wanted) == 1:
        return f"The condition uses {code(unknown)}, and this request has no value for it."
    if found is None:
        when = _WHEN_PRESENT.get(condition.key, "")
        return f"{operator} asks for {key}, which this request does not carry. {when}".strip()
    if condition.operator.quantifier is not None:
        return _of_a_set(condition, found, wanted, context)
    if not found:
        return f"{operator} asks for a value of {key}, and this request gives it none."
    if negated:
        return f"{key} is {all_of(found)}, which {operator} rules out." + _instead(wanted, found)
    return why_not(condition, found, wanted)


def _instead(wanted: Sequence[str], found: Sequence[str]) -> str:
    """What the policy says, where the request does not say the same in so many words."""
    return "" if set(found) & set(wanted) else f" It lists {either(wanted)}."


def _without_value(condition: CompiledCondition, context: RequestContext) -> str:
    for template in condition.templates:
        for variable in template.variables:
            if variable.value(context.lookup) is None:
                return variable.written
    return ""


def _of_a_set(
    condition: CompiledCondition, found: Sequence[str], wanted: Sequence[str], context: RequestContext
) -> str:
    key, operator = code(condition.source.key), code(condition.source.operator)
    negated = COMPARISONS[condition.operator.base].negated
    if condition.operator.quantifier is Quantifier.ANY:
        if not any(found):
            return f"{operator} wants some value of {key} to match, and this request gives it none."
        match = "not to match" if negated else "to match"
        return f"{operator} wants some value of {key} {match} {either(wanted)}; the request has {all_of(found)}."
    guilty = condition.values_against(found, context.lookup)
    does = "does" if len(guilty) == 1 else "do"
    if negated:
        return f"{operator} wants no value of {key} to match {either(wanted)}, and {all_of(guilty)} {does}."
    return f"{operator} wants every value of {key} to match {either(wanted)}, and {all_of(guilty)} {does} not."


def _null(condition: CompiledCondition, key: str) -> str:
    wants_absent = any(value.lower() == "true" for value in condition.source.values)
    if wants_absent:
        return f"The request carries {key}, and the condition wants it absent."
    return f"The request does not carry {key}, and the condition wants it present."
