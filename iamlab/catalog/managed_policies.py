"""AWS managed policies, with the documents that AWS publishes ("AWS Managed Policy Reference").

One JSON file each under data/managed_policies, named after the policy.
"""

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ARN_PREFIX = "arn:aws:iam::aws:policy/"
_FOLDER = Path(__file__).parent / "data" / "managed_policies"


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """One AWS managed policy in its default version. Dates are ISO 8601, in UTC."""

    name: str
    arn: str
    version_id: str
    description: str
    create_date: str
    update_date: str
    document: dict[str, Any]


@lru_cache(maxsize=1)
def _by_arn() -> dict[str, ManagedPolicy]:
    policies = [_read(path) for path in sorted(_FOLDER.glob("*.json"))]
    return {policy.arn: policy for policy in policies}


def _read(path: Path) -> ManagedPolicy:
    data = json.loads(path.read_text(encoding="utf-8"))
    return ManagedPolicy(
        name=path.stem,
        arn=f"{ARN_PREFIX}{data['Path'].removeprefix('/')}{path.stem}",
        version_id=data["VersionId"],
        description=data["Description"],
        create_date=data["CreateDate"],
        update_date=data["UpdateDate"],
        document=data["Document"],
    )


def all() -> tuple[ManagedPolicy, ...]:
    """Every managed policy of the lab, by name. Each call gives documents of its own."""
    return tuple(deepcopy(policy) for policy in _by_arn().values())


def get(arn_or_name: str) -> ManagedPolicy | None:
    """The policy of that ARN or name (both case-sensitive), or None where the lab has none."""
    wanted = arn_or_name if arn_or_name.startswith("arn:") else ""
    for policy in _by_arn().values():
        if arn_or_name == policy.name or wanted == policy.arn:
            return deepcopy(policy)
    return None
