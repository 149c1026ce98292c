"""Resource policies of tables. AWS page: "Using resource-based policies for DynamoDB"."""

import hashlib

from iamlab.cloud import principals
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.dynamodb import lookup
from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.policy.problems import PolicyError

_MAX_CHARACTERS = 20_480
_NO_POLICY = "NO_POLICY"


def check(call: Invocation, policy: str) -> None:
    """Raise ValidationException for a policy that is none, is too long, or names somebody who is not there."""
    if len(policy) > _MAX_CHARACTERS:
        raise invalid(f"Resource-based policy cannot exceed {_MAX_CHARACTERS} bytes.")
    try:
        read = resource_policies.read(policy)
    except PolicyError as error:
        raise invalid(f"Resource-based policy document is invalid: {error.problems[0].message}") from None
    unknown = principals.first_unknown(call.company, read)
    if unknown:
        raise invalid(f"Resource-based policy document is invalid: Invalid principal in policy: {unknown}")


def put(call: Invocation) -> Output:
    held, policy = lookup.table(call, call.text("ResourceArn")), call.text("Policy")
    _check_revision(call, held.policy)
    call.parameters.get("ConfirmRemoveSelfResourceAccess")  # a confirmation, which changes nothing
    check(call, policy)
    lookup.keep(call, held, policy=policy)
    return {"RevisionId": _revision(policy)}


def get(call: Invocation) -> Output:
    held = lookup.table(call, call.text("ResourceArn"))
    if held.policy is None:
        raise ServiceError(
            "PolicyNotFoundException", f"Resource-based policy not found for the provided ResourceArn: {held.arn}"
        )
    return {"Policy": held.policy, "RevisionId": _revision(held.policy)}


def delete(call: Invocation) -> Output:
    held = lookup.table(call, call.text("ResourceArn"))
    _check_revision(call, held.policy)
    if held.policy is None:
        return {}
    lookup.keep(call, held, policy=None)
    return {"RevisionId": _revision(held.policy)}


def _check_revision(call: Invocation, policy: str | None) -> None:
    expected = call.text("ExpectedRevisionId")
    if expected and expected != (_revision(policy) if policy else _NO_POLICY):
        raise ServiceError("PolicyNotFoundException", "The policy has another revision than the one expected.")


def _revision(policy: str) -> str:
    return str(int(hashlib.sha256(policy.encode("utf-8", "replace")).hexdigest()[:12], 16))


OPERATIONS = {
    "PutResourcePolicy": MappedOperation(put, writes=True),
    "GetResourcePolicy": MappedOperation(get),
    "DeleteResourcePolicy": MappedOperation(delete, writes=True),
}
