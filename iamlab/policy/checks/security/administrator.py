"""Checks: a statement that allows everything."""

from iamlab.policy.checks.draft import Draft, DraftStatement, Text
from iamlab.policy.checks.security.reach import is_everything
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings

_ALL_ACTIONS = ("*", "*:*")


def check(draft: Draft, findings: Findings) -> None:
    """Note every statement of an identity policy that makes administrators."""
    if draft.policy_type is not PolicyType.IDENTITY:
        return
    for statement in draft.statements:
        entry = gives_everything(statement)
        if entry:
            findings.add(
                "FULL_ADMINISTRATOR",
                "This statement allows every action on every resource, so whoever has it is a full administrator. "
                "List the actions that are needed, and the resources that they are for.",
                entry.path,
            )


def gives_everything(statement: DraftStatement) -> Text | None:
    """The action entry of a statement that allows all actions on all resources, without a condition."""
    if not statement.allows or statement.not_action or statement.not_resource or statement.value.get("Condition"):
        return None
    if not any(is_everything(resource.text) for resource in statement.resources):
        return None
    return next((entry for entry in statement.actions if entry.text in _ALL_ACTIONS), None)
