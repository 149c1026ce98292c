"""How the text of an option becomes a value: shorthand, JSON, numbers. AWS page: "Using shorthand syntax"."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud import models
from iamlab.cloud.cli import arguments, shorthand
from iamlab.cloud.cli.usage import UsageError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Key=team,Value=data", {"Key": "team", "Value": "data"}),
        ("Key=a=b", {"Key": "a=b"}),
        ("Key=", {"Key": ""}),
        ("Key='a,b',Value=\"c d\"", {"Key": "a,b", "Value": "c d"}),
        ("Names=a,b,Other=c", {"Names": ["a", "b"], "Other": "c"}),
        ("Names=[a,b],Other=c", {"Names": ["a", "b"], "Other": "c"}),
        ("Names=[]", {"Names": []}),
        ("Outer={Inner=1,More={X=2}},Y=3", {"Outer": {"Inner": "1", "More": {"X": "2"}}, "Y": "3"}),
        ("Items=[{A=1},{A=2}]", {"Items": [{"A": "1"}, {"A": "2"}]}),
        ("arn=arn:aws:s3:::reports/*", {"arn": "arn:aws:s3:::reports/*"}),
    ],
)
def test_shorthand_is_read(text: str, value: dict[str, Any]) -> None:
    assert shorthand.parse("--option", text) == value


@pytest.mark.parametrize(
    "text", ["", "Key", "=", "=a", "Key={", "Key={A=1", "Key=[a", "Key='a", "K={" * 50, "K=" + "[" * 50]
)
def test_broken_shorthand_is_refused_with_the_option_and_the_place(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        shorthand.parse("--tags", text)
    assert "Error parsing parameter '--tags'" in caught.value.message


@given(st.text("ab=,{}[]'\" ", max_size=30))
def test_any_shorthand_is_read_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert isinstance(shorthand.parse("--option", text), dict)


@pytest.mark.parametrize(
    ("service", "operation", "words", "parameters"),
    [
        ("iam", "CreateUser", ["--user-name", "x"], {"UserName": "x"}),
        ("iam", "CreateUser", ["--user-name=x=y"], {"UserName": "x=y"}),
        ("iam", "ListPolicies", ["--only-attached"], {"OnlyAttached": True}),
        ("iam", "ListPolicies", ["--no-only-attached"], {"OnlyAttached": False}),
        ("s3", "ListObjectsV2", ["--bucket", "b", "--max-keys", "7"], {"Bucket": "b", "MaxKeys": 7}),
        ("s3", "HeadObject", ["--bucket", "b", "--key", "-"], {"Bucket": "b", "Key": "-"}),
        (
            "iam",
            "SimulateCustomPolicy",
            ["--policy-input-list", "file://p", "--action-names", "s3:GetObject", "s3:PutObject"],
            {"PolicyInputList": ["{}"], "ActionNames": ["s3:GetObject", "s3:PutObject"]},
        ),
        (
            "ec2",
            "DescribeInstances",
            ["--filters", "Name=tag:env,Values=prod,test", "--dry-run"],
            {"Filters": [{"Name": "tag:env", "Values": ["prod", "test"]}], "DryRun": True},
        ),
        (
            "dynamodb",
            "GetItem",
            ["--table-name", "t", "--key", '{"id": {"N": "1"}}', "--consistent-read"],
            {"TableName": "t", "Key": {"id": {"N": "1"}}, "ConsistentRead": True},
        ),
    ],
)
def test_options_become_parameters(service: str, operation: str, words: list[str], parameters: dict[str, Any]) -> None:
    command = arguments.parse(service, models.operation(service, operation), words, {"p": "{}"})
    assert command.parameters == parameters
