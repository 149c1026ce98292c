"""The sentence that a denied caller gets. Source: "Troubleshoot access denied error messages"."""

from typing import Any

import pytest

from iamlab.evaluator import authorize, denied_resources
from iamlab.evaluator.case import read_case
from tests.evaluator.support import JANE, case_of, policy

ALLOW = {"Effect": "Allow", "Action": "*", "Resource": "*"}
DENY = {**ALLOW, "Effect": "Deny"}
OTHER = {**ALLOW, "Action": "ec2:*"}
TO_ALL = {**ALLOW, "Principal": "*"}
TO_NONE = {**DENY, "Principal": "*"}
TO_JOE = {**ALLOW, "Principal": {"AWS": "arn:aws:iam::123456789012:user/joe"}}
SESSION = "arn:aws:sts::123456789012:assumed-role/R/s1"
GET = {"do": "s3:GetObject", "to": "arn:aws:s3:::b/k"}
ASSUME = {"do": "sts:AssumeRole", "to": "arn:aws:iam::123456789012:role/T"}
TRUST_JOE = {"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}
TRUST_NONE = {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}

ROWS: list[tuple[dict[str, Any], str]] = [
    ({}, "because no identity-based policy allows the s3:GetObject action"),
    ({"identity": [ALLOW, DENY]}, "with an explicit deny in an identity-based policy"),
    ({"identity": [ALLOW], "boundary": OTHER}, "because no permissions boundary allows the s3:GetObject action"),
    ({"identity": [ALLOW], "boundary": DENY}, "with an explicit deny in a permissions boundary"),
    (
        {"as": SESSION, "identity": [ALLOW], "session": [OTHER]},
        "because no session policy allows the s3:GetObject action",
    ),
    ({"as": SESSION, "identity": [ALLOW], "session": [DENY]}, "with an explicit deny in a session policy"),
    (
        {"identity": [ALLOW], "service_control": [[OTHER]]},
        "because no service control policy allows the s3:GetObject action",
    ),
    ({"identity": [ALLOW], "service_control": [[ALLOW, DENY]]}, "with an explicit deny in a service control policy"),
    ({"identity": [ALLOW], "resource_control": [[TO_NONE]]}, "with an explicit deny in a resource control policy"),
    ({"identity": [ALLOW], "endpoint": [TO_JOE]}, "because no VPC endpoint policy allows the s3:GetObject action"),
    ({"identity": [ALLOW], "endpoint": [TO_ALL, TO_NONE]}, "with an explicit deny in a VPC endpoint policy"),
    ({"identity": [ALLOW], "resource": TO_NONE}, "with an explicit deny in a resource-based policy"),
    (
        {"identity": [ALLOW], "owner": "444455556666"},
        "because no resource-based policy allows the s3:GetObject action",
    ),
    ({"as": "*", "resource": TO_JOE}, "because no resource-based policy allows the s3:GetObject action"),
    (
        {**ASSUME, "identity": [ALLOW], "resource": TRUST_JOE},
        "because no role trust policy allows the sts:AssumeRole action",
    ),
    ({**ASSUME, "identity": [ALLOW], "resource": TRUST_NONE}, "with an explicit deny in the role trust policy"),
    (
        {**ASSUME, "as": "arn:aws:iam::444455556666:user/p", "resource": TRUST_JOE},
        "because no identity-based policy allows the sts:AssumeRole action",
    ),
]


@pytest.mark.parametrize(("row", "end"), ROWS, ids=[f"{number} {row[1]}" for number, row in enumerate(ROWS)])
def test_message(row: dict[str, Any], end: str) -> None:
    row = {"name": end, **GET, **row}
    case = read_case(case_of(row, {})[0])
    who = "anonymous" if case.request.principal == "*" else case.request.principal
    to = f'"{row["to"]}"' if row["do"].startswith("s3:") else row["to"]
    start = f"User: {who} is not authorized to perform: {row['do']} on resource: {to} "
    assert authorize(case.request, case.layers).message == start + end


@pytest.mark.parametrize(
    ("action", "resource", "place"),
    [
        ("iam:GetUser", "arn:aws:iam::123456789012:user/finance/olga", " on resource: user olga"),
        ("iam:DeleteRole", "arn:aws:iam::123456789012:role/R", " on resource: role R"),
        ("iam:AddUserToGroup", "arn:aws:iam::123456789012:group/G", " on resource: group G"),
        ("iam:GetInstanceProfile", "arn:aws:iam::123456789012:instance-profile/P", " on resource: instance profile P"),
        ("iam:CreateUser", "arn:aws:iam::123456789012:user/x", " on resource: arn:aws:iam::123456789012:user/x"),
        ("iam:PassRole", "arn:aws:iam::123456789012:role/R", " on resource: arn:aws:iam::123456789012:role/R"),
        ("iam:ListRoles", "arn:aws:iam::123456789012:role/", " on resource: arn:aws:iam::123456789012:role/"),
        ("iam:CreatePolicy", "arn:aws:iam::123456789012:policy/a/P", " on resource: policy P"),
        ("iam:GetPolicy", "arn:aws:iam::aws:policy/P", " on resource: policy arn:aws:iam::aws:policy/P"),
        ("iam:ListPolicies", "arn:aws:iam::123456789012:policy/", " on resource: policy path /"),
        ("iam:CreateVirtualMFADevice", "arn:aws:iam::1:mfa/m", " on resource: arn:aws:iam::1:mfa/m"),
        ("iam:GetAccountSummary", "*", " on resource: *"),
        ("organizations:ListAccounts", "*", " on resource: *"),
        ("secretsmanager:ListSecrets", "*", ""),
        ("s3:ListBucket", "arn:aws:s3:::b", ' on resource: "arn:aws:s3:::b"'),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::*", ""),
        ("sts:AssumeRole", "arn:aws:iam::123456789012:role/R", " on resource: arn:aws:iam::123456789012:role/R"),
    ],
)
def test_the_resource_is_named_as_the_service_names_it(action: str, resource: str, place: str) -> None:
    assert denied_resources.place(action, resource) == place


def test_an_action_without_resource_names_none() -> None:
    case = read_case(case_of({"name": "x", "do": "ec2:DescribeInstances", "to": "*"}, {})[0])
    assert authorize(case.request, case.layers).message == (
        f"User: {JANE} is not authorized to perform: ec2:DescribeInstances "
        "because no identity-based policy allows the ec2:DescribeInstances action"
    )


def test_an_allowed_request_has_no_message() -> None:
    case = read_case(case_of({"name": "x", **GET, "identity": [policy(ALLOW)]}, {})[0])
    assert authorize(case.request, case.layers).message == ""
