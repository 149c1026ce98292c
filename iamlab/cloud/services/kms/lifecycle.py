"""Enabling, disabling, rotating and deleting KMS keys.

AWS pages: "Key states of AWS KMS keys" (what each state allows), "Deleting AWS KMS keys", "Rotating AWS KMS keys".
"""

from datetime import timedelta

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import lookup, states
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.kms import SYMMETRIC

_SHORTEST_WAIT, _LONGEST_WAIT = 7, 30
_ROTATION_DAYS = 365


def enable_key(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_kept(found)
    lookup.change(call, found, enabled=True)
    return {}


def disable_key(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_kept(found)
    lookup.change(call, found, enabled=False)
    return {}


def schedule_key_deletion(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_kept(found)
    days = int(call.parameters.get("PendingWindowInDays", _LONGEST_WAIT))
    if not _SHORTEST_WAIT <= days <= _LONGEST_WAIT:
        raise ServiceError(
            "ValidationException", f"PendingWindowInDays must be between {_SHORTEST_WAIT} and {_LONGEST_WAIT}."
        )
    deletion = call.now + timedelta(days=days)
    lookup.change(call, found, deletion=deletion, enabled=False)
    return {
        "KeyId": found.arn,
        "DeletionDate": deletion,
        "KeyState": "PendingDeletion",
        "PendingWindowInDays": days,
    }


def cancel_key_deletion(call: Invocation) -> Output:
    found = lookup.key(call)
    if not found.deletion:
        raise ServiceError("KMSInvalidStateException", f"{found.arn} is not pending deletion.")
    lookup.change(call, found, deletion=None)  # it stays disabled
    return {"KeyId": found.arn}


def enable_key_rotation(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_usable(found)
    if found.spec != SYMMETRIC:
        raise ServiceError("UnsupportedOperationException", "")
    days = int(call.parameters.get("RotationPeriodInDays", _ROTATION_DAYS))
    since = found.rotating_since if found.rotation_days == days else call.now
    lookup.change(call, found, rotation_days=days, rotating_since=since)
    return {}


def disable_key_rotation(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_usable(found)
    lookup.change(call, found, rotation_days=None, rotating_since=None)
    return {}


def get_key_rotation_status(call: Invocation) -> Output:
    found = lookup.key(call, foreign=True)
    states.check_kept(found)
    if not (found.rotation_days and found.rotating_since):
        return {"KeyRotationEnabled": False, "KeyId": found.arn}
    period = timedelta(days=found.rotation_days)
    done = (call.now - found.rotating_since) // period
    return {
        "KeyRotationEnabled": True,
        "KeyId": found.arn,
        "RotationPeriodInDays": found.rotation_days,
        "NextRotationDate": found.rotating_since + (done + 1) * period,
    }


OPERATIONS = {
    "EnableKey": lookup.on_key(enable_key, writes=True),
    "DisableKey": lookup.on_key(disable_key, writes=True),
    "ScheduleKeyDeletion": lookup.on_key(schedule_key_deletion, writes=True),
    "CancelKeyDeletion": lookup.on_key(cancel_key_deletion, writes=True),
    "EnableKeyRotation": lookup.on_key(enable_key_rotation, writes=True),
    "DisableKeyRotation": lookup.on_key(disable_key_rotation, writes=True),
    "GetKeyRotationStatus": lookup.on_key(get_key_rotation_status, foreign=True),
}
