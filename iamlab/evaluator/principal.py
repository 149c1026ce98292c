"""Who calls, and the context keys that follow from it.

Sources: "IAM policy elements: Variables and tags" (principal key values), "AWS global condition context keys".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iamlab.policy.arns import parse_arn


class PrincipalKind(StrEnum):
    """The kinds of callers. The values are those of `aws:PrincipalType` where AWS has one."""

    USER = "User"
    ROLE = "AssumedRole"
    FEDERATED = "FederatedUser"
    ROOT = "Account"
    SERVICE = "Service"
    ANONYMOUS = "Anonymous"


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller. `account` is None for a service and for an anonymous caller. `keys` are lower-case."""

    kind: PrincipalKind
    account: str | None
    name: str
    keys: Mapping[str, str]


def parse_principal(text: str) -> Principal | None:
    """The caller that an ARN, a service principal or `*` names, or None where `text` names none."""
    if text == "*":
        return Principal(PrincipalKind.ANONYMOUS, None, "anonymous", {"aws:principaltype": "Anonymous"})
    arn = parse_arn(text)
    if arn is None:
        return _service(text) if text.endswith((".amazonaws.com", ".amazonaws.com.cn")) else None
    if not (len(arn.account) == 12 and arn.account.isdecimal() and arn.account.isascii()):
        return None
    kind_of_resource, _, rest = arn.resource.partition("/")
    name = rest.rpartition("/")[2]
    account = arn.account
    if arn.service == "iam" and arn.resource == "root":
        return _principal(PrincipalKind.ROOT, text, account, "root", {"aws:userid": account})
    if not name:
        return None
    if arn.service == "iam" and kind_of_resource == "user":
        return _principal(PrincipalKind.USER, text, account, name, {"aws:username": name})
    if arn.service == "iam" and kind_of_resource == "role":
        return _principal(PrincipalKind.ROLE, text, account, name, {})
    if arn.service == "sts" and kind_of_resource == "assumed-role" and "/" in rest:
        role = rest.partition("/")[0]
        return _principal(PrincipalKind.ROLE, f"arn:{arn.partition}:iam::{account}:role/{role}", account, role, {})
    if arn.service == "sts" and kind_of_resource == "federated-user":
        return _principal(PrincipalKind.FEDERATED, text, account, name, {"aws:userid": f"{account}:{name}"})
    return None


def _principal(kind: PrincipalKind, arn: str, account: str, name: str, more: dict[str, str]) -> Principal:
    keys = {
        "aws:principalarn": arn,
        "aws:principalaccount": account,
        "aws:principaltype": kind.value,
        "aws:principalisawsservice": "false",
    }
    return Principal(kind, account, name, keys | more)


def _service(name: str) -> Principal:
    keys = {"aws:principalservicename": name, "aws:principalisawsservice": "true"}
    return Principal(PrincipalKind.SERVICE, None, name, keys)
