"""Finding a user, a group or a role by its ARN."""

from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Group, Role, User
from iamlab.policy.arns import Arn

KINDS = ("user", "group", "role")


def kind_and_name(arn: Arn | None) -> tuple[str, str]:
    """What an ARN of IAM names: `user` and `jane` for `arn:aws:iam::123456789012:user/finance/jane`; "" for no such."""
    kind, _, path = arn.resource.partition("/") if arn and arn.service == "iam" else ("", "", "")
    return (kind, path.rpartition("/")[2]) if path else ("", "")


def entity(account: Account, kind: str, name: str) -> User | Group | Role | None:
    """The entity; None where there is none, or for another kind of thing."""
    match kind:
        case "user":
            return account.users.get(name)
        case "group":
            return account.groups.get(name)
        case "role":
            return account.roles.get(name)
    return None
