"""The authenticator that the lab shows: the codes of the virtual MFA devices in a learner's accounts."""

from dataclasses import dataclass
from datetime import datetime

from iamlab.cloud import totp
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import MfaDevice


@dataclass(frozen=True)
class ShownDevice:
    """A device with the code of this moment, the one that follows, and the seconds until then."""

    serial: str
    whose: str
    code: str
    following: str
    seconds: int


def shown_devices(company: Company, now: datetime) -> list[ShownDevice]:
    """Every virtual device of the company, account by account, in the order of their serial numbers."""
    left = totp.STEP_SECONDS - int(now.timestamp()) % totp.STEP_SECONDS
    return [
        ShownDevice(device.arn, _whose(account, device), totp.code(device.seed, now), _following(device, now), left)
        for account in company.accounts.values()
        for device in sorted(account.mfa_devices.values(), key=lambda one: one.arn)
    ]


def _following(device: MfaDevice, now: datetime) -> str:
    return totp.code_of_step(device.seed, totp.step_at(now) + 1)


def _whose(account: Account, device: MfaDevice) -> str:
    if device.holder is None:
        return "not enabled yet"
    if device.holder == account.id:
        return "of the root user"
    return next((f"of {user.name}" for user in account.users.values() if user.id == device.holder), "of nobody now")
