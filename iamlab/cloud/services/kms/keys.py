"""Making and describing KMS keys. AWS pages: "CreateKey", "DescribeKey", "ListKeys"."""

from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.kms import lookup, policies, specs, states, tags
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.kms import SYMMETRIC, Key, default_policy

MAX_KEYS = 100
_ORIGIN = "AWS_KMS"


def create_key(call: Invocation) -> Output:
    if call.text("Origin", _ORIGIN) != _ORIGIN or call.parameters.get("MultiRegion", False):
        raise not_simulated("This lab makes single-Region keys with key material of AWS KMS (Origin AWS_KMS) only.")
    if len(call.account.kms_keys) >= MAX_KEYS:
        raise ServiceError("LimitExceededException", f"An account of this lab has {MAX_KEYS} KMS keys at most.")
    spec = call.text("KeySpec") or call.text("CustomerMasterKeySpec", SYMMETRIC)
    usage = specs.usage(spec, call.text("KeyUsage"))
    key_id = identifiers.uuid_of(f"kms/{call.account.id}/{call.account.next_id()}")
    made = Key(
        arn=lookup.arn(call.region, call.account.id, f"key/{key_id}"),
        created=call.now,
        id=key_id,
        description=call.text("Description"),
        spec=spec,
        usage=usage,
        tags=tags.given(call.parameters.get("Tags", [])),
        policy=call.text("Policy") or default_policy(call.account.id),
    )
    policies.save(call, made)
    return {"KeyMetadata": describe(made)}


def describe_key(call: Invocation) -> Output:
    call.parameters.get("GrantTokens")  # grants count at once here, so that no token is needed
    return {"KeyMetadata": describe(lookup.key(call, alias=True, foreign=True))}


def list_keys(call: Invocation) -> Output:
    found = [one for one in call.account.kms_keys.values() if lookup.find(call.company, one.arn, call.now)]
    own = sorted((one for one in found if f":{call.region}:" in one.arn), key=lambda one: one.id)
    return {"Keys": [{"KeyId": one.id, "KeyArn": one.arn} for one in own], "Truncated": False}


def update_key_description(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_kept(found)
    lookup.change(call, found, description=call.text("Description"))
    return {}


def describe(key: Key) -> dict[str, Any]:
    """A key as KeyMetadata."""
    deletion = {"DeletionDate": key.deletion} if key.deletion else {}
    return {
        "AWSAccountId": lookup.owner(key),
        "KeyId": key.id,
        "Arn": key.arn,
        "CreationDate": key.created,
        "Enabled": key.enabled and not key.deletion,
        "Description": key.description,
        "KeyUsage": key.usage,
        "KeyState": states.name(key),
        **deletion,
        "Origin": _ORIGIN,
        "KeyManager": "CUSTOMER",
        "CustomerMasterKeySpec": key.spec,
        "KeySpec": key.spec,
        **specs.algorithms(key),
        "MultiRegion": False,
    }


OPERATIONS = {
    "CreateKey": MappedOperation(create_key, writes=True),
    "DescribeKey": lookup.on_key(describe_key, alias=True, foreign=True),
    "ListKeys": MappedOperation(list_keys),
    "UpdateKeyDescription": lookup.on_key(update_key_description, writes=True),
}
