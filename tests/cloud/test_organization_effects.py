"""What an organisation does to the calls of other services."""

from dataclasses import replace

import pytest

from iamlab.cloud.call import Call
from iamlab.cloud.gateway import handle
from tests.cloud.company import NOW
from tests.cloud.organization import (
    MAIN,
    NAMES,
    PRODUCTION,
    RCPS,
    SANDBOX,
    SCPS,
    SECURITY,
    call,
    company,
    ids,
    opened,
    output,
    policy,
    refused,
    session_of,
)


@pytest.mark.parametrize(
    ("who", "operation", "region", "why"),
    [
        ("production/admin", "ec2.DescribeInstances", "us-east-1", ""),
        ("production/admin", "ec2.DescribeInstances", "eu-west-1", "explicit deny in a service control policy"),
        ("production/root", "ec2.DescribeInstances", "eu-west-1", "explicit deny in a service control policy"),
        ("security/admin", "ec2.DescribeInstances", "eu-west-1", ""),  # in another unit
        ("admin", "ec2.DescribeInstances", "eu-west-1", ""),  # the management account is exempt, attached or not
        ("vendor/admin", "ec2.DescribeInstances", "eu-west-1", ""),  # in no organisation
        ("sandbox/admin", "s3.ListBuckets", "us-east-1", ""),
        ("sandbox/admin", "ec2.DescribeInstances", "us-east-1", "no service control policy allows"),
        ("sandbox/root", "iam.ListUsers", "us-east-1", "no service control policy allows"),
    ],
)
def test_service_control_policies_bind_members_and_nobody_else(who: str, operation: str, region: str, why: str) -> None:
    answer = call(company(), operation, who=who, region=region)
    assert (answer.error.message if answer.error else "").count(why) and (answer.error is None) is (why == "")


@pytest.mark.parametrize(
    ("who", "owner", "why"),
    [
        ("vendor/admin", PRODUCTION, "Access Denied"),  # S3 gives those outside the organisation no reason
        ("vendor/admin", SECURITY, ""),  # the policy is on another unit
        ("security/admin", PRODUCTION, ""),
        ("admin", PRODUCTION, ""),
        ("vendor/admin", MAIN, ""),  # no RCP binds the management account's resources
    ],
)
def test_resource_control_policies_keep_outsiders_from_the_buckets_of_members(who: str, owner: str, why: str) -> None:
    lab = company()
    opened(lab, owner)
    answer = call(lab, "s3.ListObjectsV2", {"Bucket": f"{NAMES[owner]}-bucket"}, who)
    assert (answer.error.message if answer.error else "").count(why) and (answer.error is None) is (why == "")


@pytest.mark.parametrize(
    ("who", "code", "message"),
    [
        ("security/admin", "AccessDenied", "because no resource-based policy allows the s3:ListBucket action"),
        ("vendor/admin", "AccessDenied", "Access Denied"),
    ],
)
def test_s3_gives_its_reason_within_the_organisation_only(who: str, code: str, message: str) -> None:
    error = call(company(), "s3.ListObjectsV2", {"Bucket": "production-bucket"}, who).error
    assert error is not None and error.code == code and error.message.endswith(message)


def test_a_denial_names_the_policy_of_the_organisation_that_denies() -> None:
    lab = company()
    error = call(lab, "ec2.DescribeInstances", who="production/admin", region="eu-west-1").error
    organization = lab.organization
    assert error is not None and organization is not None
    arn = next(one.arn for one in organization.policies.values() if one.name == "OneRegion")
    assert f"with an explicit deny in a service control policy: {arn}. Encoded authorization" in error.message


@pytest.mark.parametrize("operation", ["Encrypt", "DescribeKey"])
def test_kms_does_not_tell_other_accounts_which_keys_there_are(operation: str) -> None:
    lab = company()
    made = call(lab, "kms.CreateKey", who="production/admin").output
    assert made is not None
    given = {"KeyId": made["KeyMetadata"]["Arn"], **({"Plaintext": "x"} if operation == "Encrypt" else {})}
    error = call(lab, f"kms.{operation}", given, "security/admin").error
    assert error is not None and error.code == "AccessDeniedException"
    assert f"kms:{operation} on this resource because the resource does not exist in this Region" in error.message


def test_the_name_of_somebody_elses_bucket_is_taken() -> None:
    error = call(company(), "s3.CreateBucket", {"Bucket": "production-bucket"}, "vendor/admin").error
    assert error is not None and error.code == "BucketAlreadyExists"


def test_a_service_linked_role_is_exempt_from_service_control_policies() -> None:
    lab = company()
    for role, path, exempt in (
        ("AWSServiceRoleForOps", "/aws-service-role/ops.amazonaws.com/", True),
        ("Ops", "/", False),
    ):
        key = session_of(lab, PRODUCTION, role, path)
        asked = Call("ec2", "DescribeInstances", {}, "", "eu-west-1", access_key=key)
        assert (handle(lab, asked, NOW).error is None) is exempt


@pytest.mark.parametrize(("who", "allowed"), [("production", True), ("security", False), ("vendor", False)])
def test_the_place_in_the_organization_is_a_condition_of_resource_policies(who: str, allowed: bool) -> None:
    lab = company()
    known = ids(lab)
    path = f"{known['Organization']}/{known['Root']}/{known['Workloads']}/*"
    opened(lab, MAIN, Condition={"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": path}})
    answer = call(lab, "s3.ListObjectsV2", {"Bucket": "main-bucket"}, f"{who}/admin")
    assert (answer.error is None) is allowed


def test_who_is_in_the_organization_is_a_condition_of_resource_policies() -> None:
    lab = company()
    opened(lab, MAIN, Condition={"StringEquals": {"aws:PrincipalOrgID": ids(lab)["Organization"]}})
    assert call(lab, "s3.ListObjectsV2", {"Bucket": "main-bucket"}, "production/admin").error is None
    assert call(lab, "s3.ListObjectsV2", {"Bucket": "main-bucket"}, "vendor/admin").error is not None


def test_a_type_that_is_disabled_counts_no_more_and_comes_back_allowing_everything() -> None:
    lab = company()
    given = {"RootId": "<Root>", "PolicyType": SCPS}
    types = output(lab, "DisablePolicyType", given)["Root"]["PolicyTypes"]
    assert [one["Type"] for one in types] == [RCPS]
    assert call(lab, "ec2.DescribeInstances", who="sandbox/admin", region="eu-west-1").error is None
    attach = {"PolicyId": "<OnlyS3>", "TargetId": "<Sandbox>"}
    assert refused(lab, "AttachPolicy", attach) == "PolicyTypeNotEnabledException"
    assert call(lab, "EnablePolicyType", given).error is None
    held = output(lab, "ListPoliciesForTarget", {"TargetId": "<Sandbox>", "Filter": SCPS})["Policies"]
    assert [one["Name"] for one in held] == ["FullAWSAccess"]
    targets = output(lab, "ListTargetsForPolicy", {"PolicyId": "p-FullAWSAccess"})["Targets"]
    assert sorted(one["Name"] for one in targets) == sorted(
        ["Root", "Security", "Workloads", "Production", "Sandbox", "main", "security", "production", "sandbox"]
    )


def test_moving_an_account_puts_it_under_other_policies() -> None:
    lab = company()
    move = {"AccountId": SANDBOX, "SourceParentId": "<Sandbox>", "DestinationParentId": "<Security>"}
    assert call(lab, "MoveAccount", move).error is None
    assert call(lab, "ec2.DescribeInstances", who="sandbox/admin", region="eu-west-1").error is None
    parents = output(lab, "ListParents", {"ChildId": SANDBOX})["Parents"]
    assert parents == [{"Id": ids(lab)["Security"], "Type": "ORGANIZATIONAL_UNIT"}]
    children = output(lab, "ListChildren", {"ParentId": "<Security>", "ChildType": "ACCOUNT"})["Children"]
    assert [one["Id"] for one in children] == [SECURITY, SANDBOX]


def test_nobody_calls_anything_in_a_closed_account() -> None:
    lab = company()
    assert call(lab, "CloseAccount", {"AccountId": PRODUCTION}).error is None
    account = output(lab, "DescribeAccount", {"AccountId": PRODUCTION})["Account"]
    assert (account["Status"], account["State"]) == ("SUSPENDED", "CLOSED")
    session_of(lab, PRODUCTION, "Ops", "/")
    role = lab.accounts[PRODUCTION].roles["Ops"]
    trust = policy(Effect="Allow", Principal={"AWS": f"arn:aws:iam::{MAIN}:root"}, Action="sts:AssumeRole")
    lab.accounts[PRODUCTION].roles["Ops"] = replace(role, trust=trust)
    assume = {"RoleArn": f"arn:aws:iam::{PRODUCTION}:role/Ops", "RoleSessionName": "late"}
    assert refused(lab, "sts.AssumeRole", assume) == "AccessDenied"
    answer = call(lab, "sts.GetCallerIdentity", who="production/admin")
    assert answer.error is not None and answer.error.code == "InvalidClientTokenId"
    assert refused(lab, "CloseAccount", {"AccountId": PRODUCTION}) == "AccountAlreadyClosedException"
    given = {"AccountId": PRODUCTION}
    assert refused(lab, "RemoveAccountFromOrganization", given).endswith("/ACCOUNT_CANNOT_LEAVE_ORGANIZATION")
