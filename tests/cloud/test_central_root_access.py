"""Who manages root users centrally. AWS page: "Centrally manage root access for member accounts"."""

import json
from datetime import timedelta
from typing import Any

import pytest

from iamlab.cloud import totp
from iamlab.cloud.call import Answer
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import User
from iamlab.cloud.state.organization import SERVICE_CONTROL, Member, Organization, OrganizationPolicy
from tests.cloud.company import ACCOUNT, NOW, company

MEMBER = "444455556666"


def organized() -> Company:
    lab = company()
    lab.accounts[MEMBER] = Account(MEMBER, "production", NOW)
    members = {ACCOUNT: Member(NOW, "INVITED"), MEMBER: Member(NOW, "CREATED")}
    lab.organization = Organization("o-a1b2c3d4e5", ACCOUNT, "r-ab12", enabled=(), members=members)
    return lab


def ask(lab: Company, operation: str, identity: str = "root") -> dict[str, Any] | str:
    answer = handle(lab, Call("iam", operation, {}, identity), NOW)
    return answer.error.code if answer.error else answer.output or {}


def test_the_management_account_turns_features_on_once_iam_is_trusted() -> None:
    lab = organized()
    assert ask(lab, "EnableOrganizationsRootSessions") == "ServiceAccessNotEnabledException"
    assert lab.organization is not None
    lab.organization.trusted["iam.amazonaws.com"] = NOW
    features = {"OrganizationId": "o-a1b2c3d4e5", "EnabledFeatures": ["RootSessions"]}
    assert ask(lab, "EnableOrganizationsRootSessions") == features
    both = {**features, "EnabledFeatures": ["RootCredentialsManagement", "RootSessions"]}
    assert ask(lab, "EnableOrganizationsRootCredentialsManagement") == both
    assert ask(lab, "ListOrganizationsFeatures") == both
    assert ask(lab, "DisableOrganizationsRootCredentialsManagement") == features


def test_a_member_sees_and_changes_them_only_where_iam_is_delegated_to_it() -> None:
    lab = organized()
    assert lab.organization is not None
    lab.organization.trusted["iam.amazonaws.com"] = NOW
    ask(lab, "EnableOrganizationsRootSessions")
    refused = "AccountNotManagementOrDelegatedAdministratorException"
    assert ask(lab, "ListOrganizationsFeatures", "production/root") == refused
    lab.organization.delegated[MEMBER] = {"iam.amazonaws.com": NOW}
    assert ask(lab, "EnableOrganizationsRootSessions", "production/root") == "CallerIsNotManagementAccountException"
    assert ask(lab, "DisableOrganizationsRootSessions", "production/root") == {
        "OrganizationId": "o-a1b2c3d4e5",
        "EnabledFeatures": [],
    }


def test_an_account_alone_has_no_such_features() -> None:
    assert ask(company(), "ListOrganizationsFeatures") == "OrganizationNotFoundException"


OTHER = "777788889999"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"


def centralised() -> Company:
    """A company whose organisation has root sessions, and another member account, which administers IAM for it."""
    lab = organized()
    assert lab.organization is not None
    lab.accounts[OTHER] = Account(OTHER, "security", NOW)
    for account in (lab.accounts[OTHER], lab.accounts[MEMBER]):
        account.users["ann"] = User("ann", account.issue_id("AIDA"), NOW, attached=(ADMIN,))
    lab.organization.members[OTHER] = Member(NOW, "CREATED")
    lab.organization.trusted["iam.amazonaws.com"] = NOW
    lab.organization.delegated[OTHER] = {"iam.amazonaws.com": NOW}
    lab.organization.root_features = ("RootSessions",)
    return lab


def assume(
    lab: Company, identity: str, target: str = MEMBER, task: str = "S3UnlockBucketPolicy", **more: Any
) -> Answer:
    given = {"TargetPrincipal": target, "TaskPolicyArn": {"arn": f"arn:aws:iam::aws:policy/root-task/{task}"}, **more}
    return handle(lab, Call("sts", "AssumeRoot", given, identity), NOW)


def with_session(lab: Company, service: str, operation: str, given: dict[str, Any] | None = None) -> Answer:
    """Call something with the newest session of a root user."""
    key = list(lab.sessions)[-1]
    return handle(lab, Call(service, operation, given or {}, access_key=key), NOW)


@pytest.mark.parametrize(
    ("identity", "target", "allowed"),
    [
        ("my-admin", MEMBER, True),
        ("my-admin", OTHER, True),
        ("my-admin", ACCOUNT, False),
        ("my-admin", "999900001111", False),
        ("security/ann", MEMBER, True),
        ("security/ann", ACCOUNT, False),
        ("production/ann", OTHER, False),
        ("nobody", MEMBER, False),
        ("root", MEMBER, False),
    ],
)
def test_who_assumes_whose_root_user(identity: str, target: str, allowed: bool) -> None:
    answer = assume(centralised(), identity, target)
    assert (answer.error.code if answer.error else None) == (None if allowed else "AccessDenied")


def test_nobody_does_where_iam_administers_nothing() -> None:
    assert (error := assume(company(), "my-admin").error) is not None and "is in no organization" in error.message


def test_a_root_session_is_recorded_as_the_root_user_with_assumed_credentials() -> None:
    lab = centralised()
    output = assume(lab, "my-admin", DurationSeconds=60).output
    assert output is not None and output["Credentials"]["Expiration"] == NOW + timedelta(minutes=1)
    identity = with_session(lab, "s3", "ListBuckets").event["userIdentity"]
    assert (identity["type"], identity["arn"]) == ("Root", f"arn:aws:iam::{MEMBER}:root")
    assert identity["sessionContext"]["assumedRoot"] == "true"


@pytest.mark.parametrize(
    ("service", "operation", "given"),
    [
        ("iam", "ListUsers", {}),
        ("iam", "CreateAccessKey", {}),
        ("s3", "CreateBucket", {"Bucket": "mine"}),
        ("sts", "GetSessionToken", {}),
        ("sts", "AssumeRole", {"RoleArn": f"arn:aws:iam::{MEMBER}:role/Admin", "RoleSessionName": "me"}),
    ],
)
def test_a_root_session_can_do_its_task_and_nothing_else(service: str, operation: str, given: dict[str, Any]) -> None:
    lab = centralised()
    assume(lab, "my-admin")
    assert with_session(lab, "s3", "ListBuckets").error is None
    before = lab.to_document()
    error = with_session(lab, service, operation, given).error
    assert error is not None and error.code == "AccessDenied"
    assert lab.to_document() == before


def test_the_root_users_credentials_are_audited_and_deleted() -> None:
    lab = centralised()
    assert lab.organization is not None
    lab.organization.root_features = ("RootCredentialsManagement",)
    root = "production/root"
    key = handle(lab, Call("iam", "CreateAccessKey", {}, root), NOW).output
    given = {"VirtualMFADeviceName": "phone"}
    device = handle(lab, Call("iam", "CreateVirtualMFADevice", given, root), NOW).output
    assert key is not None and device is not None
    about_key = {"AccessKeyId": key["AccessKey"]["AccessKeyId"]}
    about_device = {"SerialNumber": device["VirtualMFADevice"]["SerialNumber"]}
    codes = totp.codes(device["VirtualMFADevice"]["Base32StringSeed"].decode(), NOW)
    enabling = {"UserName": "root", "AuthenticationCode1": codes[0], "AuthenticationCode2": codes[1], **about_device}
    assert handle(lab, Call("iam", "EnableMFADevice", enabling, root), NOW).error is None

    assume(lab, "my-admin", task="IAMAuditRootUserCredentials")
    for operation in ("ListAccessKeys", "ListSigningCertificates", "ListMFADevices", "GetUser", "GetAccountSummary"):
        assert with_session(lab, "iam", operation).error is None
    assert with_session(lab, "iam", "GetAccessKeyLastUsed", about_key).error is None
    assert with_session(lab, "iam", "ListAccessKeys", {"UserName": "ann"}).error is not None

    assume(lab, "my-admin", task="IAMDeleteRootUserCredentials")
    assert with_session(lab, "iam", "DeactivateMFADevice", about_device).error is None
    assert with_session(lab, "iam", "DeleteVirtualMFADevice", about_device).error is None
    assert with_session(lab, "iam", "DeleteAccessKey", about_key).error is None
    member = lab.accounts[MEMBER]
    assert not member.mfa_devices and not member.root.access_keys


def test_the_organisations_policies_bind_a_root_session() -> None:
    lab = centralised()
    assert lab.organization is not None
    deny = {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}
    lab.organization.enabled = (SERVICE_CONTROL,)
    text = json.dumps(deny)
    lab.organization.policies["p-1"] = OrganizationPolicy("p-1", "arn:p-1", "NoS3", SERVICE_CONTROL, text)
    lab.organization.attached[MEMBER] = ("p-1",)
    assume(lab, "my-admin")
    error = with_session(lab, "s3", "ListBuckets").error
    assert error is not None and "with an explicit deny in a service control policy" in error.message
