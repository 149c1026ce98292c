"""Names of services as principals ("AWS JSON policy elements: Principal", "AWS KMS condition keys")."""

import pytest

from iamlab.policy.service_principals import mended, problem_with


@pytest.mark.parametrize(
    "name",
    [
        "lambda.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "logs.eu-west-1.amazonaws.com",
        "dynamodb.application-autoscaling.amazonaws.com",
        "ec2.amazonaws.com.cn",
        "alexa-appkit.amazon.com",
    ],
)
def test_a_service_principal(name: str) -> None:
    assert problem_with(name) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("lambda", "lambda.amazonaws.com"),
        ("Lambda.AmazonAWS.com", "lambda.amazonaws.com"),
        ("lambda.amazon.com", "lambda.amazonaws.com"),
        ("amazon.com", None),
        ("", None),
        ("amazonaws.com", None),
        (".amazonaws.com", None),
        ("lambda..amazonaws.com", None),
        ("lambda.amazonaws.com.example.org", None),
        ("https://lambda.amazonaws.com", None),
        ("arn:aws:iam::111122223333:root", None),
        ("a" * 100_000 + ".amazonaws.com", None),
    ],
)
def test_no_service_principal(name: str, meant: str | None) -> None:
    assert problem_with(name)
    assert mended(name) == meant


@pytest.mark.parametrize("name", ["s3.eu-west-1.amazonaws.com", "lambda.us-gov-west-1.amazonaws.com"])
def test_a_service_with_its_region(name: str) -> None:
    assert problem_with(name, regional=True) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("s3.amazonaws.com", None),
        ("s3.eu-west-1", "s3.eu-west-1.amazonaws.com"),
        ("S3.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"),
        ("replication.s3.amazonaws.com", None),
    ],
)
def test_a_service_without_its_region(name: str, meant: str | None) -> None:
    assert problem_with(name, regional=True)
    assert mended(name, regional=True) == meant
