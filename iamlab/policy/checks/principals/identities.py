"""Checks: names of AWS principals that can be none ("AWS JSON policy elements: Principal")."""

import re

from iamlab.policy.arns import parse_arn
from iamlab.policy.checks.arns.pattern import LONGEST
from iamlab.policy.checks.conditions.patterns import is_fixed
from iamlab.policy.checks.draft import Draft, DraftPrincipal, DraftStatement
from iamlab.policy.checks.principals.attachment import names_principals
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, rename
from iamlab.policy.service_principals import problem_with

_FORMS = "an account ID of 12 digits, an ARN like arn:aws:iam::111122223333:role/name, or *"
_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
# "IAM identifiers", unique IDs: they have a check of their own.
_UNIQUE_ID = re.compile(r"[A-Z]{4}[A-Z0-9]{4,}(?::.*)?", re.DOTALL)
_RESOURCES = {
    "iam": ("user/", "role/", "assumed-role/"),
    "sts": ("assumed-role/", "federated-user/"),
}


def check(draft: Draft, findings: Findings) -> None:
    """Note AWS principals that are neither account nor identity. Wildcards and variables are judged elsewhere."""
    if not names_principals(draft):
        return
    for statement in draft.statements:
        for principal in statement.principals:
            if principal.kind == "AWS" and is_fixed(principal.text):
                problem = _problem(principal.text)
                if problem:
                    message = f"{shown(principal.text)} is no AWS principal. {problem}"
                    fix = _fix(statement, principal)
                    findings.add("INVALID_PRINCIPAL_FORMAT", message, principal.path, fix=fix)


def _problem(text: str) -> str | None:
    if len(text) > LONGEST:
        return f"Write {_FORMS}."
    if _ACCOUNT.fullmatch(text) or _UNIQUE_ID.fullmatch(text):
        return None
    if not text.startswith("arn:"):
        if problem_with(text) is None:
            return 'It is the name of a service: write {"Service": ...} instead of {"AWS": ...}.'
        return f"Write {_FORMS}."
    arn = parse_arn(text)
    if arn is None or arn.service not in _RESOURCES:
        return f"Write {_FORMS}."
    account, name = arn.account, arn.resource
    if name.startswith("group/"):
        return "A group is no principal: its users make the requests. Name the users, or a role that they can assume."
    if arn.region or (_DIGITS.fullmatch(account) and not _ACCOUNT.fullmatch(account)):
        return "Its ARN has no Region, and an account ID of 12 digits."
    starts = _RESOURCES[arn.service]
    if name != "root" and not any(name.startswith(start) and name != start for start in starts):
        return f"Write {_FORMS}."
    return None


def _fix(statement: DraftStatement, principal: DraftPrincipal) -> Fix | None:
    """Name a service as what it is, where nobody else is named with it."""
    *element, kind = principal.path
    named = statement.value.get(str(element[-1])) if element else None
    if kind != "AWS" or problem_with(principal.text) is not None or not isinstance(named, dict) or "Service" in named:
        return None
    return rename("Name it as a service", principal.path, "Service")
