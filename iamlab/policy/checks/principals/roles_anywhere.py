"""Checks: what IAM Roles Anywhere needs in a trust policy ("Trust model in IAM Roles Anywhere")."""

from iamlab.policy.checks.draft import Draft, DraftStatement
from iamlab.policy.checks.list_entries import value_at
from iamlab.policy.checks.names.action_patterns import covers
from iamlab.policy.checks.principals.attachment import is_trust_policy
from iamlab.policy.findings import Findings
from iamlab.policy.fixes import Change, Fix

_SERVICE = "rolesanywhere.amazonaws.com"
_NEEDED = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")


def check(draft: Draft, findings: Findings) -> None:
    """Note operations that IAM Roles Anywhere is trusted with too few of, over all statements together."""
    if not is_trust_policy(draft):
        return
    trusting = [one for one in draft.statements if one.allows and not one.not_principal and _is_about(one)]
    if not trusting or any(statement.not_action for statement in trusting):
        return
    actions = [action.text for statement in trusting for action in statement.actions]
    missing = [name for name in _NEEDED if not any(covers(action, name) for action in actions)]
    if not missing:
        return
    message = (
        f"IAM Roles Anywhere cannot use this role without {' and '.join(missing)}: it needs {_NEEDED[0]}, "
        f"{_NEEDED[1]} and {_NEEDED[2]}. Add what is missing."
    )
    first = trusting[0]
    findings.add(
        "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
        message,
        (*first.path, "Action"),
        fix=_fix(draft, first, missing),
    )


def _is_about(statement: DraftStatement) -> bool:
    return any(principal.kind == "Service" and principal.text == _SERVICE for principal in statement.principals)


def _fix(draft: Draft, statement: DraftStatement, missing: list[str]) -> Fix | None:
    path = (*statement.path, "Action")
    found = value_at(draft, path)
    title = f"Add {' and '.join(missing)}"
    if any(principal.text != _SERVICE for principal in statement.principals):
        return None  # the others would get the operations too
    if isinstance(found, list):
        return Fix(title, tuple(Change("add", (*path, len(found) + place), name) for place, name in enumerate(missing)))
    return Fix(title, (Change("replace", path, [found, *missing]),)) if isinstance(found, str) else None
