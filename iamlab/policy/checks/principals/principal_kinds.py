"""Checks: kinds of principals that do not belong where they stand."""

from iamlab.policy.checks.draft import Draft, DraftStatement
from iamlab.policy.checks.principals.attachment import is_trust_policy, names_principals
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings
from iamlab.policy.fixes import Fix, remove

_ORGANIZATION = (PolicyType.SCP, PolicyType.RCP)  # their own checks speak of every principal that they cannot have


def check(draft: Draft, findings: Findings) -> None:
    """Note Allow with NotPrincipal, and identity providers outside of a trust policy."""
    if is_trust_policy(draft) or draft.policy_type in _ORGANIZATION:
        return  # a trust policy takes identity providers, and no NotPrincipal at all
    for statement in draft.statements:
        if names_principals(draft) and statement.not_principal and statement.allows:
            message = (
                "This statement gives access to everybody except those it names: to other accounts and to people "
                "without any account as well. Write a Principal element with those who need access."
            )
            findings.add("ALLOW_WITH_NOT_PRINCIPAL", message, (*statement.path, "NotPrincipal"), at_key=True)
        _federated(statement, findings)


def _federated(statement: DraftStatement, findings: Findings) -> None:
    """Source: "AWS JSON policy elements: Principal"; a session of a federated user has no provider as principal."""
    principals = statement.value.get(statement.principal_element)
    if not isinstance(principals, dict) or "Federated" not in principals:
        return
    message = (
        "Only a role's trust policy can name an identity provider. Its users come here as a role: where a policy names "
        "principals, name the role that they assume, under AWS."
    )
    path = (*statement.path, statement.principal_element, "Federated")
    fix: Fix | None = remove("Remove the identity provider", path) if len(principals) > 1 else None
    findings.add("FEDERATED_PRINCIPAL_NOT_SUPPORTED", message, path, at_key=True, fix=fix)
