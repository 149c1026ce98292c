"""To whom AWS Organizations answers, and what IAM is asked for."""

from typing import Any

import pytest

from tests.cloud.organization import (
    MAIN,
    PRODUCTION,
    RCP,
    RCPS,
    SANDBOX,
    SCP,
    SCPS,
    SECURITY,
    SERVICE,
    call,
    company,
    ids,
    output,
    policy,
    refused,
)


@pytest.mark.parametrize(
    ("who", "operation", "code"),
    [
        ("admin", "DescribeOrganization", ""),
        ("production/admin", "DescribeOrganization", ""),
        ("production/admin", "ListHandshakesForAccount", ""),
        ("production/admin", "ListAccounts", "AccessDeniedException"),
        ("production/root", "ListRoots", "AccessDeniedException"),
        ("production/nobody", "DescribeOrganization", "AccessDeniedException"),
        ("vendor/admin", "DescribeOrganization", "AWSOrganizationsNotInUseException"),
        ("vendor/admin", "LeaveOrganization", "AWSOrganizationsNotInUseException"),
        ("vendor/admin", "ListHandshakesForAccount", ""),
        ("vendor/nobody", "DescribeOrganization", "AccessDeniedException"),
        ("vendor/admin", "CreateOrganization", "NotSimulated"),
    ],
)
def test_most_operations_answer_to_the_management_account_only(who: str, operation: str, code: str) -> None:
    answer = call(company(), operation, who=who)
    assert (answer.error.code if answer.error else "") == code


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_organizations_is_called_in_us_east_1_wherever_the_caller_is(region: str) -> None:
    assert (
        call(company(), "DescribeOrganization", who="production/admin", region=region).event["awsRegion"] == "us-east-1"
    )


def test_iam_is_asked_about_the_thing_itself_and_about_every_place() -> None:
    lab = company()
    known = ids(lab)
    arn = f"arn:aws:organizations::{MAIN}:%s/{known['Organization']}/%s"
    account, source, target = (
        arn % ("account", PRODUCTION),
        arn % ("ou", known["Production"]),
        arn % ("root", known["Root"]),
    )
    move = {"AccountId": PRODUCTION, "SourceParentId": "<Production>", "DestinationParentId": "<Root>"}
    for allowed, missing in (([account, source], target), ([source, target], account), ([account, source, target], "")):
        document = policy(Effect="Allow", Action="organizations:MoveAccount", Resource=allowed)
        given = {"UserName": "nobody", "PolicyName": "Move", "PolicyDocument": document}
        assert call(lab, "iam.PutUserPolicy", given).error is None
        answer = call(lab, "MoveAccount", move, "nobody")
        assert (answer.error is None) is (missing == "")
        assert missing in (answer.error.message if answer.error else "")


def test_tags_and_types_of_policies_are_condition_keys() -> None:
    lab = company()
    assert call(lab, "TagResource", {"ResourceId": "<OnlyS3>", "Tags": [{"Key": "team", "Value": "a"}]}).error is None
    conditions = {"aws:ResourceTag/team": "a", "organizations:PolicyType": SCPS}
    document = policy(Effect="Allow", Action="organizations:DescribePolicy", Condition={"StringEquals": conditions})
    given = {"UserName": "nobody", "PolicyName": "Describe", "PolicyDocument": document}
    assert call(lab, "iam.PutUserPolicy", given).error is None
    assert call(lab, "DescribePolicy", {"PolicyId": "<OnlyS3>"}, "nobody").error is None
    assert call(lab, "DescribePolicy", {"PolicyId": "<OneRegion>"}, "nobody").error is not None


def test_a_delegated_administrator_reads_the_organization_and_does_not_change_it() -> None:
    lab = company()
    assert refused(lab, "ListAccounts", who="security/admin") == "AccessDeniedException"
    given = {"AccountId": SECURITY, "ServicePrincipal": SERVICE}
    assert call(lab, "EnableAWSServiceAccess", {"ServicePrincipal": SERVICE}).error is None
    assert call(lab, "RegisterDelegatedAdministrator", given).error is None
    assert refused(lab, "RegisterDelegatedAdministrator", given) == "AccountAlreadyRegisteredException"
    assert len(output(lab, "ListAccounts", who="security/admin")["Accounts"]) == 4
    assert call(lab, "DescribePolicy", {"PolicyId": "<OnlyS3>"}, "security/admin").error is None
    create = {"Name": "New", "Description": "", "Type": SCPS, "Content": SCP}
    assert refused(lab, "CreatePolicy", create, "security/admin") == "AccessDeniedException"
    administrators = output(lab, "ListDelegatedAdministrators", {"ServicePrincipal": SERVICE})
    assert [one["Id"] for one in administrators["DelegatedAdministrators"]] == [SECURITY]
    services = output(lab, "ListDelegatedServicesForAccount", {"AccountId": SECURITY})["DelegatedServices"]
    assert [one["ServicePrincipal"] for one in services] == [SERVICE]
    leave = {"AccountId": SECURITY}
    assert refused(lab, "RemoveAccountFromOrganization", leave).endswith("DELEGATED_ADMINISTRATOR_FROM_ORG")
    assert call(lab, "DeregisterDelegatedAdministrator", given).error is None
    assert refused(lab, "ListAccounts", who="security/admin") == "AccessDeniedException"


def test_the_delegation_policy_lets_a_member_manage_policies_of_a_type() -> None:
    lab = company()
    content = policy(
        Effect="Allow",
        Principal={"AWS": SECURITY},
        Action=["organizations:CreatePolicy", "organizations:ListAccounts", "organizations:CreateAccount"],
        Condition={"StringEqualsIfExists": {"organizations:PolicyType": SCPS}},
    )
    assert call(lab, "PutResourcePolicy", {"Content": content}).error is None
    assert output(lab, "DescribeResourcePolicy")["ResourcePolicy"]["Content"] == content
    create = {"Name": "New", "Description": "", "Type": SCPS, "Content": SCP}
    assert refused(lab, "CreatePolicy", create, "production/admin") == "AccessDeniedException"
    assert refused(lab, "CreatePolicy", create, "security/nobody") == "AccessDeniedException"
    assert call(lab, "CreatePolicy", create, "security/admin").error is None
    assert call(lab, "ListAccounts", who="security/admin").error is None
    of_another_type = {**create, "Name": "Newer", "Type": RCPS, "Content": RCP}
    assert refused(lab, "CreatePolicy", of_another_type, "security/admin") == "AccessDeniedException"
    account = {"Email": "a@example.com", "AccountName": "A"}  # only the management account ever makes accounts
    assert refused(lab, "CreateAccount", account, "security/admin") == "AccessDeniedException"
    assert call(lab, "DeleteResourcePolicy").error is None
    assert refused(lab, "ListAccounts", who="security/admin") == "AccessDeniedException"


def test_lists_come_in_pages() -> None:
    lab = company()
    seen, token = [], ""
    while True:
        given: dict[str, Any] = {"MaxResults": 3} | ({"NextToken": token} if token else {})
        answer = output(lab, "ListAccounts", given)
        seen += [one["Id"] for one in answer["Accounts"]]
        token = answer.get("NextToken", "")
        if not token:
            break
    assert seen == [MAIN, SECURITY, PRODUCTION, SANDBOX]
