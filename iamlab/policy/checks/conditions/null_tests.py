"""Checks: patterns that only ask whether a key is there ("IAM JSON policy elements: Condition operators", Null)."""

from iamlab.policy.checks.conditions.fixes import use_operator
from iamlab.policy.checks.conditions.patterns import is_anything
from iamlab.policy.checks.draft import Draft
from iamlab.policy.conditions.operators import NULL, Operator, Quantifier
from iamlab.policy.findings import Findings, shown

_LIKE = ("StringLike", "ArnLike", "ArnEquals")
_NOT_LIKE = ("StringNotLike", "ArnNotLike", "ArnNotEquals")


def check(draft: Draft, findings: Findings) -> None:
    """Note conditions that `*` turns into a question for the key's presence."""
    for statement in draft.statements:
        for condition in statement.conditions:
            operator = condition.operator
            there = None if operator is None else _there(operator)
            if there is None or not any(is_anything(value.text) for value in condition.values):
                continue
            answer = "false" if there else "true"
            when = "whatever value the request has" if there else "only when the request has no value"
            message = (
                f'With "*", {operator} on {shown(condition.key)} is true {when}. '
                f'Null says that plainly: {{"Null": {{"{condition.key[:100]}": "{answer}"}}}}.'
            )
            code = "EQUIVALENT_TO_NULL_FALSE" if there else "EQUIVALENT_TO_NULL_TRUE"
            fix = use_operator(f"Use Null with {answer}", statement, condition, NULL, answer)
            findings.add(code, message, condition.path, at_key=True, fix=fix)


def _there(operator: Operator) -> bool | None:
    """Whether the condition with `*` asks for the key to be there (True) or not (False); None where for neither."""
    if operator.base in _LIKE:
        # IfExists and ForAllValues are true without the key as well: then the condition is always true.
        return None if operator.if_exists or operator.quantifier is Quantifier.ALL else True
    if operator.base in _NOT_LIKE:
        # ForAnyValue finds no value that `*` does not match: then the condition is never true.
        return None if operator.quantifier is Quantifier.ANY and not operator.if_exists else False
    return None
