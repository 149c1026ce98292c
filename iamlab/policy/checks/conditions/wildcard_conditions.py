"""Checks: conditions that a value of nothing but `*` makes always true, or never true.

Source: "IAM policy validation check reference", Redundant key due to wildcard in condition, and Redundant statement
due to wildcard in condition. What asks for no more than the presence of the key is said by EQUIVALENT_TO_NULL_FALSE
and EQUIVALENT_TO_NULL_TRUE.
"""

from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.conditions.operators import COMPARISONS, NULL, Operator, Quantifier
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, remove

_WITH_WILDCARDS = frozenset(
    ("StringLike", "StringNotLike", "ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"),
)


def check(draft: Draft, findings: Findings) -> None:
    """Note keys that decide nothing."""
    for statement in draft.statements:
        for condition in statement.conditions:
            operator = condition.operator
            if operator is None or operator.base not in _WITH_WILDCARDS or not _takes_everything(condition):
                continue
            absent, present = holds_without_key(operator), holds_with_key(operator)
            if absent and present:
                _note_always(statement, condition, findings)
            elif not absent and not present:
                _note_never(draft, statement, condition, findings)


def holds_without_key(operator: Operator) -> bool:
    """Whether the operator is satisfied where the request lacks the key, whatever the values are."""
    if operator.if_exists or operator.quantifier is Quantifier.ALL:
        return True
    return operator.quantifier is None and operator.base != NULL and COMPARISONS[operator.base].negated


def holds_with_key(operator: Operator) -> bool:
    """Whether the operator is satisfied where the request has the key, if every value of it is matched."""
    return operator.base != NULL and not COMPARISONS[operator.base].negated


def _takes_everything(condition: DraftCondition) -> bool:
    return any(value.text and not value.text.strip("*") for value in condition.values)


def _note_always(statement: DraftStatement, condition: DraftCondition, findings: Findings) -> None:
    message = (
        f"{condition.operator_name} with the value * is true for every request, with or without "
        f"{shown(condition.key)}, so it restricts nothing. Say which values you mean, or delete the key."
    )
    fix = _without_key(statement, condition)
    findings.add("REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION", message, condition.path, at_key=True, fix=fix)


def _note_never(draft: Draft, statement: DraftStatement, condition: DraftCondition, findings: Findings) -> None:
    message = (
        f"{condition.operator_name} with the value * is true for no request, with or without {shown(condition.key)}, "
        "so the statement never applies. Say which values you mean, or delete the statement."
    )
    # The statement says nothing, so it may go; without the key it would say something.
    alone = len(statement.path) < 2 or len(draft.statements) < 2
    fix = None if alone else remove("Delete the statement", statement.path)
    findings.add("REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION", message, condition.path, at_key=True, fix=fix)


def _without_key(statement: DraftStatement, condition: DraftCondition) -> Fix:
    """Delete the key, and whatever is empty without it."""
    path = condition.path
    block = statement.value.get("Condition")
    keys = block.get(condition.operator_name) if isinstance(block, dict) else None
    if isinstance(block, dict) and isinstance(keys, dict) and len(keys) == 1:
        path = path[:-1] if len(block) > 1 else path[:-2]
    return remove(f"Delete {path[-1]}", path)
