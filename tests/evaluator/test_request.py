"""Requests: what is accepted, and the keys that follow from who calls."""

from typing import Any

import pytest

from iamlab.evaluator import Request, RequestError
from iamlab.evaluator.context import context_of

JANE = "arn:aws:iam::123456789012:user/staff/jane"
GOOD: dict[str, Any] = {"principal": JANE, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}

REFUSED: list[tuple[str, object, str]] = [
    ("principal", "jane", "names no caller"),
    ("principal", "arn:aws:iam::123456789012:group/Admins", "names no caller"),
    ("principal", "arn:aws:iam::12345:user/jane", "names no caller"),
    ("principal", "arn:aws:iam::123456789012:user/", "names no caller"),
    ("principal", "arn:aws:sts::123456789012:assumed-role/R", "names no caller"),
    ("principal", "", "a string is needed"),
    ("principal", 7, "a string is needed here, not int"),
    ("action", "GetObject", "not written service:Operation"),
    ("action", "s3:*", "not written service:Operation"),
    ("resource", "bucket", "neither an ARN nor"),
    ("resource", "arn:" + "x" * 3000, "3,004 characters; 2,048 is the most"),
    ("resource_account", "1234", "not twelve digits"),
    ("resource_account", 123456789012, "twelve digits in quotes"),
    ("context", ["aws:SourceIp"], "must map condition keys"),
    ("context", {"": "x"}, "not a condition key"),
    ("context", {"aws:SourceIp": None}, "context.aws:SourceIp"),
    ("context", {"aws:SourceIp": {"a": "b"}}, "context.aws:SourceIp"),
    ("context", {"aws:TagKeys": ["a", None]}, "context.aws:TagKeys"),
    ("context", {"aws:TagKeys": ["a"] * 1001}, "1,001 values"),
    ("context", {"aws:UserAgent": "x" * 3000}, "3,000 characters"),
]


@pytest.mark.parametrize(("field", "value", "words"), REFUSED)
def test_a_request_that_makes_no_sense_is_refused_by_field(field: str, value: object, words: str) -> None:
    with pytest.raises(RequestError, match=words) as error:
        Request(**{**GOOD, field: value})
    assert str(error.value).startswith(field)


# principal -> the keys that follow. Source: "IAM policy elements: Variables and tags", principal key values.
KEYS = [
    (JANE, {"aws:principalarn": JANE, "aws:principaltype": "User", "aws:username": "jane"}),
    (
        "arn:aws:iam::123456789012:root",
        {
            "aws:principalarn": "arn:aws:iam::123456789012:root",
            "aws:principaltype": "Account",
            "aws:userid": "123456789012",
            "aws:username": None,
        },
    ),
    (
        "arn:aws:sts::123456789012:assumed-role/Reader/s1",
        {
            "aws:principalarn": "arn:aws:iam::123456789012:role/Reader",
            "aws:principaltype": "AssumedRole",
            "aws:principalaccount": "123456789012",
            "aws:username": None,
        },
    ),
    (
        "arn:aws:sts::123456789012:federated-user/bob",
        {"aws:principaltype": "FederatedUser", "aws:userid": "123456789012:bob", "aws:username": None},
    ),
    ("ec2.amazonaws.com", {"aws:principalisawsservice": "true", "aws:principalservicename": "ec2.amazonaws.com"}),
    (
        "*",
        {
            "aws:principaltype": "Anonymous",
            "aws:principalaccount": "anonymous",
            "aws:userid": "anonymous",
            "aws:principalarn": None,
            "aws:principalisawsservice": None,
        },
    ),
    ("accounts.google.com", {"aws:federatedprovider": "accounts.google.com", "aws:principalarn": None}),
    ("arn:aws:iam::123456789012:saml-provider/Okta", {"aws:federatedprovider": None, "aws:principalaccount": None}),
]


@pytest.mark.parametrize(("principal", "keys"), KEYS, ids=[row[0] for row in KEYS])
def test_keys_that_follow_from_the_caller(principal: str, keys: dict[str, str | None]) -> None:
    context = context_of(Request(**{**GOOD, "principal": principal}))
    assert {key: context.lookup(key) for key in keys} == keys


def test_given_keys_count_and_their_names_ignore_case() -> None:
    context = context_of(Request(**GOOD, context={"AWS:UserName": "joe", "aws:TagKeys": ["a", "b"]}))
    assert context.values_of("aws:username") == ("joe",)
    assert context.values_of("aws:tagkeys") == ("a", "b")
    assert context.lookup("aws:tagkeys") is None


def test_booleans_and_numbers_become_text() -> None:
    request = Request(**GOOD, context={"aws:SecureTransport": True, "s3:max-keys": 10})  # type: ignore[dict-item]
    assert dict(request.context) == {"aws:SecureTransport": ("true",), "s3:max-keys": ("10",)}
