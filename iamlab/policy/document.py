"""The document model: what a policy says, once it is known to be one."""

from dataclasses import dataclass
from enum import StrEnum


class PolicyType(StrEnum):
    """Where a document is used, which decides what may stand in it ("Policies and permissions in IAM")."""

    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"
    SCP = "scp"
    RESOURCE = "resource"
    TRUST = "trust"
    RCP = "rcp"
    ENDPOINT = "endpoint"


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator, one key and its values: `"StringEquals": {"aws:username": ["jane"]}`.

    `operator` is spelled as AWS spells it, with prefix and suffix. `values` are strings, whatever JSON type
    they had: numbers as written, booleans as `true` and `false`.
    """

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrincipalName:
    """One entry of a Principal element: `kind` is AWS, Service, Federated, CanonicalUser or `*`."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. Of each pair (Action or NotAction, ...) one is a tuple and the other is None.

    `index` counts from 0. `lines` are the statement's first and last line, from 1, within `Policy.source`.
    """

    index: int
    sid: str | None
    effect: str
    actions: tuple[str, ...] | None = None
    not_actions: tuple[str, ...] | None = None
    resources: tuple[str, ...] | None = None
    not_resources: tuple[str, ...] | None = None
    principals: tuple[PrincipalName, ...] | None = None
    not_principals: tuple[PrincipalName, ...] | None = None
    conditions: tuple[Condition, ...] = ()
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document. `source` is the text it was read from, pretty-printed where it came as an object."""

    version: str
    id: str | None
    statements: tuple[Statement, ...]
    source: str
    policy_type: PolicyType = PolicyType.IDENTITY
