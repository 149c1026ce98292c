"""The ids and ARNs of what EC2 makes. AWS page: "Resource IDs" (Amazon EC2 User Guide)."""

import hashlib

from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.state.account import Account

_DIGITS = 17
_NO_ACCOUNT = frozenset({"snapshot", "image"})


def new(account: Account, prefix: str) -> str:
    """A new id such as i-0a1b2c3d4e5f60718, made repeatable."""
    return made_from(prefix, f"{account.id}/{account.next_id()}")


def made_from(prefix: str, seed: str) -> str:
    """The id of what is there from the beginning, such as a default VPC."""
    return f"{prefix}-0{hashlib.sha256(f'{prefix}/{seed}'.encode()).hexdigest()[: _DIGITS - 1]}"


def arn(region: str, account_id: str, kind: str, id_: str) -> str:
    """The ARN of a resource; snapshots and images leave the account out."""
    owner = "" if kind in _NO_ACCOUNT else account_id
    return f"arn:{PARTITION}:ec2:{region}:{owner}:{kind}/{id_}"
