"""How a Resource value covers an ARN.

Sources: "IAM JSON policy elements: Resource", "Identify AWS resources with Amazon Resource Names (ARNs)".
"""

import pytest

from iamlab.policy.arns import Arn, compile_resource, parse_arn
from iamlab.policy.variables import parse_template

OBJECT = "arn:aws:s3:::reports/2026/q1.csv"
INSTANCE = "arn:aws:ec2:us-east-1:111122223333:instance/i-1"
STREAM = "arn:aws:logs:us-east-1:111122223333:log-group:app:log-stream:a"

ROWS = [
    ("*", OBJECT, True),
    ("*", "*", True),
    (OBJECT, "*", False),
    (OBJECT, OBJECT, True),
    ("arn:aws:s3:::reports", OBJECT, False),
    ("arn:aws:s3:::reports/*", OBJECT, True),
    ("arn:aws:s3:::reports/*", "arn:aws:s3:::reports", False),
    ("arn:aws:s3:::reports*", "arn:aws:s3:::reports-archive/x", True),
    ("arn:aws:s3:::Reports/*", OBJECT, False),
    ("arn:aws:s3:::*/q1.csv", OBJECT, True),
    ("arn:aws:s3:::reports/????/q1.csv", OBJECT, True),
    ("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/a:b:c", True),
    ("arn:aws:s3:::reports/a*c", "arn:aws:s3:::reports/a:b:c", True),
    ("arn:aws:ec2:*:111122223333:instance/*", INSTANCE, True),
    ("arn:aws:ec2:us-east-1:*:instance/*", INSTANCE, True),
    ("arn:aws:ec2:us-*-1:111122223333:instance/*", INSTANCE, True),
    ("arn:aws:ec2:us-????-1:111122223333:instance/*", INSTANCE, True),
    ("arn:aws:ec2:us-west-*:111122223333:instance/*", INSTANCE, False),
    ("arn:aws:ec2:us-east-1:111122223333:*", INSTANCE, True),
    ("arn:aws:ec2:us-east-1:444455556666:*", INSTANCE, False),
    ("arn:aws:logs:us-east-1:111122223333:log-group:app:*", STREAM, True),
    ("arn:aws:logs:us-east-1:111122223333:log-group:*:log-stream:a", STREAM, True),
    # a star that ends a field runs on over colons, one within a field does not
    ("arn:aws:logs:*:app:log-stream:a", STREAM, True),
    ("arn:aws:logs:us*1:app:log-stream:a", STREAM, False),
    ("arn:aws:logs:us?east-1:111122223333:*", STREAM, True),
    ("arn:aws:logs?us-east-1:111122223333:log-group:app:log-stream:a", STREAM, False),
    # an incomplete ARN is completed by wildcards
    ("arn:aws:s3", OBJECT, True),
    ("arn:aws:ec2:us-east-1", INSTANCE, True),
    ("arn:aws:ec2:us-east-1:111122223333", INSTANCE, True),
    ("arn:aws:ec2:eu-west-1", INSTANCE, False),
    ("arn:aws:sq", "arn:aws:sqs:us-east-1:111122223333:queue", False),
    ("arn:aws:sqs:*", "arn:aws:sqs:us-east-1:111122223333:queue", True),
]


@pytest.mark.parametrize(("pattern", "value", "matches"), ROWS)
def test_resource(pattern: str, value: str, matches: bool) -> None:
    parts = parse_template(pattern, with_variables=True).resolve({}.get)
    assert parts is not None
    assert compile_resource(parts).matches(value) is matches


def test_the_fields_of_an_arn() -> None:
    assert parse_arn(STREAM) == Arn("arn", "aws", "logs", "us-east-1", "111122223333", "log-group:app:log-stream:a")
    assert str(parse_arn(STREAM)) == STREAM
    assert parse_arn("arn:aws:s3") is None
    assert parse_arn("a:b:c:d:e:f") is None
