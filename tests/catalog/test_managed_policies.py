"""AWS managed policies. Source: "AWS Managed Policy Reference"."""

import pytest

from iamlab.catalog import managed_policies
from iamlab.evaluator import AttachedPolicy, Layers, Request, authorize, compile
from iamlab.policy import parse

NAMES = {policy.name for policy in managed_policies.all()}


def test_every_managed_policy_is_a_policy() -> None:
    assert len(NAMES) == len(managed_policies.all()) > 1_500
    for policy in managed_policies.all():
        assert policy.arn == f"arn:aws:iam::aws:policy{policy.path}{policy.name}"
        assert managed_policies.get(policy.arn) is policy
        assert policy.version_id.startswith("v")
        assert parse(policy.text).statements


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("AdministratorAccess", "/"),
        ("Billing", "/job-function/"),
        ("AWSLambdaBasicExecutionRole", "/service-role/"),
        ("AutoScalingServiceRolePolicy", "/aws-service-role/"),
    ],
)
def test_a_managed_policy_has_its_path(name: str, path: str) -> None:
    policy = managed_policies.get(f"arn:aws:iam::aws:policy{path}{name}")
    assert policy is not None and (policy.name, policy.path) == (name, path)


def test_the_policies_that_the_course_speaks_about_are_there() -> None:
    assert {
        "AdministratorAccess",
        "PowerUserAccess",
        "AmazonS3FullAccess",
        "AmazonS3ReadOnlyAccess",
        "AmazonEC2ReadOnlyAccess",
        "IAMReadOnlyAccess",
    } <= NAMES


def test_a_policy_by_its_arn() -> None:
    policy = managed_policies.get("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    assert policy is not None
    assert (policy.name, policy.version_id) == ("AmazonS3ReadOnlyAccess", "v3")


@pytest.mark.parametrize("name", ["", "arn:", "NoSuchPolicy", "amazons3readonlyaccess", "arn:aws:iam::aws:policy/"])
def test_what_is_no_managed_policy(name: str) -> None:
    assert managed_policies.get(name) is None


def test_changing_a_document_changes_no_other_copy() -> None:
    first = managed_policies.get("AdministratorAccess")
    assert first is not None
    first.document["Statement"].clear()
    again = managed_policies.get("AdministratorAccess")
    assert again is not None
    assert again.document["Statement"]


# policy, action, allowed: the table "blast radius" of the guide, row by row
BLAST_RADIUS = [
    ("AdministratorAccess", "iam:CreateUser", True),
    ("PowerUserAccess", "ec2:RunInstances", True),
    ("PowerUserAccess", "iam:CreateUser", False),
    ("PowerUserAccess", "iam:ListRoles", True),
    ("AmazonS3FullAccess", "s3:DeleteBucket", True),
    ("AmazonS3FullAccess", "ec2:RunInstances", False),
    ("AmazonS3ReadOnlyAccess", "s3:ListBucket", True),
    ("AmazonS3ReadOnlyAccess", "s3:DeleteBucket", False),
    ("AmazonEC2ReadOnlyAccess", "ec2:DescribeInstances", True),
    ("AmazonEC2ReadOnlyAccess", "ec2:TerminateInstances", False),
    ("IAMReadOnlyAccess", "iam:GetUser", True),
    ("IAMReadOnlyAccess", "iam:DeleteUser", False),
]


@pytest.mark.parametrize(("name", "action", "allowed"), BLAST_RADIUS)
def test_what_a_managed_policy_allows(name: str, action: str, allowed: bool) -> None:
    policy = managed_policies.get(name)
    assert policy is not None
    layers = Layers(identity=(AttachedPolicy(name, compile(parse(policy.document))),))
    assert authorize(Request("arn:aws:iam::123456789012:user/jane", action, "*"), layers).allowed is allowed
