"""AWS managed policies, with the documents that AWS publishes ("AWS Managed Policy Reference").

They come with the package moto, as one text in one file, of which nothing else is loaded. AWS's descriptions and the
versions of before are not in it: `data/managed_policy_descriptions.json` and `data/managed_policy_versions.json` have
those of the policies that the course speaks about.
"""

import ast
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ARN_PREFIX = "arn:aws:iam::aws:policy/"
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version that is no longer the default one. `text` is the document in one line."""

    id: str
    create_date: str
    text: str


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """One AWS managed policy in its default version. Dates are ISO 8601, in UTC; `text` is the document in one line."""

    name: str
    path: str
    version_id: str
    description: str
    create_date: str
    update_date: str
    text: str
    earlier: tuple[EarlierVersion, ...] = ()

    @property
    def arn(self) -> str:
        return f"{ARN_PREFIX}{self.path.removeprefix('/')}{self.name}"

    @property
    def document(self) -> dict[str, Any]:
        """The document, read anew: who changes it changes nobody else's."""
        read: dict[str, Any] = json.loads(self.text)
        return read


@lru_cache(maxsize=1)
def _by_arn() -> dict[str, ManagedPolicy]:
    descriptions, versions = _read("managed_policy_descriptions"), _read("managed_policy_versions")
    policies = [
        ManagedPolicy(
            name=name,
            path=data["Path"],
            version_id=data["DefaultVersionId"],
            description=descriptions.get(name, ""),
            create_date=data["CreateDate"],
            update_date=data["UpdateDate"],
            text=_text(data["Document"]),
            earlier=tuple(
                EarlierVersion(one["VersionId"], one["CreateDate"], _text(one["Document"]))
                for one in versions.get(name, ())
            ),
        )
        for name, data in sorted(json.loads(_published()).items())
    ]
    return {policy.arn: policy for policy in policies}


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return read


def _text(document: dict[str, Any]) -> str:
    """A document as it is kept: 1,500 of them as objects are many times as large."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _published() -> str:
    """The text with all policies: the value of the only assignment in the file, which is not executed."""
    package = find_spec("moto")
    if package is None or package.submodule_search_locations is None:
        raise ModuleNotFoundError("The package moto is not installed: AWS's managed policies come with it.")
    module = Path(package.submodule_search_locations[0]) / "iam" / "aws_managed_policies.py"
    assignment = ast.parse(module.read_text(encoding="utf-8")).body[0]
    if not (isinstance(assignment, ast.Assign) and isinstance(text := ast.literal_eval(assignment.value), str)):
        raise ValueError("The package moto does not keep AWS's managed policies where this version of the lab looks.")
    return text


@lru_cache(maxsize=1)
def _by_name() -> dict[str, ManagedPolicy]:
    return {policy.name: policy for policy in _by_arn().values()}


def all() -> tuple[ManagedPolicy, ...]:
    """Every managed policy of AWS, by name."""
    return tuple(_by_arn().values())


def get(arn_or_name: str) -> ManagedPolicy | None:
    """The policy of that ARN or name (both case-sensitive), or None where AWS has none."""
    return _by_arn().get(arn_or_name) or _by_name().get(arn_or_name)
