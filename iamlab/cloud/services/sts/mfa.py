"""The MFA parameters of calls that hand out credentials. AWS page: "Secure API access with MFA"."""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.mfa import verify_code
from iamlab.cloud.services.operation import Invocation

PRESENT = {"aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "0"}  # in the very request with the code


def check(call: Invocation) -> bool:
    """Whether a call brings an MFA code that is good; raises ServiceError AccessDenied for one that is not.

    The device remembers the code in the invocation's own account, so that it is good once.
    """
    serial, code = call.text("SerialNumber"), call.text("TokenCode")
    if not serial and not code:
        return False
    if not (serial and code):
        raise ServiceError(
            "AccessDenied",
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            403,
        )
    if call.caller.role:  # only users and the root user have devices, and no device has this serial number
        serial = ""
    device = verify_code(call.account, call.caller.user, serial, code, call.now)
    call.account.mfa_devices[device.arn] = device
    return True
