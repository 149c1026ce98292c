"""Whether a statement of a resource policy speaks about the caller, and how it names the caller.

Sources: "AWS JSON policy elements: Principal", "AWS JSON policy elements: NotPrincipal".
"""

from collections.abc import Iterable
from enum import IntEnum

from iamlab.evaluator.principal import Principal, PrincipalKind
from iamlab.policy.document import PrincipalName, Statement


class Naming(IntEnum):
    """How a statement names the caller, the vaguest first.

    How it does decides which other policies still have a say ("How AWS enforcement code logic evaluates requests
    to allow or deny access", resource-based policies): naming the account only delegates to it; naming the role of
    a session or the user who federated leaves boundary and session policies in force; naming the very caller, or
    everyone, leaves none.
    """

    ACCOUNT = 1
    IDENTITY = 2
    CALLER = 3
    EVERYONE = 4


# What a NotPrincipal must list for its Deny to spare a caller: the account is checked, then the role, then the session.
_FORMS = {
    PrincipalKind.USER: {Naming.ACCOUNT, Naming.CALLER},
    PrincipalKind.ROLE: {Naming.ACCOUNT, Naming.IDENTITY},
    PrincipalKind.FEDERATED: {Naming.ACCOUNT, Naming.CALLER},
    PrincipalKind.ROOT: {Naming.CALLER},
    PrincipalKind.SERVICE: {Naming.CALLER},
    PrincipalKind.PROVIDER: {Naming.CALLER},
    PrincipalKind.ANONYMOUS: {Naming.EVERYONE},
}


def naming_of(statement: Statement, caller: Principal, *, bounded: bool) -> Naming | None:
    """How the statement names the caller, at its closest; None where it is not about the caller.

    `bounded` says that the caller has a permissions boundary: a Deny with NotPrincipal then applies whatever it
    lists. A statement with neither element, in a policy of another type, is about everyone it is attached to.
    """
    if statement.principals is not None:
        return max(_namings(statement.principals, caller), default=None)
    if statement.not_principals is None:
        return Naming.EVERYONE
    listed = _namings(statement.not_principals, caller)
    if statement.effect == "Allow":
        return None if listed else Naming.EVERYONE
    return None if _spared(listed, caller) and not bounded else Naming.EVERYONE


def missing_forms(statement: Statement, caller: Principal) -> tuple[set[Naming], set[Naming]]:
    """What a NotPrincipal would have to list besides for its Deny to spare the caller, and all that it has to list."""
    listed = _namings(statement.not_principals or (), caller)
    forms = _forms(caller)
    return (set() if _spared(listed, caller) else forms - listed), forms


def _spared(listed: set[Naming], caller: Principal) -> bool:
    return Naming.EVERYONE in listed or _forms(caller) <= listed


def _forms(caller: Principal) -> set[Naming]:
    forms = _FORMS[caller.kind]
    return forms | {Naming.CALLER} if caller.session else forms


def _namings(entries: Iterable[PrincipalName], caller: Principal) -> set[Naming]:
    found = (_naming(entry, caller) for entry in entries)
    return {naming for naming in found if naming is not None}


def _naming(entry: PrincipalName, caller: Principal) -> Naming | None:
    match entry.kind:
        case "*":
            return Naming.EVERYONE
        case "AWS":
            return Naming.EVERYONE if entry.name == "*" else _aws(entry.name, caller)
        case "Service":
            return Naming.CALLER if caller.kind is PrincipalKind.SERVICE and entry.name == caller.text else None
        case "Federated":
            return Naming.CALLER if caller.kind is PrincipalKind.PROVIDER and entry.name == caller.text else None
    return None  # a canonical user ID: nothing in a request tells whose it is


def _aws(name: str, caller: Principal) -> Naming | None:
    if caller.account is None:
        return None
    if name == caller.account or name == f"arn:{caller.partition}:iam::{caller.account}:root":
        return Naming.CALLER if caller.kind is PrincipalKind.ROOT else Naming.ACCOUNT
    if caller.kind is PrincipalKind.ROLE and _is_identity(name, "role", caller):
        return Naming.IDENTITY
    if name == caller.text:
        return Naming.CALLER
    if caller.kind is PrincipalKind.FEDERATED and _is_identity(name, "user", caller):
        return Naming.IDENTITY
    return None


def _is_identity(name: str, kind: str, caller: Principal) -> bool:
    """Whether an ARN is that of the session's role or user. A session has lost the path; names are unique without."""
    start = f"arn:{caller.partition}:iam::{caller.account}:{kind}/"
    return name.startswith(start) and name.rpartition("/")[2] == caller.name
