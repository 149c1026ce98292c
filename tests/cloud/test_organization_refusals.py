"""What AWS Organizations refuses, with which code and reason."""

import json
from typing import Any

import pytest

from iamlab.cloud.wire.addressing.address import Address
from iamlab.cloud.wire.output import failures
from tests.cloud.organization import (
    MAIN,
    PRODUCTION,
    RCP,
    RCPS,
    SCP,
    SCPS,
    SECURITY,
    SERVICE,
    VENDOR,
    call,
    company,
    ids,
    output,
    policy,
    refused,
)


@pytest.mark.parametrize(
    ("operation", "given", "code"),
    [
        ("CreateOrganization", {}, "AlreadyInOrganizationException"),
        ("EnableAllFeatures", {}, "HandshakeConstraintViolationException/ORGANIZATION_ALREADY_HAS_ALL_FEATURES"),
        ("DeleteOrganization", {}, "OrganizationNotEmptyException"),
        ("DescribeAccount", {"AccountId": VENDOR}, "AccountNotFoundException"),
        ("ListAccountsForParent", {"ParentId": "r-none"}, "ParentNotFoundException"),
        ("ListParents", {"ChildId": VENDOR}, "ChildNotFoundException"),
        ("ListAccounts", {"NextToken": "?"}, "InvalidInputException"),
        (
            "CreateOrganizationalUnit",
            {"ParentId": "<Root>", "Name": "Security"},
            "DuplicateOrganizationalUnitException",
        ),
        ("CreateOrganizationalUnit", {"ParentId": "ou-none-12345678", "Name": "New"}, "ParentNotFoundException"),
        (
            "UpdateOrganizationalUnit",
            {"OrganizationalUnitId": "<Security>", "Name": "Workloads"},
            "DuplicateOrganizationalUnitException",
        ),
        (
            "DeleteOrganizationalUnit",
            {"OrganizationalUnitId": "<Workloads>"},
            "OrganizationalUnitNotEmptyException",
        ),
        (
            "DescribeOrganizationalUnit",
            {"OrganizationalUnitId": "ou-none-12345678"},
            "OrganizationalUnitNotFoundException",
        ),
        (
            "MoveAccount",
            {"AccountId": PRODUCTION, "SourceParentId": "<Root>", "DestinationParentId": "<Security>"},
            "SourceParentNotFoundException",
        ),
        (
            "MoveAccount",
            {"AccountId": PRODUCTION, "SourceParentId": "<Production>", "DestinationParentId": "<Production>"},
            "DuplicateAccountException",
        ),
        (
            "MoveAccount",
            {"AccountId": PRODUCTION, "SourceParentId": "<Production>", "DestinationParentId": "r-none"},
            "DestinationParentNotFoundException",
        ),
        ("AttachPolicy", {"PolicyId": "<OnlyS3>", "TargetId": "<Sandbox>"}, "DuplicatePolicyAttachmentException"),
        ("AttachPolicy", {"PolicyId": "p-12345678", "TargetId": "<Sandbox>"}, "PolicyNotFoundException"),
        ("AttachPolicy", {"PolicyId": "<OnlyS3>", "TargetId": VENDOR}, "TargetNotFoundException"),
        ("DetachPolicy", {"PolicyId": "<OnlyS3>", "TargetId": "<Root>"}, "PolicyNotAttachedException"),
        (
            "DetachPolicy",
            {"PolicyId": "<OnlyS3>", "TargetId": "<Sandbox>"},
            "ConstraintViolationException/MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        ),
        (
            "DetachPolicy",
            {"PolicyId": "p-RCPFullAWSAccess", "TargetId": "<Root>"},
            "InvalidInputException/NON_DETACHABLE_POLICY",
        ),
        ("DeletePolicy", {"PolicyId": "<OnlyS3>"}, "PolicyInUseException"),
        ("DeletePolicy", {"PolicyId": "p-FullAWSAccess"}, "InvalidInputException/IMMUTABLE_POLICY"),
        ("UpdatePolicy", {"PolicyId": "p-FullAWSAccess", "Name": "Mine"}, "InvalidInputException/IMMUTABLE_POLICY"),
        ("UpdatePolicy", {"PolicyId": "<OnlyS3>", "Content": "{"}, "MalformedPolicyDocumentException"),
        ("UpdatePolicy", {"PolicyId": "<OnlyS3>", "Name": "OneRegion"}, "DuplicatePolicyException"),
        ("EnablePolicyType", {"RootId": "<Root>", "PolicyType": SCPS}, "PolicyTypeAlreadyEnabledException"),
        ("EnablePolicyType", {"RootId": "r-none", "PolicyType": SCPS}, "RootNotFoundException"),
        ("EnablePolicyType", {"RootId": "<Root>", "PolicyType": "TAG_POLICY"}, "NotSimulated"),
        ("DisablePolicyType", {"RootId": "<Root>", "PolicyType": "TAG_POLICY"}, "PolicyTypeNotEnabledException"),
        ("DescribeEffectivePolicy", {"PolicyType": "TAG_POLICY"}, "EffectivePolicyNotFoundException"),
        ("DescribeEffectivePolicy", {"PolicyType": SCPS}, "InvalidInputException"),
        ("DescribeAccount", {"AccountId": "1"}, "InvalidInputException"),
        ("TagResource", {"ResourceId": VENDOR, "Tags": []}, "TargetNotFoundException"),
        (
            "TagResource",
            {"ResourceId": "<Root>", "Tags": [{"Key": f"k{n}", "Value": ""} for n in range(51)]},
            "ConstraintViolationException/MAX_TAG_LIMIT_EXCEEDED",
        ),
        (
            "TagResource",
            {"ResourceId": "<Root>", "Tags": [{"Key": "a", "Value": ""}, {"Key": "a", "Value": "b"}]},
            "InvalidInputException/DUPLICATE_TAG_KEY",
        ),
        ("RemoveAccountFromOrganization", {"AccountId": MAIN}, "MasterCannotLeaveOrganizationException"),
        ("LeaveOrganization", {}, "MasterCannotLeaveOrganizationException"),
        ("CloseAccount", {"AccountId": MAIN}, "ConstraintViolationException/CANNOT_CLOSE_MANAGEMENT_ACCOUNT"),
        (
            "EnableAWSServiceAccess",
            {"ServicePrincipal": "nothing.example.com"},
            "InvalidInputException/UNRECOGNIZED_SERVICE_PRINCIPAL",
        ),
        (
            "RegisterDelegatedAdministrator",
            {"AccountId": SECURITY, "ServicePrincipal": SERVICE},
            "ConstraintViolationException/SERVICE_ACCESS_NOT_ENABLED",
        ),
        (
            "RegisterDelegatedAdministrator",
            {"AccountId": MAIN, "ServicePrincipal": SERVICE},
            "ConstraintViolationException/CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
        ),
        (
            "DeregisterDelegatedAdministrator",
            {"AccountId": SECURITY, "ServicePrincipal": SERVICE},
            "AccountNotRegisteredException",
        ),
        ("ListDelegatedServicesForAccount", {"AccountId": SECURITY}, "AccountNotRegisteredException"),
        (
            "InviteAccountToOrganization",
            {"Target": {"Type": "ACCOUNT", "Id": SECURITY}},
            "HandshakeConstraintViolationException/ALREADY_IN_AN_ORGANIZATION",
        ),
        ("AcceptHandshake", {"HandshakeId": "h-12345678"}, "HandshakeNotFoundException"),
        (
            "DescribeCreateAccountStatus",
            {"CreateAccountRequestId": "car-12345678"},
            "CreateAccountStatusNotFoundException",
        ),
        ("DescribeResourcePolicy", {}, "ResourcePolicyNotFoundException"),
        ("PutResourcePolicy", {"Content": "{"}, "InvalidInputException/INVALID_RESOURCE_POLICY_JSON"),
    ],
)
def test_the_management_account_is_refused_in_the_words_of_aws(
    operation: str, given: dict[str, Any], code: str
) -> None:
    assert refused(company(), operation, given) == code


def test_a_client_is_told_the_reason() -> None:
    answer = call(company(), "CloseAccount", {"AccountId": MAIN})
    assert answer.error is not None
    sent = failures.response(answer.error, Address("organizations", "json", "CloseAccount"), "id", "/")
    body = json.loads(sent.body)
    assert (body["__type"], body["Reason"]) == ("ConstraintViolationException", "CANNOT_CLOSE_MANAGEMENT_ACCOUNT")


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        (SCPS, RCP, "MalformedPolicyDocumentException"),  # a principal has no place in an SCP
        (RCPS, SCP, "MalformedPolicyDocumentException"),
        (RCPS, policy(Action="iam:*", Principal="*"), "MalformedPolicyDocumentException"),  # of no use in an RCP
        (RCPS, policy(Action="s3:*", Principal="*", Effect="Allow"), "MalformedPolicyDocumentException"),
        (RCPS, policy(Action="s3:*", Principal={"AWS": MAIN}), "MalformedPolicyDocumentException"),
        (SCPS, policy(Action="s3:*", Sid="x" * 10_241), "ConstraintViolationException/POLICY_CONTENT_LIMIT_EXCEEDED"),
        (RCPS, " " * 5_121, "ConstraintViolationException/POLICY_CONTENT_LIMIT_EXCEEDED"),
        (SCPS, "", "MalformedPolicyDocumentException"),
        ("TAG_POLICY", "{}", "NotSimulated"),
    ],
)
def test_a_document_of_another_kind_makes_no_policy(kind: str, content: str, code: str) -> None:
    given = {"Name": "New", "Description": "", "Type": kind, "Content": content or "[]"}
    assert refused(company(), "CreatePolicy", given) == code


def test_units_nest_five_levels_deep() -> None:
    lab = company()
    parent = ids(lab)["Root"]
    for level in range(1, 6):
        given = {"ParentId": parent, "Name": f"Level {level}"}
        made = output(lab, "CreateOrganizationalUnit", given)["OrganizationalUnit"]
        parent = made["Id"]
        assert made["Path"].count("/") == level + 2
    given = {"ParentId": parent, "Name": "Level 6"}
    assert refused(lab, "CreateOrganizationalUnit", given).endswith("/OU_DEPTH_LIMIT_EXCEEDED")
    assert call(lab, "DeleteOrganizationalUnit", {"OrganizationalUnitId": parent}).error is None


@pytest.mark.parametrize(("kind", "content", "most"), [(SCPS, SCP, 10), (RCPS, RCP, 5)])
def test_a_target_has_so_many_policies_of_a_type(kind: str, content: str, most: int) -> None:
    lab = company()
    for number in range(1, most + 1):  # the one that allows everything is there already
        given = {"Name": f"P{number}", "Description": "", "Type": kind, "Content": content}
        made = output(lab, "CreatePolicy", given)["Policy"]["PolicySummary"]["Id"]
        attach = {"PolicyId": made, "TargetId": "<Security>"}
        if number < most:
            assert call(lab, "AttachPolicy", attach).error is None
    assert refused(lab, "AttachPolicy", attach).endswith("/MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED")
