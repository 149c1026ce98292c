"""Checks: conditions that a value of nothing but `*` makes always true, or never true.

Source: "IAM policy validation check reference", Redundant key due to wildcard in condition, and Redundant statement
due to wildcard in condition. What asks for no more than the presence of the key is said by EQUIVALENT_TO_NULL_FALSE
and EQUIVALENT_TO_NULL_TRUE.
"""

from iamlab.policy.checks.conditions.bare_stars import Answers, answers
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.checks.list_entries import without_entry
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, remove


def check(draft: Draft, findings: Findings) -> None:
    """Note keys that decide nothing."""
    for statement in draft.statements:
        for condition in statement.conditions:
            found = answers(condition)
            if found == Answers(present=True, absent=True):
                _note_always(statement, condition, findings)
            elif found == Answers(present=False, absent=False):
                _note_never(draft, statement, condition, findings)


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
    fix = without_entry(draft, "Delete the statement", statement.path)
    findings.add("REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION", message, condition.path, at_key=True, fix=fix)


def _without_key(statement: DraftStatement, condition: DraftCondition) -> Fix:
    """Delete the key, and whatever is empty without it."""
    path = condition.path
    block = statement.value.get("Condition")
    keys = block.get(condition.operator_name) if isinstance(block, dict) else None
    if isinstance(block, dict) and isinstance(keys, dict) and len(keys) == 1:
        path = path[:-1] if len(block) > 1 else path[:-2]
    return remove(f"Delete {path[-1]}", path)
