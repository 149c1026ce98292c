"""Key policies. AWS pages: "Key policies in AWS KMS", "Default key policy", "PutKeyPolicy"."""

from iamlab.cloud import principals
from iamlab.cloud.authorization import Authorization
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.kms import lookup
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.kms import Key
from iamlab.policy import PolicyError

_NAME = "default"  # the only name that a key policy can have
_MAX_BYTES = 32_768
_MALFORMED = "MalformedPolicyDocumentException"


def save(call: Invocation, key: Key) -> None:
    """Keep a key whose policy is new, once the policy is found to be a good one."""
    document = key.policy or ""
    if len(document.encode()) > _MAX_BYTES:
        raise ServiceError("LimitExceededException", f"A key policy has {_MAX_BYTES} bytes at most.")
    try:
        policy = resource_policies.read(document)
    except PolicyError as error:
        raise ServiceError(_MALFORMED, f"Policy contains a syntax error: {error.problems[0]}") from None
    if principals.first_unknown(call.company, policy):
        raise ServiceError(_MALFORMED, "Policy contains a statement with one or more invalid principals.")
    call.account.kms_keys[key.arn] = key
    bypassed = bool(call.parameters.get("BypassPolicyLockoutSafetyCheck", False))
    if not bypassed and not _may_change_it(call, key):
        raise ServiceError(_MALFORMED, "The new key policy will not allow you to update the key policy in the future.")


def get_key_policy(call: Invocation) -> Output:
    _check_name(call)
    return {"Policy": lookup.key(call).policy, "PolicyName": _NAME}


def list_key_policies(call: Invocation) -> Output:
    lookup.key(call)
    return {"PolicyNames": [_NAME], "Truncated": False}


def put_key_policy(call: Invocation) -> Output:
    _check_name(call)
    found = lookup.key(call)
    lookup.change(call, found, policy=call.text("Policy"))
    save(call, lookup.key(call))
    return {}


def _may_change_it(call: Invocation, key: Key) -> bool:
    """Whether the caller could change the policy again; asked with the new one in place."""
    if call.authorization is None:
        return True
    later = Authorization(call.company, call.caller, call.authorization.call, call.now)
    return later.allows("kms:PutKeyPolicy", key.arn, {"kms:CallerAccount": call.caller.account_id})


def _check_name(call: Invocation) -> None:
    if call.text("PolicyName", _NAME) != _NAME:
        raise lookup.not_found("No such policy exists")


OPERATIONS = {
    "GetKeyPolicy": lookup.on_key(get_key_policy),
    "ListKeyPolicies": lookup.on_key(list_key_policies),
    "PutKeyPolicy": lookup.on_key(put_key_policy, writes=True),
}
