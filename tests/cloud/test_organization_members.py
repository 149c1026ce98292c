"""How accounts come into an organisation and leave it."""

from datetime import timedelta

import pytest

from iamlab.cloud.state.company import Company
from tests.cloud.company import NOW
from tests.cloud.organization import (
    LATER,
    MAIN,
    PRODUCTION,
    RCPS,
    SANDBOX,
    SCPS,
    SECURITY,
    VENDOR,
    call,
    company,
    invitation,
    output,
    policy,
    refused,
)


def test_a_new_account_is_there_with_a_role_for_the_management_account() -> None:
    lab = company()
    tags = [{"Key": "env", "Value": "test"}]
    given = {"Email": "test@example.com", "AccountName": "Test", "Tags": tags}
    status = output(lab, "CreateAccount", given)["CreateAccountStatus"]
    assert status["State"] == "IN_PROGRESS"
    asked = {"CreateAccountRequestId": status["Id"]}
    done = output(lab, "DescribeCreateAccountStatus", asked)["CreateAccountStatus"]
    account = lab.accounts[done["AccountId"]]
    assert (done["State"], account.email) == ("SUCCEEDED", "test@example.com")
    role = account.roles["OrganizationAccountAccessRole"]
    assert f"arn:aws:iam::{MAIN}:root" in role.trust and role.attached[0].endswith("/AdministratorAccess")
    assert output(lab, "ListTagsForResource", {"ResourceId": account.id})["Tags"] == tags
    held = output(lab, "ListPoliciesForTarget", {"TargetId": account.id, "Filter": RCPS})["Policies"]
    assert [one["Id"] for one in held] == ["p-RCPFullAWSAccess"]
    assert call(lab, "s3.ListBuckets", who="Test/root").error is None
    assert Company.from_document(lab.to_document()) == lab


def test_organizations_has_a_role_of_its_own_in_every_account() -> None:
    lab = company()
    assert call(lab, "CreateAccount", {"Email": "a@example.com", "AccountName": "A"}).error is None
    for account in lab.accounts.values():
        assert ("AWSServiceRoleForOrganizations" in account.roles) is (account.id != VENDOR)


def test_whoever_makes_or_joins_an_organization_may_have_its_role_made() -> None:
    lab = company()
    given = {"HandshakeId": invitation(lab)}
    document = policy(Effect="Allow", Action="organizations:AcceptHandshake")
    allow = {"UserName": "nobody", "PolicyName": "Accept", "PolicyDocument": document}
    assert call(lab, "iam.PutUserPolicy", allow, "vendor/admin").error is None
    assert refused(lab, "AcceptHandshake", given, "vendor/nobody").startswith("AccessDeniedForDependencyException/")
    condition = {"StringEquals": {"iam:AWSServiceName": "organizations.amazonaws.com"}}
    document = policy(Effect="Allow", Action="iam:CreateServiceLinkedRole", Condition=condition)
    allow = {"UserName": "nobody", "PolicyName": "Role", "PolicyDocument": document}
    assert call(lab, "iam.PutUserPolicy", allow, "vendor/admin").error is None
    assert call(lab, "AcceptHandshake", given, "vendor/nobody").error is None


def test_an_address_makes_one_account_only() -> None:
    lab = company()
    for state in ("SUCCEEDED", "FAILED"):
        assert call(lab, "CreateAccount", {"Email": "a@example.com", "AccountName": "A"}).error is None
        assert len(output(lab, "ListCreateAccountStatus", {"States": [state]})["CreateAccountStatuses"]) == 1
    failed = output(lab, "ListCreateAccountStatus", {"States": ["FAILED"]})["CreateAccountStatuses"][0]
    assert failed["FailureReason"] == "EMAIL_ALREADY_EXISTS"


def test_an_organization_has_ten_accounts_and_a_sandbox_twenty() -> None:
    lab = company()
    answers = [
        call(lab, "CreateAccount", {"Email": f"a{n}@example.com", "AccountName": "A"}, now=NOW) for n in range(7)
    ]
    assert [one.error is None for one in answers] == [True] * 6 + [False]
    assert answers[-1].error is not None and answers[-1].error.reason == "ACCOUNT_NUMBER_LIMIT_EXCEEDED"
    made = 0
    while True:
        assert lab.organization is not None
        created = [one for one, member in lab.organization.members.items() if member.method == "CREATED"]
        for account_id in created:
            assert call(lab, "RemoveAccountFromOrganization", {"AccountId": account_id}, now=LATER).error is None
        answer = call(lab, "CreateAccount", {"Email": f"b{made}@example.com", "AccountName": "B"}, now=NOW)
        if answer.error:
            break
        made += 1
    assert answer.error.code == "NotSimulated" and len(lab.accounts) == 20


def test_a_created_account_may_leave_after_four_days_and_is_bound_no_more() -> None:
    lab = company()
    given = {"Email": "a@example.com", "AccountName": "A"}
    assert call(lab, "CreateAccount", given).error is None
    assert refused(lab, "LeaveOrganization", who="A/root") == "ConstraintViolationException/WAIT_PERIOD_ACTIVE"
    assert call(lab, "LeaveOrganization", who="A/root", now=LATER).error is None
    assert refused(lab, "DescribeOrganization", who="A/root") == "AWSOrganizationsNotInUseException"
    assert call(lab, "RemoveAccountFromOrganization", {"AccountId": PRODUCTION}).error is None
    assert call(lab, "ec2.DescribeInstances", who="production/admin", region="eu-west-1").error is None
    assert lab.organization is not None
    assert PRODUCTION not in {**lab.organization.attached, **lab.organization.parents}


def test_an_invited_account_joins_when_it_accepts() -> None:
    lab = company()
    given = {"HandshakeId": invitation(lab)}
    again = {"Target": {"Type": "ACCOUNT", "Id": VENDOR}}
    assert refused(lab, "InviteAccountToOrganization", again) == "DuplicateHandshakeException"
    assert refused(lab, "AcceptHandshake", given) == "AccessDeniedException"
    assert refused(lab, "DescribeHandshake", given, "production/admin") == "HandshakeNotFoundException"
    seen = output(lab, "ListHandshakesForAccount", who="vendor/admin")["Handshakes"]
    assert [(one["State"], one["Resources"][-1]["Value"]) for one in seen] == [("OPEN", "Join us")]
    accepted = output(lab, "AcceptHandshake", given, "vendor/admin")["Handshake"]
    assert accepted["State"] == "ACCEPTED"
    account = output(lab, "DescribeAccount", {"AccountId": VENDOR})["Account"]
    assert account["JoinedMethod"] == "INVITED"
    assert output(lab, "ListTagsForResource", {"ResourceId": VENDOR})["Tags"] == [{"Key": "kind", "Value": "vendor"}]
    assert refused(lab, "AcceptHandshake", given, "vendor/admin") == "HandshakeAlreadyInStateException"
    assert refused(lab, "CancelHandshake", given) == "InvalidHandshakeTransitionException"


@pytest.mark.parametrize(
    ("who", "operation", "state"),
    [("vendor/admin", "DeclineHandshake", "DECLINED"), ("admin", "CancelHandshake", "CANCELED")],
)
def test_an_invitation_that_came_to_nothing_can_be_made_again(who: str, operation: str, state: str) -> None:
    lab = company()
    given = {"HandshakeId": invitation(lab)}
    assert output(lab, operation, given, who)["Handshake"]["State"] == state
    assert refused(lab, "AcceptHandshake", given, "vendor/admin") == "InvalidHandshakeTransitionException"
    assert invitation(lab) != given["HandshakeId"]
    assert len(output(lab, "ListHandshakesForOrganization")["Handshakes"]) == 2


def test_an_invitation_is_good_for_fifteen_days() -> None:
    lab = company()
    given = {"HandshakeId": invitation(lab)}
    late = NOW + timedelta(days=15)
    assert refused(lab, "AcceptHandshake", given, "vendor/admin", now=late) == "InvalidHandshakeTransitionException"
    assert output(lab, "DescribeHandshake", given, now=late)["Handshake"]["State"] == "EXPIRED"


def test_an_organization_that_is_empty_can_be_deleted_and_made_again() -> None:
    lab = company()
    for account_id in (SECURITY, PRODUCTION, SANDBOX):
        assert call(lab, "RemoveAccountFromOrganization", {"AccountId": account_id}).error is None
    assert call(lab, "DeleteOrganization").error is None
    assert lab.organization is None
    assert refused(lab, "ListRoots") == "AWSOrganizationsNotInUseException"
    made = output(lab, "CreateOrganization", who="vendor/admin")["Organization"]
    assert made["MasterAccountId"] == VENDOR
    assert output(lab, "ListPolicies", {"Filter": SCPS}, "vendor/admin")["Policies"][0]["Id"] == "p-FullAWSAccess"
