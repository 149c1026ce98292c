"""Checks: sessions of a role that is a principal itself ("AWS JSON policy elements: Principal", role sessions)."""

from typing import NamedTuple

from iamlab.policy.arns import parse_arn
from iamlab.policy.checks.draft import Draft, DraftPrincipal
from iamlab.policy.checks.list_entries import without_entry
from iamlab.policy.checks.principals.attachment import is_trust_policy
from iamlab.policy.findings import Findings, shown


class _Role(NamedTuple):
    """A role as a session names it: without the path."""

    partition: str
    account: str
    name: str


def check(draft: Draft, findings: Findings) -> None:
    """Note sessions beside their role in one Principal element of a trust policy."""
    if not is_trust_policy(draft):
        return
    for statement in draft.statements:
        roles = {_role(one): one.text for one in statement.principals if _role(one)}
        for principal in statement.principals if roles else ():
            session_of = _session_of(principal)
            if session_of in roles:
                message = (
                    f"This session belongs to {shown(roles[session_of])}, which the statement names as well, and "
                    "naming the role covers all its sessions. Remove the session."
                )
                fix = without_entry(draft, "Remove the session", principal.path)
                findings.add("REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", message, principal.path, fix=fix)


def _role(principal: DraftPrincipal) -> _Role | None:
    arn = parse_arn(principal.text) if principal.kind == "AWS" else None
    if arn is None or arn.service != "iam" or not arn.resource.startswith("role/"):
        return None
    return _Role(arn.partition, arn.account, arn.resource.rpartition("/")[2])


def _session_of(principal: DraftPrincipal) -> _Role | None:
    """The role of an assumed-role ARN; AWS's pages write it with `sts` as well as with `iam`."""
    arn = parse_arn(principal.text) if principal.kind == "AWS" else None
    if arn is None or arn.service not in ("sts", "iam"):
        return None
    kind, _, rest = arn.resource.partition("/")
    name, slash, session = rest.partition("/")
    return _Role(arn.partition, arn.account, name) if kind == "assumed-role" and slash and session else None
