"""To whom MFA devices belong. AWS page: "AWS Multi-factor authentication in IAM", and the IAM API reference.

A device of the root user is enabled by the root user under the name `root`: EnableMFADevice wants a name, and in this
lab no IAM user can have that one. Devices of other kinds (FIDO security keys, hardware tokens) there are none.
"""

from dataclasses import replace

from iamlab.cloud import identifiers, totp
from iamlab.cloud.errors import ServiceError, already_exists, no_such_entity
from iamlab.cloud.mfa import devices_of, holder_id
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Operations, complete, user, user_resource
from iamlab.cloud.services.iam.virtual_mfa_devices import virtual_device
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.account import ROOT
from iamlab.cloud.state.iam import MfaDevice, User
from iamlab.policy.quotas import MFA_DEVICES_PER_USER

_FORBIDDEN = 403


def enable_mfa_device(call: Invocation) -> Output:
    holder, device = _holder(call), virtual_device(call)
    if device.holder:
        raise already_exists("MFA Device is already in use.")
    enabled = len(devices_of(call.account, holder)) + 1
    quotas.check("MFADevicesPerUser", enabled, MFA_DEVICES_PER_USER)
    call.account.mfa_devices[device.arn] = replace(
        _synchronised(call, device), holder=holder_id(call.account, holder), enabled=call.now
    )
    return {}


def resync_mfa_device(call: Invocation) -> Output:
    device = _enabled(call)
    call.account.mfa_devices[device.arn] = _synchronised(call, device)
    return {}


def deactivate_mfa_device(call: Invocation) -> Output:
    device = _enabled(call)
    call.account.mfa_devices[device.arn] = replace(device, holder=None, enabled=None)
    return {}


def get_mfa_device(call: Invocation) -> Output:
    """IAM tells about FIDO security keys here, and about no virtual device."""
    raise no_such_entity(
        f"MFA device {call.text('SerialNumber')} of {call.text('UserName') or 'the caller'} cannot be found:"
        " GetMFADevice takes the ARN of a FIDO security key."
    )


def list_mfa_devices(call: Invocation) -> Output:
    holder = _holder(call)
    name = {"UserName": holder.name} if holder else {}
    return complete(
        [
            name | {"SerialNumber": device.arn, "EnableDate": device.enabled}
            for device in devices_of(call.account, holder)
        ],
        "MFADevices",
    )


def _means_root(call: Invocation) -> bool:
    return call.caller.is_root and call.text("UserName", ROOT) == ROOT


def _holder(call: Invocation) -> User | None:
    """Whose device it is; None for the root user."""
    return None if _means_root(call) else user(call)


def _holder_resource(call: Invocation) -> str:
    return identifiers.root_arn(call.account.id) if _means_root(call) else user_resource(call)


def _enabled(call: Invocation) -> MfaDevice:
    """Return the device if it is enabled for whom the call names."""
    holder = _holder(call)
    device = call.account.mfa_devices.get(call.text("SerialNumber"))
    if device is None or device.holder != holder_id(call.account, holder):
        raise no_such_entity("MFA Device invalid for user.")
    return device


def _synchronised(call: Invocation, device: MfaDevice) -> MfaDevice:
    """The device after two codes that follow each other; neither is good again."""
    given = (call.text("AuthenticationCode1"), call.text("AuthenticationCode2"))
    step = totp.verify_consecutive(device.seed, given, call.now, device.last_step)
    if step is None:
        raise ServiceError("InvalidAuthenticationCode", "Authentication code for device is not valid.", _FORBIDDEN)
    return replace(device, last_step=step)


OPERATIONS: Operations = {
    "EnableMFADevice": Operation("iam:EnableMFADevice", _holder_resource, enable_mfa_device, writes=True),
    "ResyncMFADevice": Operation("iam:ResyncMFADevice", _holder_resource, resync_mfa_device, writes=True),
    "DeactivateMFADevice": Operation("iam:DeactivateMFADevice", _holder_resource, deactivate_mfa_device, writes=True),
    "GetMFADevice": Operation("iam:GetMFADevice", _holder_resource, get_mfa_device),
    "ListMFADevices": Operation("iam:ListMFADevices", _holder_resource, list_mfa_devices),
}
