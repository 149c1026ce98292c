"""Checks: how a Principal element names who it speaks of ("AWS JSON policy elements: Principal")."""

import re

from iamlab.policy.checks.arns.pattern import LONGEST
from iamlab.policy.checks.draft import Draft, DraftPrincipal
from iamlab.policy.checks.principals.attachment import is_trust_policy, names_principals
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, replace
from iamlab.policy.service_principals import mended, problem_with

_WILDCARDS = frozenset("*?")

# "IAM identifiers", unique ID prefixes. What follows a colon is a session of the role.
_UNIQUE_ID = re.compile(r"(AROA|AIDA)[A-Z0-9]{4,}(?::.*)?", re.DOTALL)
_KINDS = {"AROA": ("INVALID_ROLE_REFERENCE", "role"), "AIDA": ("INVALID_USER_REFERENCE", "user")}

_WHOLE_ACCOUNT = re.compile(r"(arn:[a-z-]+:iam::\d{12}):\*")


def check(draft: Draft, findings: Findings) -> None:
    """Note wildcards, unique IDs instead of ARNs, and names of services that are none."""
    if not names_principals(draft):
        return
    for statement in draft.statements:
        for principal in statement.principals:
            if principal.kind != "*" and "${" not in principal.text:  # variables do not belong here at all
                _check_name(principal, draft, findings)


def _check_name(principal: DraftPrincipal, draft: Draft, findings: Findings) -> None:
    if _WILDCARDS & set(principal.text):
        if (principal.kind, principal.text) != ("AWS", "*") and _is_judged(principal, draft):
            findings.add(
                "UNSUPPORTED_WILDCARD_IN_PRINCIPAL", _about_wildcard(principal), principal.path, fix=_mend(principal)
            )
    elif principal.kind == "AWS":
        _unique_id(principal, findings)
    elif principal.kind == "Service":
        _service(principal, findings)


def _is_judged(principal: DraftPrincipal, draft: Draft) -> bool:
    """Whether the name itself matters: a Federated principal outside of a trust policy is wrong as a whole."""
    return principal.kind in ("AWS", "Service", "CanonicalUser") or (
        principal.kind == "Federated" and is_trust_policy(draft)
    )


def _about_wildcard(principal: DraftPrincipal) -> str:
    message = f"{shown(principal.text)} has a wildcard. A {principal.kind} principal is named in full."
    if principal.kind != "AWS":
        return message
    return (
        f"{message} Name the account, user or role; or name the account and let a condition on aws:PrincipalArn "
        "with ArnLike choose among its roles and users."
    )


def _mend(principal: DraftPrincipal) -> Fix | None:
    account = _WHOLE_ACCOUNT.fullmatch(principal.text[:LONGEST]) if principal.kind == "AWS" else None
    return replace("Name the whole account", principal.path, f"{account[1]}:root") if account else None


def _unique_id(principal: DraftPrincipal, findings: Findings) -> None:
    found = _UNIQUE_ID.fullmatch(principal.text) if len(principal.text) <= LONGEST else None
    if found is None:
        return
    code, kind = _KINDS[found[1]]
    message = (
        f"{shown(principal.text)} is the unique ID of a {kind}. An ID stands in a policy where the {kind} has been "
        f"deleted. Write the ARN, like arn:aws:iam::111122223333:{kind}/name; IAM keeps track of the ID itself."
    )
    findings.add(code, message, principal.path)


def _service(principal: DraftPrincipal, findings: Findings) -> None:
    problem = problem_with(principal.text)
    if problem is None:
        return
    better = mended(principal.text)
    fix = replace(f"Use {better}", principal.path, better) if better else None
    findings.add(
        "INVALID_SERVICE_PRINCIPAL_FORMAT", f"{shown(principal.text)} is no service. {problem}", principal.path, fix=fix
    )
