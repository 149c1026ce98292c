"""Session policies and what they take up. AWS pages: "Session policies", "IAM and AWS STS quotas"."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam import documents
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.account import Account

_MOST_ARNS = 10
_MOST_CHARACTERS = 2_048
# AWS tells how full its packed form is, not how large that may be; this comes near the percentages in its examples.
_ROOM = 1_750


@dataclass(frozen=True, slots=True)
class SessionPolicies:
    """The texts and the ARNs that limit a session; `packed` is how many percent of the room they and the tags take."""

    documents: tuple[str, ...]
    arns: tuple[str, ...]
    packed: int

    def output(self) -> Output:
        """Return the part of the answer about the packed size, which is there where anything was packed."""
        return {"PackedPolicySize": self.packed} if self.packed else {}


def session_policies(call: Invocation, account: Account, tags: Mapping[str, str]) -> SessionPolicies:
    """Return the policies that a call passes for a session in `account`, whose tags are packed with them.

    Raises ServiceError: MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError.
    """
    document = call.text("Policy")
    if document:
        documents.check(document)
    arns = tuple(str(one.get("arn", "")) for one in call.parameters.get("PolicyArns", ()))
    if len(arns) > _MOST_ARNS:
        raise ServiceError(
            "ValidationError",
            "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length"
            f" less than or equal to {_MOST_ARNS}",
        )
    if len(document) + sum(map(len, arns)) > _MOST_CHARACTERS:
        raise ServiceError(
            "PackedPolicyTooLarge",
            f"The inline and managed session policies together have more than {_MOST_CHARACTERS:,} characters.",
        )
    for arn in arns:
        if managed_document(account, arn) is None:
            raise ServiceError("ValidationError", f"The policy {arn} does not exist in account {account.id}.")
    return SessionPolicies((document,) if document else (), arns, _packed(document, arns, tags))


def _packed(document: str, arns: tuple[str, ...], tags: Mapping[str, str]) -> int:
    if not (document or arns or tags):
        return 0
    parts = [json.dumps(json.loads(document), separators=(",", ":")) if document else "", *arns]
    parts += [f"{key}={value}" for key, value in tags.items()]
    percent = -(-len(zlib.compress("\n".join(parts).encode())) * 100 // _ROOM)
    if percent > 100:
        what = (
            f"Packed policy consumes {percent}% of allotted space, please use smaller policy."
            if document or arns
            else f"Packed size of session tags consumes {percent}% of allotted space."
        )
        raise ServiceError("PackedPolicyTooLarge", what)
    return percent
