"""One value of Resource covers another: compared with what the evaluator matches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.policy.arns import compile_resource, parse_resource
from iamlab.policy.resource_containment import covers_resource

FIELDS = st.lists(st.sampled_from(["a", "b", "*", "?", "a*", "*b", "a*b", "", "${aws:username}", "${*}"]), max_size=3)
PATTERNS = FIELDS.map(lambda fields: "arn:aws:s3:::" + "".join(fields)) | st.sampled_from(["*", "arn:aws:s3", "arn:*"])
SAMPLES = [
    f"arn:aws:s3:::{text}" for text in ("", "a", "b", "ab", "aab", "abb", "ba", "axb", "a*b", "*", "**", "xx")
] + ["*"]


def matches(pattern: str, value: str, name: str) -> bool:
    parts = parse_resource(pattern, with_variables=True).resolve({"aws:username": name}.get)
    assert parts is not None
    return compile_resource(parts).matches(value)


@given(PATTERNS, PATTERNS, st.sampled_from(["", "a", "ab", "xx", "*"]))
def test_what_covers_matches(wide: str, narrow: str, name: str) -> None:
    if covers_resource(wide, narrow):
        assert all(matches(wide, value, name) for value in SAMPLES if matches(narrow, value, name))


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("*", "arn:aws:s3:::b", True),
        ("arn:*", "*", False),
        ("arn:aws:s3", "arn:aws:s3:::b/*", True),
        ("arn:aws:s3:::b*", "arn:aws:s3:::b/${aws:username}", True),
        ("arn:aws:s3:::b/*r*", "arn:aws:s3:::b/${aws:username}", False),
        ("arn:aws:s3:::b/?", "arn:aws:s3:::b/${aws:username}", False),
        ("arn:aws:s3:::b/${aws:username}*", "arn:aws:s3:::b/${aws:username}/x", True),
        ("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:userid}", False),
        ("arn:aws:sqs:*:1:q", "arn:aws:sqs:eu-west-1:1:q", True),
        ("arn:aws:s*s:::q", "arn:aws:sqs:::q", True),
        ("arn:aws:s*s:::q", "arn:aws:sqs:s:::q", False),
    ],
)
def test_examples(wide: str, narrow: str, expected: bool) -> None:
    assert covers_resource(wide, narrow) is expected


def test_without_variables_a_placeholder_is_text() -> None:
    assert covers_resource("arn:aws:s3:::*user*", "arn:aws:s3:::${aws:username}", with_variables=False)


def test_what_holds_characters_for_private_use_is_not_decided() -> None:
    assert not covers_resource("arn:aws:s3:::\ue000*", "arn:aws:s3:::${aws:username}a")
