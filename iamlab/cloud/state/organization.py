"""An organisation: accounts in a tree of units, with policies attached. AWS page: "AWS Organizations terminology"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"


@dataclass(frozen=True, slots=True)
class OrganizationalUnit:
    id: str
    arn: str
    name: str


@dataclass(frozen=True, slots=True)
class OrganizationPolicy:
    """`aws_managed` is true for the two that allow everything, which nobody can change."""

    id: str
    arn: str
    name: str
    type: str
    content: str
    description: str = ""
    aws_managed: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An account's membership. `method` is CREATED or INVITED; `closed` is when the account was closed."""

    joined: datetime
    method: str
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """What CreateAccount was asked. `account_id` is the new account's, or `failure` says why there is none."""

    id: str
    name: str
    requested: datetime
    account_id: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Handshake:
    """An invitation to an account. `target` is how the invitation names it: its id or its email address."""

    id: str
    arn: str
    account_id: str
    target: tuple[str, str]  # ACCOUNT or EMAIL, and which
    requested: datetime
    expires: datetime
    state: str = "OPEN"
    notes: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)  # what the account will be tagged with


@dataclass(slots=True)
class Organization:
    """`parents` says of each account and unit which unit or root it is in; `attached` which policies a target has.

    `tags` are by the id of what has them. `trusted` says since when a service may act in all accounts, and `delegated`
    since when an account administers a service, by account id and service.
    """

    id: str
    management_account: str
    root_id: str
    enabled: tuple[str, ...] = (SERVICE_CONTROL,)  # types of policies
    members: dict[str, Member] = field(default_factory=dict)  # by account id
    units: dict[str, OrganizationalUnit] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    policies: dict[str, OrganizationPolicy] = field(default_factory=dict)
    attached: dict[str, tuple[str, ...]] = field(default_factory=dict)  # target id -> policy ids
    tags: dict[str, Mapping[str, str]] = field(default_factory=dict)
    requests: dict[str, AccountRequest] = field(default_factory=dict)
    handshakes: dict[str, Handshake] = field(default_factory=dict)
    trusted: dict[str, datetime] = field(default_factory=dict)
    delegated: dict[str, Mapping[str, datetime]] = field(default_factory=dict)
    resource_policy: str = ""  # the text of the delegation policy
    root_features: tuple[str, ...] = ()  # of the central management of the accounts' root users
    ids_issued: int = 0

    @property
    def arn(self) -> str:
        return f"arn:aws:organizations::{self.management_account}:organization/{self.id}"

    def next_id(self) -> int:
        """Return a number that this organisation has not handed out before."""
        self.ids_issued += 1
        return self.ids_issued

    def has(self, account_id: str) -> bool:
        """Whether an account is in the organisation."""
        return account_id in self.members

    def is_closed(self, account_id: str) -> bool:
        return account_id in self.members and self.members[account_id].closed is not None

    def path(self, target: str) -> list[str]:
        """The ids from the root down to an account or a unit, itself included."""
        found = [target]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return found[::-1]

    def path_text(self, account_id: str) -> str:
        """An account's place as condition keys spell it (aws:PrincipalOrgPaths): `o-a1b2c3d4e5/r-ab12/ou-.../`."""
        return "/".join([self.id, *self.path(account_id)[:-1]]) + "/"

    def policies_of(self, target: str, policy_type: str) -> tuple[OrganizationPolicy, ...]:
        """The policies of a type that are attached to a root, a unit or an account itself, in the order attached."""
        attached = map(self.policies.__getitem__, self.attached.get(target, ()))
        return tuple(one for one in attached if one.type == policy_type)

    def levels(self, account_id: str, policy_type: str) -> Iterator[tuple[OrganizationPolicy, ...]]:
        """The policies of a type that an account is under, level by level, the root first and the account last.

        None for the management account, whom no policy binds, for an account that is no member, and where the type is
        not enabled.
        """
        if account_id == self.management_account or not self.has(account_id) or policy_type not in self.enabled:
            return
        for target in self.path(account_id):
            yield self.policies_of(target, policy_type)
