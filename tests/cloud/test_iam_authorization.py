"""What IAM's own operations are asked for: the real path of the entity, and the keys that the reference lists."""

import json
from typing import Any

import pytest

from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.state.company import Company
from tests.cloud.company import NOW, company

BOUNDARY = "arn:aws:iam::123456789012:policy/ReadReports"
OTHER = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ACCOUNT = "arn:aws:iam::123456789012"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
    }
)
DOCUMENT = json.dumps(
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}
)


def ask(lab: Company, operation: str, identity: str = "root", **parameters: Any) -> str:
    """Return the code of the refusal, or "" for a success."""
    answer = handle(lab, Call("iam", operation, parameters, identity), NOW)
    return answer.error.code if answer.error else ""


def lab_where_nobody_may(action: str | list[str], condition: dict[str, Any], resource: str = "*") -> Company:
    lab = company()
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    document = json.dumps(
        {"Version": "2012-10-17", "Statement": statement | ({"Condition": condition} if condition else {})}
    )
    assert ask(lab, "PutUserPolicy", UserName="nobody", PolicyName="Mine", PolicyDocument=document) == ""
    made = {"RoleName": "Bound", "Path": "/app/", "AssumeRolePolicyDocument": TRUST, "PermissionsBoundary": BOUNDARY}
    assert ask(lab, "CreateRole", **made) == ""
    assert ask(lab, "CreateRole", RoleName="Free", AssumeRolePolicyDocument=TRUST) == ""
    assert ask(lab, "CreateUser", UserName="bound", PermissionsBoundary=BOUNDARY) == ""
    assert ask(lab, "CreateUser", UserName="free") == ""
    return lab


# operation, parameters that fit the condition, parameters that do not
WITH_BOUNDARY: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("CreateUser", {"UserName": "x", "PermissionsBoundary": BOUNDARY}, {"UserName": "x"}),
    (
        "CreateUser",
        {"UserName": "x", "PermissionsBoundary": BOUNDARY},
        {"UserName": "x", "PermissionsBoundary": OTHER},
    ),
    (
        "CreateRole",
        {"RoleName": "x", "AssumeRolePolicyDocument": TRUST, "PermissionsBoundary": BOUNDARY},
        {"RoleName": "x", "AssumeRolePolicyDocument": TRUST},
    ),
    ("AttachUserPolicy", {"UserName": "bound", "PolicyArn": OTHER}, {"UserName": "free", "PolicyArn": OTHER}),
    ("AttachRolePolicy", {"RoleName": "Bound", "PolicyArn": OTHER}, {"RoleName": "Free", "PolicyArn": OTHER}),
    (
        "PutRolePolicy",
        {"RoleName": "Bound", "PolicyName": "p", "PolicyDocument": DOCUMENT},
        {"RoleName": "Free", "PolicyName": "p", "PolicyDocument": DOCUMENT},
    ),
    (
        "PutUserPermissionsBoundary",
        {"UserName": "free", "PermissionsBoundary": BOUNDARY},
        {"UserName": "bound", "PermissionsBoundary": OTHER},
    ),
    (
        "PutRolePermissionsBoundary",
        {"RoleName": "Free", "PermissionsBoundary": BOUNDARY},
        {"RoleName": "Bound", "PermissionsBoundary": OTHER},
    ),
    ("DeleteUserPermissionsBoundary", {"UserName": "bound"}, {"UserName": "free"}),
    ("DeleteRolePermissionsBoundary", {"RoleName": "Bound"}, {"RoleName": "Free"}),
    ("DeleteRole", {"RoleName": "Bound"}, {"RoleName": "Free"}),
    ("UpdateRole", {"RoleName": "Bound"}, {"RoleName": "Free"}),
    (
        "UpdateAssumeRolePolicy",
        {"RoleName": "Bound", "PolicyDocument": TRUST},
        {"RoleName": "Free", "PolicyDocument": TRUST},
    ),
]


@pytest.mark.parametrize(("operation", "fits", "fails"), WITH_BOUNDARY, ids=lambda value: str(value)[:40])
def test_a_condition_on_the_boundary_sees_the_one_asked_for_or_the_one_there(
    operation: str, fits: dict[str, Any], fails: dict[str, Any]
) -> None:
    condition = {"StringEquals": {"iam:PermissionsBoundary": BOUNDARY}}
    assert ask(lab_where_nobody_may(f"iam:{operation}", condition), operation, "nobody", **fails) == "AccessDenied"
    assert ask(lab_where_nobody_may(f"iam:{operation}", condition), operation, "nobody", **fits) == ""


# action, condition, operation, what is allowed, what is not
WITH_KEYS: list[tuple[str | list[str], dict[str, Any], str, dict[str, Any], dict[str, Any]]] = [
    (
        "iam:Attach*",
        {"ArnEquals": {"iam:PolicyARN": OTHER}},
        "AttachRolePolicy",
        {"RoleName": "Free", "PolicyArn": OTHER},
        {"RoleName": "Free", "PolicyArn": BOUNDARY},
    ),
    (
        "iam:CreateServiceLinkedRole",
        {"StringEquals": {"iam:AWSServiceName": "ecs.amazonaws.com"}},
        "CreateServiceLinkedRole",
        {"AWSServiceName": "ecs.amazonaws.com"},
        {"AWSServiceName": "rds.amazonaws.com"},
    ),
    (
        ["iam:CreateRole", "iam:TagRole"],
        {"StringEquals": {"aws:RequestTag/team": "data"}},
        "CreateRole",
        {"RoleName": "x", "AssumeRolePolicyDocument": TRUST, "Tags": [{"Key": "team", "Value": "data"}]},
        {"RoleName": "x", "AssumeRolePolicyDocument": TRUST, "Tags": [{"Key": "team", "Value": "web"}]},
    ),
    (
        "iam:UntagRole",
        {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}},
        "UntagRole",
        {"RoleName": "Free", "TagKeys": ["team"]},
        {"RoleName": "Free", "TagKeys": ["team", "owner"]},
    ),
]


@pytest.mark.parametrize(
    ("action", "condition", "operation", "allowed", "denied"), WITH_KEYS, ids=lambda v: str(v)[:40]
)
def test_conditions_see_the_keys_of_iam(
    action: str | list[str], condition: dict[str, Any], operation: str, allowed: dict[str, Any], denied: dict[str, Any]
) -> None:
    assert ask(lab_where_nobody_may(action, condition), operation, "nobody", **denied) == "AccessDenied"
    assert ask(lab_where_nobody_may(action, condition), operation, "nobody", **allowed) == ""


def test_the_tags_of_a_role_and_of_a_profile_count() -> None:
    condition = {"StringEquals": {"iam:ResourceTag/team": "data"}}
    lab = lab_where_nobody_may(["iam:UpdateRole", "iam:GetInstanceProfile"], condition)
    ask(lab, "CreateInstanceProfile", InstanceProfileName="Box")
    for operation, given in (
        ("UpdateRole", {"RoleName": "Bound"}),
        ("GetInstanceProfile", {"InstanceProfileName": "Box"}),
    ):
        assert ask(lab, operation, "nobody", **given) == "AccessDenied"
    tags = [{"Key": "team", "Value": "data"}]
    assert ask(lab, "TagRole", RoleName="Bound", Tags=tags) == ""
    assert ask(lab, "TagInstanceProfile", InstanceProfileName="Box", Tags=tags) == ""
    assert ask(lab, "UpdateRole", "nobody", RoleName="Bound") == ""
    assert ask(lab, "GetInstanceProfile", "nobody", InstanceProfileName="Box") == ""


def test_tags_given_at_creation_need_the_permission_to_tag() -> None:
    tags = [{"Key": "team", "Value": "data"}]
    given = {"RoleName": "x", "AssumeRolePolicyDocument": TRUST, "Tags": tags}
    assert ask(lab_where_nobody_may("iam:CreateRole", {}), "CreateRole", "nobody", **given) == "AccessDenied"
    assert ask(lab_where_nobody_may(["iam:CreateRole", "iam:TagRole"], {}), "CreateRole", "nobody", **given) == ""


def test_a_resource_has_the_path_of_the_entity() -> None:
    lab = lab_where_nobody_may("iam:*", {}, f"{ACCOUNT}:role/app/*")
    assert ask(lab, "GetRole", "nobody", RoleName="Bound") == ""
    assert ask(lab, "GetRole", "nobody", RoleName="Free") == "AccessDenied"
    given = {"AssumeRolePolicyDocument": TRUST}
    assert ask(lab, "CreateRole", "nobody", RoleName="New", Path="/app/", **given) == ""
    assert ask(lab, "CreateRole", "nobody", RoleName="Newer", **given) == "AccessDenied"


def test_a_new_name_needs_the_permission_on_both_names() -> None:
    lab = lab_where_nobody_may("iam:UpdateUser", {}, f"{ACCOUNT}:user/free")
    assert ask(lab, "UpdateUser", "nobody", UserName="free", NewUserName="freed") == "AccessDenied"
    lab = lab_where_nobody_may("iam:UpdateUser", {}, f"{ACCOUNT}:user/free*")
    assert ask(lab, "UpdateUser", "nobody", UserName="free", NewUserName="freed") == ""


def test_a_role_gets_into_a_profile_only_with_pass_role() -> None:
    add = {"InstanceProfileName": "Box", "RoleName": "Free"}
    lab = lab_where_nobody_may("iam:AddRoleToInstanceProfile", {})
    ask(lab, "CreateInstanceProfile", InstanceProfileName="Box")
    refused = handle(lab, Call("iam", "AddRoleToInstanceProfile", add, "nobody"), NOW)
    assert refused.error is not None and "iam:PassRole on resource" in refused.error.message
    lab = lab_where_nobody_may(["iam:AddRoleToInstanceProfile", "iam:PassRole"], {})
    ask(lab, "CreateInstanceProfile", InstanceProfileName="Box")
    assert ask(lab, "AddRoleToInstanceProfile", "nobody", **add) == ""
