"""BatchGetSecretValue: what cannot be read is among the errors, and the rest is answered.

AWS page: "Retrieve a batch of secrets in one API call".
"""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.secretsmanager import encryption, listing, lookup, values
from iamlab.cloud.state.secretsmanager import Secret

_ACTION = "secretsmanager:GetSecretValue"


def batch_get_secret_value(call: Invocation) -> Output:
    ids, filters = call.parameters.get("SecretIdList"), call.parameters.get("Filters")
    if bool(ids) == bool(filters):
        raise lookup.wrong("Either 'SecretIdList' or 'Filters' must be provided, but not both.")
    named = list(ids) if ids else [one.arn for one in listing.matching(call) if not one.deletion]
    found: list[Output] = []
    errors: list[Output] = []
    for secret_id in named:
        try:
            found.append(_value(call, secret_id))
        except ServiceError as error:
            errors.append({"SecretId": secret_id, "ErrorCode": error.code, "Message": error.message})
    return {"SecretValues": found, "Errors": errors}


def _value(call: Invocation, secret_id: str) -> Output:
    found = lookup.find(call, secret_id)
    arn = found.arn if found else _unknown_arn(call, secret_id)
    if not call.allows(_ACTION, arn):
        raise ServiceError(
            "AccessDeniedException",
            f"User: {call.caller.arn} is not authorized to perform: {_ACTION} on resource: {arn}",
        )
    if found is None:
        raise ServiceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    return _readable(call, found)


def _readable(call: Invocation, secret: Secret) -> Output:
    if secret.deletion:
        raise lookup.marked_for_deletion()
    version = values.current_value(secret)
    encryption.require_decrypting(call, secret.key, secret.arn, version.id)
    return values.described(secret, version)


def _unknown_arn(call: Invocation, secret_id: str) -> str:
    if secret_id.startswith("arn:"):
        return secret_id
    return f"{lookup.prefix(call.region, call.account.id)}{secret_id}-??????"


def _known(call: Invocation) -> Mapping[str, Any]:
    """No secret's own permission is asked before the rest: each is by itself."""
    return {"SecretIdList": []} if "SecretIdList" in call.parameters else {}


OPERATIONS = {"BatchGetSecretValue": MappedOperation(batch_get_secret_value, known=_known)}
