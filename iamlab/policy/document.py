"""The document model: what a policy says, once it is known to be one."""

from dataclasses import dataclass, field
from enum import StrEnum

from iamlab.policy.source import Source


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

    `index` counts from 0.
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
    origin: Source | None = field(default=None, repr=False, compare=False)

    @property
    def lines(self) -> tuple[int, int] | None:
        """The first and the last line, from 1, within `Policy.source`; None for a statement made without a document."""
        return self.origin.statement_lines[self.index] if self.origin else None


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document. Two are equal that say the same, however their texts are laid out."""

    version: str
    id: str | None
    statements: tuple[Statement, ...]
    origin: Source = field(repr=False, compare=False)
    policy_type: PolicyType = PolicyType.IDENTITY

    @property
    def source(self) -> str:
        """The text it was read from, pretty-printed where it came as an object."""
        return self.origin.text
