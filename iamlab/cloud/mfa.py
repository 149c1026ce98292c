"""Whether somebody holds a virtual MFA device, told by its code. AWS page: "Secure API access with MFA"."""

from dataclasses import replace
from datetime import datetime

from iamlab.cloud import totp
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import MfaDevice, User

_FORBIDDEN = 403


def holder_id(account: Account, user: User | None) -> str:
    """How a device remembers whose it is: by the unique id, which survives a renaming. None is the root user."""
    return user.id if user else account.id


def devices_of(account: Account, user: User | None) -> list[MfaDevice]:
    """The devices that are enabled for a user, or with None for the account's root user, in the order enabled."""
    wanted = holder_id(account, user)
    held = [device for device in account.mfa_devices.values() if device.holder == wanted]
    return sorted(held, key=lambda device: (device.enabled or device.created, device.arn))


def verify_code(account: Account, user: User | None, serial: str, code: str, now: datetime) -> MfaDevice:
    """Check a code and return the device as it is afterwards: each code is good once.

    Whoever accepts the code stores it: `account.mfa_devices[device.arn] = device`. `user` is None for the root user.
    Raises ServiceError AccessDenied for a device that is not theirs and for a code that is not good now.
    """
    device = account.mfa_devices.get(serial)
    if device is None or device.holder != holder_id(account, user):
        raise ServiceError(
            "AccessDenied",
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is"
            " valid and associated with this user.",
            _FORBIDDEN,
        )
    step = totp.verify(device.seed, code, now, device.last_step)
    if step is None:
        raise ServiceError(
            "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ", _FORBIDDEN
        )
    return replace(device, last_step=step)
