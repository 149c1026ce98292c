"""An organisation: accounts in a tree of units, with policies attached. AWS page: "AWS Organizations terminology"."""

from collections.abc import Iterator
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Organization:
    """`parents` says of each account and unit which unit or root it is in; `attached` which policies a target has."""

    id: str
    management_account: str
    root_id: str
    enabled: tuple[str, ...] = (SERVICE_CONTROL,)  # types of policies
    units: dict[str, OrganizationalUnit] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    policies: dict[str, OrganizationPolicy] = field(default_factory=dict)
    attached: dict[str, tuple[str, ...]] = field(default_factory=dict)  # target id -> policy ids

    @property
    def arn(self) -> str:
        return f"arn:aws:organizations::{self.management_account}:organization/{self.id}"

    def path(self, target: str) -> list[str]:
        """The ids from the root down to an account or a unit, itself included."""
        found = [target]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return found[::-1]

    def path_text(self, account_id: str) -> str:
        """An account's place as condition keys spell it (aws:PrincipalOrgPaths): `o-a1b2c3d4e5/r-ab12/ou-.../`."""
        return "/".join([self.id, *self.path(account_id)[:-1]]) + "/"

    def levels(self, account_id: str, policy_type: str) -> Iterator[tuple[OrganizationPolicy, ...]]:
        """The policies of a type that an account is under, level by level, the root first and the account last.

        None for the management account, whom no policy binds, and where the type is not enabled.
        """
        if account_id == self.management_account or policy_type not in self.enabled:
            return
        for target in self.path(account_id):
            ids = self.attached.get(target, ())
            yield tuple(one for one in map(self.policies.__getitem__, ids) if one.type == policy_type)
