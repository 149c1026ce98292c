"""Services that use a caller's KMS key for the caller, who needs permission on the key, too.

AWS pages: "AWS KMS condition keys" (kms:ViaService), "Forward access sessions" (aws:ViaAWSService).
"""

from collections.abc import Mapping

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import lookup, states
from iamlab.cloud.services.operation import Invocation

_FORBIDDEN = 403


def require(
    call: Invocation, service: str, operations: tuple[str, ...], key: str, owner: str, context: Mapping[str, str]
) -> None:
    """Raise ServiceError unless the caller may do these operations, through a service, with a customer managed key.

    `key` is an id, an ARN or an alias, of the account `owner` where it names none; `context` is the encryption context
    that the service gives.
    """
    found = lookup.named(call, key, home=owner)
    source = f"{service}.{call.region}.amazonaws.com"
    keys: dict[str, str | list[str]] = {
        "kms:ViaService": source,
        "kms:CallerAccount": call.caller.account_id,
        "kms:EncryptionContextKeys": list(context),
        "aws:ViaAWSService": "true",
    }
    keys |= {f"kms:EncryptionContext:{name}": value for name, value in context.items()}
    for operation in operations:
        call.require(f"kms:{operation}", found.arn, keys)
    states.check_usable(found)


def reason(error: ServiceError) -> str:
    """What is wrong with a key, as services put it into their own error codes: AccessDenied, Disabled, NotFound, ..."""
    if error.status == _FORBIDDEN:
        return "AccessDenied"
    return error.code.removeprefix("KMS").removesuffix("Exception")
