"""IAM's quotas, each met exactly and then exceeded. AWS page: "IAM and AWS STS quotas"."""

import json

import pytest

from iamlab.catalog import managed_policies
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.state.company import Company
from tests.cloud.company import NOW, company


def ask(lab: Company, operation: str, **parameters: object) -> str:
    """Return the message of the refusal, or "" for a success."""
    answer = handle(lab, Call("iam", operation, parameters, "root"), NOW)
    return answer.error.message if answer.error else ""


def document(characters: int) -> str:
    """Return a policy of exactly so many characters, white space not counted."""
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/"}
    empty = {"Version": "2012-10-17", "Statement": [statement]}
    missing = characters - len(json.dumps(empty).replace(" ", ""))
    statement["Resource"] += "x" * missing
    return json.dumps(empty, indent=8)


def trust(characters: int) -> str:
    """Return a trust policy of exactly so many characters, white space not counted."""
    condition = {"StringEquals": {"aws:PrincipalTag/team": ""}}
    statement = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": condition}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    condition["StringEquals"]["aws:PrincipalTag/team"] = "x" * (characters - len(json.dumps(policy).replace(" ", "")))
    return json.dumps(policy, indent=4)


def with_role() -> Company:
    lab = company()
    assert ask(lab, "CreateRole", RoleName="Worker", AssumeRolePolicyDocument=trust(300)) == ""
    return lab


@pytest.mark.parametrize(
    ("operation", "holder", "quota", "message"),
    [
        ("PutUserPolicy", {"UserName": "nobody"}, 2_048, "Maximum policy size of 2048 bytes exceeded for user nobody"),
        (
            "PutGroupPolicy",
            {"GroupName": "Admins"},
            5_120,
            "Maximum policy size of 5120 bytes exceeded for group Admins",
        ),
        (
            "PutRolePolicy",
            {"RoleName": "Worker"},
            10_240,
            "Maximum policy size of 10240 bytes exceeded for role Worker",
        ),
        ("CreatePolicy", {}, 6_144, "Cannot exceed quota for PolicySize: 6144"),
    ],
)
def test_a_policy_may_be_as_long_as_its_quota_without_its_white_space(
    operation: str, holder: dict[str, str], quota: int, message: str
) -> None:
    assert ask(with_role(), operation, **holder, PolicyName="Long", PolicyDocument=document(quota)) == ""
    longer = ask(with_role(), operation, **holder, PolicyName="Long", PolicyDocument=document(quota + 1))
    assert longer == message


def test_a_user_is_in_at_most_ten_groups() -> None:
    lab = company()
    for number in range(11):
        ask(lab, "CreateGroup", GroupName=f"G{number}")
    joined = [ask(lab, "AddUserToGroup", GroupName=f"G{number}", UserName="nobody") for number in range(11)]
    assert joined == [""] * 10 + ["Cannot exceed quota for GroupsPerUser: 10"]
    assert ask(lab, "AddUserToGroup", GroupName="G0", UserName="nobody") == ""  # is there already


def test_a_user_has_at_most_ten_managed_policies() -> None:
    lab = company()
    for number in range(11):
        ask(lab, "CreatePolicy", PolicyName=f"P{number}", PolicyDocument=document(200))
    arns = [f"arn:aws:iam::123456789012:policy/P{number}" for number in range(11)]
    attached = [ask(lab, "AttachUserPolicy", UserName="nobody", PolicyArn=arn) for arn in arns]
    assert attached == [""] * 10 + ["Cannot exceed quota for PoliciesPerUser: 10"]


def test_a_policy_keeps_five_versions_and_never_reuses_a_number() -> None:
    lab = company()
    arn = "arn:aws:iam::123456789012:policy/ReadReports"
    made = [ask(lab, "CreatePolicyVersion", PolicyArn=arn, PolicyDocument=document(200)) for _ in range(5)]
    assert made[:4] == [""] * 4
    assert made[4].startswith("A managed policy can have up to 5 versions.")
    assert ask(lab, "DeletePolicyVersion", PolicyArn=arn, VersionId="v5") == ""
    assert ask(lab, "CreatePolicyVersion", PolicyArn=arn, PolicyDocument=document(200)) == ""
    assert [version.id for version in lab.home.policies[arn].versions] == ["v1", "v2", "v3", "v4", "v6"]


def test_a_trust_policy_has_a_quota_of_its_own() -> None:
    lab = with_role()
    assert ask(lab, "UpdateAssumeRolePolicy", RoleName="Worker", PolicyDocument=trust(2_048)) == ""
    longer = ask(lab, "UpdateAssumeRolePolicy", RoleName="Worker", PolicyDocument=trust(2_049))
    assert longer == "Cannot exceed quota for ACLSizePerRole: 2048"


def test_a_role_has_at_most_ten_managed_policies_and_fifty_tags() -> None:
    lab = with_role()
    arns = [policy.arn for policy in managed_policies.all() if policy.path == "/"][:11]
    attached = [ask(lab, "AttachRolePolicy", RoleName="Worker", PolicyArn=arn) for arn in arns]
    assert attached == [""] * 10 + ["Cannot exceed quota for PoliciesPerRole: 10"]
    tags = [{"Key": f"k{number}", "Value": ""} for number in range(51)]
    assert ask(lab, "TagRole", RoleName="Worker", Tags=tags[:50]) == ""
    assert ask(lab, "TagRole", RoleName="Worker", Tags=tags[50:]) == "Cannot exceed quota for TagsPerRole: 50"
