"""Key pairs. AWS pages: "CreateKeyPair", "ImportKeyPair", "DescribeKeyPairs"."""

import hashlib
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2 import ids, inventory, tags
from iamlab.cloud.services.ec2.errors import limit_exceeded, not_found
from iamlab.cloud.services.ec2.filters import Fields, filtered
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.ec2 import KeyPair

_MAX_PAIRS = 50
_FIELDS: Fields = {
    "key-name": lambda one: [one.name],
    "key-pair-id": lambda one: [one.id],
    "fingerprint": lambda one: [one.fingerprint],
}
_MATERIAL = (
    "-----BEGIN RSA PRIVATE KEY-----\nThis lab has no machines to sign in to, so this is no key.\n"
    "-----END RSA PRIVATE KEY-----"
)


def create(call: Invocation) -> Output:
    call.parameters.get("KeyFormat")  # the material is none in either format
    made = _made(call, call.text("KeyType", "rsa"), call.text("KeyName").encode())
    return {**_new(made), "KeyMaterial": _MATERIAL}


def import_(call: Invocation) -> Output:
    return _new(_made(call, "rsa", call.blob("PublicKeyMaterial")))


def _new(made: KeyPair) -> Output:
    """A new pair as CreateKeyPair and ImportKeyPair show it: without what DescribeKeyPairs tells besides."""
    return {name: value for name, value in _shown(made).items() if name not in ("KeyType", "CreateTime")}


def delete(call: Invocation) -> Output:
    wanted = call.text("KeyName") or call.text("KeyPairId")
    if not wanted:
        raise ServiceError("MissingParameter", "The request must contain the parameter KeyName or KeyPairId")
    for held in list(inventory.view(call.account, call.region, "key_pairs").values()):
        if wanted in (held.name, held.id):
            del call.account.key_pairs[held.arn]
            return {"Return": True, "KeyPairId": held.id}
    return {"Return": True}  # deleting what is not there succeeds, too


def describe(call: Invocation) -> Output:
    call.parameters.get("IncludePublicKey")
    found = list(inventory.view(call.account, call.region, "key_pairs").values())
    for member, field, code in (("KeyNames", "name", "InvalidKeyPair"), ("KeyPairIds", "id", "InvalidKeyPair")):
        asked = call.parameters.get(member) or ()
        for one in asked:
            if one not in [getattr(held, field) for held in found]:
                raise not_found(code, one, "key pair")
        found = [held for held in found if not asked or getattr(held, field) in asked]
    return {"KeyPairs": [_shown(one) for one in filtered(call, found, _FIELDS)]}


def check(call: Invocation, name: str) -> None:
    """Raise unless there is a key pair of that name."""
    if name and name not in [one.name for one in inventory.view(call.account, call.region, "key_pairs").values()]:
        raise not_found("InvalidKeyPair", name, "key pair")


def _made(call: Invocation, kind: str, material: bytes) -> KeyPair:
    name, held = call.text("KeyName"), inventory.view(call.account, call.region, "key_pairs").values()
    if any(one.name == name for one in held):
        raise ServiceError("InvalidKeyPair.Duplicate", f"The keypair already exists: {name}")
    if len(held) >= _MAX_PAIRS:
        raise limit_exceeded("KeyPair", _MAX_PAIRS)
    digest = hashlib.sha256(f"{call.account.id}/".encode() + material).hexdigest()[:40]
    made = KeyPair(
        arn=ids.arn(call.region, call.account.id, "key-pair", name),
        created=call.now,
        id=ids.new(call.account, "key"),
        name=name,
        fingerprint=":".join(digest[place : place + 2] for place in range(0, len(digest), 2)),
        kind=kind,
        tags=tags.read(call, "key-pair"),
    )
    inventory.keep(call.account, "key_pairs", made)
    return made


def _shown(held: KeyPair) -> dict[str, Any]:
    return {
        "KeyPairId": held.id,
        "KeyName": held.name,
        "KeyType": held.kind,
        "KeyFingerprint": held.fingerprint,
        "CreateTime": held.created,
        **tags.shown(held.tags),
    }


OPERATIONS = {
    "CreateKeyPair": ec2(create, writes=True),
    "ImportKeyPair": ec2(import_, writes=True),
    "DeleteKeyPair": ec2(delete, writes=True),
    "DescribeKeyPairs": ec2(describe),
}
