"""Virtual MFA devices, before and after they are anybody's. AWS page: "Assign a virtual MFA device"."""

import base64
import hashlib

from iamlab.cloud import identifiers, qr_code, totp
from iamlab.cloud.errors import ServiceError, already_exists, delete_conflict, no_such_entity
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, describe_user
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tag_list, tags_of
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.iam import MfaDevice

_SEED_BYTES = 40
_LONGEST_ARN = 256


def new_device(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "mfa", call.text("Path", "/"), call.text("VirtualMFADeviceName"))


def create_virtual_mfa_device(call: Invocation) -> Output:
    name, arn, tags = call.text("VirtualMFADeviceName"), new_device(call), tags_of(call)
    require_tagging(call, "MFADevice", arn)
    if len(arn) > _LONGEST_ARN:
        raise ServiceError("ValidationError", f"A serial number has at most {_LONGEST_ARN} characters: {arn[:100]}...")
    if arn in call.account.mfa_devices:
        raise already_exists("MFADevice entity at the same path and name already exists.")
    quotas.check("MFADevicesPerAccount", len(call.account.mfa_devices) + 1, quotas.USERS_PER_ACCOUNT)
    made = MfaDevice(arn=arn, created=call.now, tags=tags, seed=_seed(call))
    call.account.mfa_devices[arn] = made
    address = totp.address(f"{name}@{call.account.alias or call.account.id}", made.seed)
    fields: Fields = {"SerialNumber": arn, "Base32StringSeed": made.seed.encode(), "QRCodePNG": qr_code.png(address)}
    return {"VirtualMFADevice": fields | tag_list(tags)}


def delete_virtual_mfa_device(call: Invocation) -> Output:
    device = virtual_device(call)
    if device.holder:
        raise delete_conflict("MFA VirtualDevice in use. Must deactivate first.")
    del call.account.mfa_devices[device.arn]
    return {}


def list_virtual_mfa_devices(call: Invocation) -> Output:
    wanted = call.text("AssignmentStatus", "Any")
    devices = [
        device
        for _, device in sorted(call.account.mfa_devices.items())
        if wanted == "Any" or (wanted == "Assigned") == (device.holder is not None)
    ]
    return complete([_describe(call, device) for device in devices], "VirtualMFADevices")


def virtual_device(call: Invocation) -> MfaDevice:
    """Return the device whose serial number the call gives."""
    serial = call.text("SerialNumber")
    device = call.account.mfa_devices.get(serial)
    if device is None:
        raise no_such_entity(f"VirtualMFADevice with serial number {serial} doesn't exist.")
    return device


def device_resource(call: Invocation) -> str:
    return call.text("SerialNumber")


def _deleted(call: Invocation) -> str:
    """The device; in a session of AssumeRoot the root user, on whom alone its task policy lets a device be deleted."""
    session = call.caller.session
    if session is None or not session.assumed_root:
        return device_resource(call)
    device = call.account.mfa_devices.get(device_resource(call))
    is_users = device is not None and device.holder not in (None, call.account.id)
    return device_resource(call) if is_users else identifiers.root_arn(call.account.id)


def _seed(call: Invocation) -> str:
    digest = hashlib.sha512(f"mfa/{call.company.seed}/{call.account.id}/{call.account.next_id()}".encode()).digest()
    return base64.b32encode(digest[:_SEED_BYTES]).decode()


def _describe(call: Invocation, device: MfaDevice) -> Fields:
    fields: Fields = {"SerialNumber": device.arn}
    if device.holder is None:
        return fields
    held = next((one for one in call.account.users.values() if one.id == device.holder), None)
    whose: Fields = {
        "UserId": call.account.id,
        "Arn": identifiers.root_arn(call.account.id),
        "CreateDate": call.account.created,
    }
    return fields | {
        "User": describe_user(call.account, held) if held else whose,
        "EnableDate": device.enabled,
    }


OPERATIONS: Operations = {
    "CreateVirtualMFADevice": Operation(
        "iam:CreateVirtualMFADevice", new_device, create_virtual_mfa_device, writes=True, context=tag_keys
    ),
    "DeleteVirtualMFADevice": Operation("iam:DeleteVirtualMFADevice", _deleted, delete_virtual_mfa_device, writes=True),
    "ListVirtualMFADevices": Operation("iam:ListVirtualMFADevices", everything, list_virtual_mfa_devices),
}
