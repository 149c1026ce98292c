"""Deleting secrets, in time or at once, and restoring them. AWS pages: "DeleteSecret", "RestoreSecret"."""

from datetime import timedelta

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.secretsmanager import lookup

_LEAST, _MOST = 7, 30


def delete_secret(call: Invocation) -> Output:
    found = lookup.secret(call)
    at_once = bool(call.parameters.get("ForceDeleteWithoutRecovery", False))
    window = call.parameters.get("RecoveryWindowInDays")
    if at_once and window is not None:
        raise lookup.wrong("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.")
    days = _MOST if window is None else int(window)
    if not _LEAST <= days <= _MOST:
        raise lookup.wrong(f"The RecoveryWindowInDays value must be between {_LEAST} and {_MOST} days (inclusive).")
    if at_once:
        del lookup.owner(call, found).secrets[found.arn]
        return {"ARN": found.arn, "Name": found.name, "DeletionDate": call.now}
    if found.deletion:
        raise ServiceError(
            "InvalidRequestException",
            "You can't perform this operation on the secret because it was already scheduled for deletion.",
        )
    deletion = call.now + timedelta(days=days)
    lookup.change(call, found, deleted=call.now, deletion=deletion)
    return {"ARN": found.arn, "Name": found.name, "DeletionDate": deletion}


def restore_secret(call: Invocation) -> Output:
    found = lookup.secret(call)
    lookup.change(call, found, deleted=None, deletion=None)
    return {"ARN": found.arn, "Name": found.name}


OPERATIONS = {
    "DeleteSecret": lookup.on_secret(delete_secret, writes=True),
    "RestoreSecret": lookup.on_secret(restore_secret, writes=True),
}
