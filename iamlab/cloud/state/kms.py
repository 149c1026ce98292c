"""What AWS Key Management Service keeps. AWS pages: "AWS KMS keys", "Grants in AWS KMS"."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from iamlab.cloud.identifiers import root_arn
from iamlab.cloud.state.resource import Resource

SYMMETRIC = "SYMMETRIC_DEFAULT"
ENCRYPTING = "ENCRYPT_DECRYPT"
# "Using grant constraints": the operations of a grant that have no encryption context to be constrained.
_WITHOUT_CONTEXT = frozenset(
    {"CreateGrant", "DeriveSharedSecret", "DescribeKey", "GenerateMac", "GetPublicKey", "RetireGrant", "Sign", "Verify"}
    | {"VerifyMac"}
)
RETIRE = "RetireGrant"


def default_policy(account_id: str) -> str:
    """The policy of a key that is made without one: the account's IAM policies decide ("Default key policy")."""
    statement = {
        "Sid": "Enable IAM User Permissions",
        "Effect": "Allow",
        "Principal": {"AWS": root_arn(account_id)},
        "Action": "kms:*",
        "Resource": "*",
    }
    document = {"Version": "2012-10-17", "Id": "key-default-1", "Statement": [statement]}
    return json.dumps(document, indent=2, separators=(",", " : "))


@dataclass(frozen=True, slots=True)
class Grant:
    """`subset` and `equals` are the constraints on the encryption context; None is no constraint.

    `issuer` is the account that made the grant, which may retire it, too.
    """

    id: str
    token: str
    created: datetime
    issuer: str
    grantee: str
    operations: tuple[str, ...]
    name: str = ""
    retiring: str = ""
    subset: Mapping[str, str] | None = None
    equals: Mapping[str, str] | None = None

    @property
    def constraints(self) -> dict[str, Mapping[str, str]]:
        """The constraints under the API's names."""
        both = {"EncryptionContextSubset": self.subset, "EncryptionContextEquals": self.equals}
        return {name: value for name, value in both.items() if value is not None}

    @property
    def retirers(self) -> tuple[str, ...]:
        """The principals that the grant itself lets retire it ("Retiring and revoking grants")."""
        return tuple(filter(None, (self.retiring, self.grantee if RETIRE in self.operations else "")))

    def statements(self) -> Iterator[dict[str, Any]]:
        """The grant as statements of a key policy: it allows, and never denies ("Grants in AWS KMS")."""
        bound = [name for name in self.operations if name not in _WITHOUT_CONTEXT]
        free = [name for name in self.operations if name in _WITHOUT_CONTEXT and name != RETIRE]
        if bound:
            condition = self._condition()
            yield _statement(self.grantee, bound) | ({"Condition": condition} if condition else {})
        if free:
            yield _statement(self.grantee, free)
        for principal in self.retirers:
            yield _statement(principal, [RETIRE])

    def renamed(self, old: str, new: str) -> "Grant":
        grantee, retiring = (new if one == old else one for one in (self.grantee, self.retiring))
        return replace(self, grantee=grantee, retiring=retiring)

    def _condition(self) -> dict[str, dict[str, Any]]:
        wanted = {**(self.subset or {}), **(self.equals or {})}
        condition: dict[str, dict[str, Any]] = {}
        if wanted:
            condition["StringEquals"] = {f"kms:EncryptionContext:{name}": value for name, value in wanted.items()}
        if self.equals is not None:
            names = sorted(self.equals)
            if names:
                condition["ForAllValues:StringEquals"] = {"kms:EncryptionContextKeys": names}
            else:
                condition["Null"] = {"kms:EncryptionContextKeys": "true"}
        return condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Key(Resource):
    """A KMS key. `deletion` is when it will be deleted; `rotation_days` is None while it is not rotated.

    What it encrypts with is made from the sandbox's seed and its ARN, so that there is nothing to keep.
    """

    id: str
    description: str = ""
    spec: str = SYMMETRIC
    usage: str = ENCRYPTING
    enabled: bool = True
    deletion: datetime | None = None
    rotation_days: int | None = None
    rotating_since: datetime | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def policy_in_force(self) -> str | None:
        """The key policy with the grants as further statements, so that one evaluation decides on all of them."""
        if self.policy is None or not self.grants:
            return self.policy
        document = json.loads(self.policy)
        own = document["Statement"]
        granted = [statement for grant in self.grants for statement in grant.statements()]
        # The account may retire what was made in it, as its IAM policies say ("Retiring and revoking grants").
        roots = [root_arn(account) for account in sorted({grant.issuer for grant in self.grants})]
        granted += [_statement(root, [RETIRE]) for root in roots]
        return json.dumps({**document, "Statement": [*(own if isinstance(own, list) else [own]), *granted]})

    @property
    def granted(self) -> Mapping[str, str]:
        """The grants as policies of the grantees: who is in another account needs no policy of its own beside them."""
        held: dict[str, list[dict[str, Any]]] = {}
        for statement in (one for grant in self.grants for one in grant.statements()):
            principal = statement.pop("Principal")["AWS"]
            held.setdefault(principal, []).append({**statement, "Resource": self.arn})
        return {
            principal: json.dumps({"Version": "2012-10-17", "Statement": statements})
            for principal, statements in held.items()
        }

    def renamed(self, old: str, new: str) -> "Key":
        """Return the key with its grants following a principal, as policies do."""
        if all(old not in (grant.grantee, grant.retiring) for grant in self.grants):
            return self
        return replace(self, grants=tuple(grant.renamed(old, new) for grant in self.grants))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Resource):
    """`target` is the ARN of the key that the alias stands for."""

    name: str
    target: str
    updated: datetime


def _statement(principal: str, operations: list[str]) -> dict[str, Any]:
    actions = [f"kms:{name}" for name in operations]
    return {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": actions, "Resource": "*"}
