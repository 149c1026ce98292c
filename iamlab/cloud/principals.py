"""The users and roles that policies name, and what becomes of their names.

AWS stores a principal by its unique id, and shows the ARN as long as there is somebody of that id. So a policy follows
a user who is renamed; who is deleted leaves the bare id behind, and whoever gets the same name later is somebody else.
AWS page: "AWS JSON policy elements: Principal" (IAM role principals, IAM user principals).
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.resource import Resource
from iamlab.policy.arns import parse_arn
from iamlab.policy.document import Policy
from iamlab.policy.service_principals import problem_with

_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_UNIQUE_ID = re.compile(r"A(?:IDA|ROA)[A-Z0-9]{12,28}", re.ASCII)
# How AWS spells the kinds in its refusal.
_KINDS = {"AWS": "AWS", "Service": "SERVICE", "Federated": "FEDERATED", "CanonicalUser": "CANONICALUSER"}


def first_unknown(company: Company, policy: Policy) -> str | None:
    """The first principal that AWS would not know, as it says so: `"AWS":"arn:..."`. None where all are good.

    Who is in an account that the sandbox does not have is taken to exist.
    """
    for statement in policy.statements:
        for one in (*(statement.principals or ()), *(statement.not_principals or ())):
            known = _known_aws if one.kind == "AWS" else _known_service if one.kind == "Service" else _anybody
            if not known(company, one.name):
                return f'"{_KINDS.get(one.kind, one.kind)}":"{one.name}"'
    return None


def is_known(company: Company, name: str) -> bool:
    """Whether an ARN, the id of an account or a unique id names somebody who can be an AWS principal."""
    return _known_aws(company, name)


def with_arns(company: Company, document: str) -> str:
    """A policy's text with the ARNs of those whom it names by their unique ids."""

    def arn(name: str) -> str:
        return _arn_of(company, name) or name if _UNIQUE_ID.fullmatch(name) else name

    return _renamed(document, arn)


def follow(company: Company, old: str, new: str) -> None:
    """Write `new` for `old` wherever a policy of the company names it as a principal.

    That is a user's new ARN when the user is renamed, and the unique id when a user or a role is deleted.
    """

    def name(found: str) -> str:
        return new if found == old else found

    for account in company.accounts.values():
        for role in list(account.roles.values()):
            if old in role.trust:
                account.roles[role.name] = replace(role, trust=_renamed(role.trust, name))
        for held in _dictionaries(account):
            for key, resource in list(held.items()):
                if isinstance(resource, Resource):
                    followed = resource.renamed(old, new)
                    if resource.policy and old in resource.policy:
                        followed = replace(followed, policy=_renamed(resource.policy, name))
                    if followed is not resource:
                        held[key] = followed


def _dictionaries(account: Account) -> Iterator[dict[str, Any]]:
    for one in fields(account):
        held = getattr(account, one.name)
        if isinstance(held, dict):
            yield held


def _anybody(company: Company, name: str) -> bool:
    return True


def _known_service(company: Company, name: str) -> bool:
    return problem_with(name) is None


def _known_aws(company: Company, name: str) -> bool:
    if name == "*" or _ACCOUNT.fullmatch(name):
        return True
    if _UNIQUE_ID.fullmatch(name):
        return _arn_of(company, name) is not None
    arn = parse_arn(name)
    if arn is None or "*" in name or "?" in name or not _ACCOUNT.fullmatch(arn.account):
        return False
    account = company.accounts.get(arn.account)
    kind, _, rest = arn.resource.partition("/")
    if arn.service == "iam":
        if kind in ("user", "role") and account:
            return name in _arns(account).values()
        return arn.resource == "root" or (kind in ("user", "role") and rest != "")
    if arn.service == "sts" and kind == "assumed-role":
        return account is None or rest.partition("/")[0] in account.roles
    return arn.service == "sts" and kind == "federated-user"


def _arn_of(company: Company, unique_id: str) -> str | None:
    found = (_arns(account).get(unique_id) for account in company.accounts.values())
    return next((arn for arn in found if arn), None)


def _arns(account: Account) -> dict[str, str]:
    """Every user and role: the unique id and the ARN."""
    users = {one.id: identifiers.iam_arn(account.id, "user", one.path, one.name) for one in account.users.values()}
    roles = {one.id: identifiers.iam_arn(account.id, "role", one.path, one.name) for one in account.roles.values()}
    return users | roles


def _renamed(document: str, name: Callable[[str], str]) -> str:
    """A policy's text with other names of its AWS principals; the same text where that changes none."""
    try:
        content = json.loads(document)
    except ValueError:  # a resource that a scenario only declares may have anything for its policy
        return document
    statements = content.get("Statement", []) if isinstance(content, dict) else []
    changed = False
    for statement in statements if isinstance(statements, list) else [statements]:
        if not isinstance(statement, dict):
            continue
        for element in ("Principal", "NotPrincipal"):
            principal = statement.get(element)
            if not isinstance(principal, dict) or "AWS" not in principal:
                continue
            given = principal["AWS"]
            made = [name(one) for one in given] if isinstance(given, list) else name(given)
            changed = changed or made != given
            principal["AWS"] = made
    return json.dumps(content, indent=2, ensure_ascii=False) if changed else document
