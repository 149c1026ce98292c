"""MFA devices from their making to their end, with genuine codes."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud import mfa, qr_code, totp
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.state.company import Company
from tests.cloud.company import NOW, company

SERIAL = "arn:aws:iam::123456789012:mfa/phone"
STEP = timedelta(seconds=totp.STEP_SECONDS)


def ask(lab: Company, operation: str, parameters: dict[str, Any], identity: str = "my-admin", at: int = 0) -> Answer:
    """Make a call of IAM; `at` counts steps of half a minute from the beginning."""
    return handle(lab, Call("iam", operation, parameters, identity), NOW + at * STEP)


def seed_of(lab: Company) -> str:
    return lab.home.mfa_devices[SERIAL].seed


def two_codes(lab: Company, at: int = 0) -> dict[str, str]:
    first, second = totp.codes(seed_of(lab), NOW + at * STEP)
    return {"AuthenticationCode1": first, "AuthenticationCode2": second}


def made(holder: str = "nobody", identity: str = "my-admin") -> Company:
    """Return a company where somebody's device is enabled."""
    lab = company()
    answer = ask(lab, "CreateVirtualMFADevice", {"VirtualMFADeviceName": "phone"}, identity)
    assert answer.output is not None and answer.output["VirtualMFADevice"]["Base32StringSeed"] == seed_of(lab).encode()
    given_codes = {"UserName": holder, "SerialNumber": SERIAL, **two_codes(lab)}
    assert ask(lab, "EnableMFADevice", given_codes, identity).error is None
    return lab


def test_a_new_device_has_a_picture_of_its_address() -> None:
    lab = company()
    output = ask(lab, "CreateVirtualMFADevice", {"VirtualMFADeviceName": "phone"}).output
    assert output is not None
    picture = output["VirtualMFADevice"]["QRCodePNG"]
    assert picture == qr_code.png(f"otpauth://totp/phone@123456789012?secret={seed_of(lab)}")
    assert picture.startswith(b"\x89PNG\r\n") and picture != qr_code.png("otpauth://totp/phone@123456789012")


def test_a_device_is_enabled_by_two_codes_that_follow_each_other_and_listed_then() -> None:
    lab = made()
    listed = ask(lab, "ListMFADevices", {"UserName": "nobody"}).output
    assert listed is not None
    assert listed["MFADevices"] == [{"UserName": "nobody", "SerialNumber": SERIAL, "EnableDate": NOW}]
    found = ask(lab, "ListVirtualMFADevices", {"AssignmentStatus": "Assigned"}).output
    assert found is not None and found["VirtualMFADevices"][0]["User"]["UserName"] == "nobody"
    assert "Base32StringSeed" not in found["VirtualMFADevices"][0]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"AuthenticationCode1": "000000"}, "InvalidAuthenticationCode"),
        ({"AuthenticationCode2": "000000"}, "InvalidAuthenticationCode"),
        ({"UserName": "ghost"}, "NoSuchEntity"),
        ({"SerialNumber": "GAHT12345678"}, "NoSuchEntity"),
    ],
)
def test_what_is_wrong_enables_nothing(parameters: dict[str, str], code: str) -> None:
    lab = company()
    ask(lab, "CreateVirtualMFADevice", {"VirtualMFADeviceName": "phone"})
    right = {"UserName": "nobody", "SerialNumber": SERIAL, **two_codes(lab)}
    answer = ask(lab, "EnableMFADevice", right | parameters)
    assert answer.error is not None and answer.error.code == code
    assert mfa.devices_of(lab.home, lab.home.users["nobody"]) == []


def test_the_same_codes_in_the_wrong_order_or_out_of_time_are_not_good() -> None:
    lab = company()
    ask(lab, "CreateVirtualMFADevice", {"VirtualMFADeviceName": "phone"})
    codes = two_codes(lab)
    turned = {"AuthenticationCode1": codes["AuthenticationCode2"], "AuthenticationCode2": codes["AuthenticationCode1"]}
    who = {"UserName": "nobody", "SerialNumber": SERIAL}
    for parameters, at in ((turned, 0), (codes, 10), (codes, -10)):
        answer = ask(lab, "EnableMFADevice", who | parameters, at=at)
        assert answer.error is not None and answer.error.code == "InvalidAuthenticationCode"


def test_a_device_in_use_is_neither_enabled_again_nor_deleted_and_keeps_its_user() -> None:
    lab = made()
    again = ask(lab, "EnableMFADevice", {"UserName": "olga", "SerialNumber": SERIAL, **two_codes(lab, 5)}, at=5)
    assert again.error is not None and str(again.error) == "EntityAlreadyExists: MFA Device is already in use."
    gone = ask(lab, "DeleteVirtualMFADevice", {"SerialNumber": SERIAL})
    assert gone.error is not None and str(gone.error).startswith("DeleteConflict: MFA VirtualDevice in use.")
    user = ask(lab, "DeleteUser", {"UserName": "nobody"})
    assert user.error is not None and str(user.error) == (
        "DeleteConflict: Cannot delete entity, must delete MFA device first."
    )
    other = ask(lab, "DeactivateMFADevice", {"UserName": "olga", "SerialNumber": SERIAL})
    assert other.error is not None and other.error.code == "NoSuchEntity"
    for operation, parameters in (
        ("DeactivateMFADevice", {"UserName": "nobody", "SerialNumber": SERIAL}),
        ("DeleteVirtualMFADevice", {"SerialNumber": SERIAL}),
        ("DeleteUser", {"UserName": "nobody"}),
    ):
        assert ask(lab, operation, parameters).error is None


def test_the_device_follows_a_renamed_user() -> None:
    lab = made()
    assert ask(lab, "UpdateUser", {"UserName": "nobody", "NewUserName": "somebody"}).error is None
    listed = ask(lab, "ListMFADevices", {"UserName": "somebody"}).output
    assert listed is not None and [one["SerialNumber"] for one in listed["MFADevices"]] == [SERIAL]


def test_the_root_user_has_a_device_of_its_own() -> None:
    lab = made("root", "root")
    listed = ask(lab, "ListMFADevices", {}, "root").output
    assert listed is not None and [one["SerialNumber"] for one in listed["MFADevices"]] == [SERIAL]
    found = ask(lab, "ListVirtualMFADevices", {}, "root").output
    assert found is not None
    assert found["VirtualMFADevices"][0]["User"]["Arn"] == "arn:aws:iam::123456789012:root"
    assert ask(lab, "DeactivateMFADevice", {"SerialNumber": SERIAL}, "root").error is None


def test_codes_that_were_used_do_not_synchronise_a_device_again() -> None:
    lab = made()
    who = {"UserName": "nobody", "SerialNumber": SERIAL}
    used = ask(lab, "ResyncMFADevice", who | two_codes(lab))
    assert used.error is not None and used.error.code == "InvalidAuthenticationCode"
    assert ask(lab, "ResyncMFADevice", who | two_codes(lab, 4), at=4).error is None


def test_no_seed_reaches_the_trail() -> None:
    lab = company()
    answer = ask(lab, "CreateVirtualMFADevice", {"VirtualMFADeviceName": "phone"})
    assert seed_of(lab) not in repr(answer.event)


def test_two_sandboxes_and_two_devices_have_seeds_of_their_own() -> None:
    first, second = company(), company()
    second.seed = "another sandbox"
    for lab in (first, second):
        for name in ("phone", "tablet"):
            ask(lab, "CreateVirtualMFADevice", {"VirtualMFADeviceName": name})
    seeds = {device.seed for lab in (first, second) for device in lab.home.mfa_devices.values()}
    assert len(seeds) == 4
    assert all(len(seed) == 64 for seed in seeds)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-3, 3)), min_size=1, max_size=12))
def test_each_code_opens_once_and_only_near_its_time(tries: list[tuple[int, int]]) -> None:
    """Somebody waits some steps and types the code of a step near by: good at most once, and never far away."""
    lab, at, used = made(), 10, set()
    user = lab.home.users["nobody"]
    for wait, off in tries:
        at += wait
        step = totp.step_at(NOW) + at + off
        code = totp.code_of_step(seed_of(lab), step)
        try:
            device = mfa.verify_code(lab.home, user, SERIAL, code, NOW + at * STEP)
        except ServiceError as refusal:
            assert refusal.code == "AccessDenied"
            continue
        lab.home.mfa_devices[SERIAL] = device
        assert device.last_step not in used
        used.add(device.last_step)
        assert abs(device.last_step - totp.step_at(NOW) - at) <= totp.WINDOW


@pytest.mark.parametrize("holder", ["olga", "root"])
def test_a_code_is_good_for_its_holder_only(holder: str) -> None:
    lab = made()
    user = None if holder == "root" else lab.home.users[holder]
    code = totp.code(seed_of(lab), NOW + 10 * STEP)
    with pytest.raises(ServiceError, match="valid and associated with this user"):
        mfa.verify_code(lab.home, user, SERIAL, code, NOW + 10 * STEP)
