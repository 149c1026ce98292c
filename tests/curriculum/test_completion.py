"""What the editor offers where the cursor is."""

import pytest
from django.test import Client

from iamlab.policy import PolicyType
from lessons.curriculum.completion import Place, Role, suggest
from lessons.curriculum.completion.suggestion import MOST

CONDITION = ("Statement", "Condition")


@pytest.mark.parametrize(
    ("path", "role", "prefix", "expected"),
    [
        ((), "key", "", "Statement"),
        (("Version",), "value", "2", "2012-10-17"),
        (("Statement",), "key", "Eff", "Effect"),
        (("Statement", "Effect"), "value", "", "Allow"),
        (("Statement", "Action"), "value", "s", "s3:"),
        (("Statement", "Action"), "value", "S3:getobj", "s3:GetObject"),
        (("Action",), "value", "s3:GetObj", "s3:GetObject"),
        (("Statement", "Resource"), "value", "arn", "arn:aws:s3:::${BucketName}/${ObjectName}"),
        (("Statement", "Resource"), "value", "arn:aws:s3:::home/${aws:usern", "arn:aws:s3:::home/${aws:username}"),
        (("Statement", "Principal"), "key", "", "AWS"),
        (("Statement", "Principal", "Service"), "value", "lam", "lambda.amazonaws.com"),
        (CONDITION, "key", "stringl", "StringLike"),
        (CONDITION, "key", "F", "ForAllValues:"),
        (CONDITION, "key", "ForAny", "ForAnyValue:StringLike"),
        (CONDITION, "key", "ForAllValues:StringE", "ForAllValues:StringEquals"),
        ((*CONDITION, "Bool"), "key", "aws:secure", "aws:SecureTransport"),
        ((*CONDITION, "StringEquals"), "key", "s3:ExistingObjectTag", "s3:ExistingObjectTag/"),
        ((*CONDITION, "Bool", "aws:SecureTransport"), "value", "", "true"),
        ((*CONDITION, "Null", "aws:TokenIssueTime"), "value", "", "false"),
        ((*CONDITION, "StringEquals", "aws:RequestedRegion"), "value", "eu-c", "eu-central-1"),
        ((*CONDITION, "StringEquals", "aws:PrincipalType"), "value", "", "AssumedRole"),
        ((*CONDITION, "StringLike", "s3:prefix"), "value", "${aws:PrincipalT", "${aws:PrincipalTag/TAG}"),
    ],
)
def test_a_place_has_its_names(path: tuple[str, ...], role: str, prefix: str, expected: str) -> None:
    place = Place(path, Role(role), actions=("s3:GetObject",))
    assert expected in [one.name for one in suggest(place, prefix)]


@pytest.mark.parametrize(
    ("path", "role"),
    [(("Statement", "Sid"), "value"), (("Nonsense", "Deep"), "key"), (("Statement", "Condition"), "value")],
)
def test_where_nothing_is_known_nothing_is_offered(path: tuple[str, ...], role: str) -> None:
    assert suggest(Place(path, Role(role)), "") == []


def test_a_policy_type_has_only_its_elements() -> None:
    def elements(kind: PolicyType) -> list[str]:
        return [one.name for one in suggest(Place(("Statement",), Role.KEY, kind), "")]

    assert "Principal" not in elements(PolicyType.IDENTITY)
    assert "Principal" in elements(PolicyType.RESOURCE)
    assert "Resource" not in elements(PolicyType.TRUST)


def test_keys_of_the_operators_type_come_first() -> None:
    keys = [one.meta for one in suggest(Place((*CONDITION, "IpAddress"), Role.KEY), "")]
    assert keys[0] == "IPAddress"


def test_answers_are_bounded_and_quick_for_a_star() -> None:
    assert len(suggest(Place((*CONDITION, "StringEquals"), Role.KEY, actions=("ec2:*", "iam:*", "*")), "")) == MOST


def test_the_editor_asks_by_place(client: Client) -> None:
    fields = {"path": ["Statement", "Action"], "role": "value", "prefix": "s3:GetOb", "policy_type": "identity"}
    answer = client.get("/policy/complete/", fields)
    assert "max-age" in answer["Cache-Control"]
    first = answer.json()["suggestions"][0]
    assert first == {"name": "s3:GetObject", "meta": "Read", "description": "Retrieve objects from Amazon S3"}


def test_nonsense_is_answered_with_nothing(client: Client) -> None:
    fields = {"path": ["x" * 5_000] * 50, "role": "?", "prefix": "y" * 5_000, "action": ["z"] * 500}
    assert client.get("/policy/complete/", fields).json() == {"suggestions": []}
