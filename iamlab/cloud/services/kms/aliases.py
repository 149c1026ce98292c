"""Aliases of KMS keys. AWS pages: "Aliases in AWS KMS", "Controlling access to aliases"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import lookup, states
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.kms import Alias, Key

_MAX_ALIASES = 500
_PREFIX = "alias/"
_RESERVED = "alias/aws/"


def create_alias(call: Invocation) -> Output:
    name, target = call.text("AliasName"), _target(call)
    states.check_kept(target)
    arn = _arn(call)
    if arn in call.account.kms_aliases:
        raise ServiceError("AlreadyExistsException", f"An alias with the name {arn} already exists")
    if len(call.account.kms_aliases) >= _MAX_ALIASES:
        raise ServiceError("LimitExceededException", f"An account of this lab has {_MAX_ALIASES} aliases at most.")
    call.account.kms_aliases[arn] = Alias(arn=arn, created=call.now, name=name, target=target.arn, updated=call.now)
    return {}


def update_alias(call: Invocation) -> Output:
    held, target = _alias(call), _target(call)
    states.check_kept(target)
    before = lookup.find(call.company, held.target, call.now)
    if before:
        call.require("kms:UpdateAlias", before.arn)
        if (before.usage, before.spec == target.spec) != (target.usage, True):
            raise ServiceError(
                "ValidationException", "The alias and its new key must be of the same type and have the same key usage."
            )
    call.account.kms_aliases[held.arn] = replace(held, target=target.arn, updated=call.now)
    return {}


def delete_alias(call: Invocation) -> Output:
    held = _alias(call)
    if lookup.find(call.company, held.target, call.now):
        call.require("kms:DeleteAlias", held.target)
    del call.account.kms_aliases[held.arn]
    return {}


def list_aliases(call: Invocation) -> Output:
    only = lookup.key(call).arn if "KeyId" in call.parameters else ""
    own = [one for one in call.account.kms_aliases.values() if f":{call.region}:" in one.arn]
    return {
        "Aliases": [
            {
                "AliasName": one.name,
                "AliasArn": one.arn,
                "TargetKeyId": one.target.rpartition("/")[2],
                "CreationDate": one.created,
                "LastUpdatedDate": one.updated,
            }
            for one in sorted(own, key=lambda one: one.name)
            if not only or one.target == only
        ],
        "Truncated": False,
    }


def _arn(call: Invocation) -> str:
    return lookup.arn(call.region, call.account.id, call.text("AliasName"))


def _alias(call: Invocation) -> Alias:
    found = call.account.kms_aliases.get(_arn(call))
    if found is None:
        raise lookup.not_found(f"Alias {_arn(call)} is not found.")
    return found


def _target(call: Invocation) -> Key:
    return lookup.key(call, "TargetKeyId")


def _check_name(call: Invocation) -> None:
    name = call.text("AliasName")
    if not name.startswith(_PREFIX) or name == _PREFIX:
        raise ServiceError(
            "ValidationException",
            'Alias must start with the prefix "alias/". Please see'
            " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html",
        )
    if name.startswith(_RESERVED):
        raise ServiceError("InvalidAliasNameException", f"Aliases that begin with {_RESERVED} are reserved for AWS.")


def _known_target(call: Invocation) -> Mapping[str, Any]:
    found = _target(call)
    return {"TargetKeyId": found.arn, **lookup.facts(call, found, "")}


OPERATIONS = {
    "CreateAlias": MappedOperation(create_alias, writes=True, known=_known_target, precondition=_check_name),
    "UpdateAlias": MappedOperation(update_alias, writes=True, known=_known_target, precondition=_check_name),
    "DeleteAlias": MappedOperation(delete_alias, writes=True, precondition=_check_name),
    "ListAliases": MappedOperation(list_aliases),
}
