"""Whatever goes in, the only exception that comes out is PolicyError."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.policy import PolicyError, PolicyType, parse, pretty

WORDS = st.sampled_from(
    [
        "Version",
        "Id",
        "Statement",
        "Sid",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "Principal",
        "Condition",
        "2012-10-17",
        "Allow",
        "*",
        "AWS",
        "Null",
        "s3:GetObject",
        "arn:aws:s3:::b/*",
        "${aws:username}",
        "StringLike",
        "ForAnyValue:Bool",
        "aws:TagKeys",
    ]
)
TEXTS = WORDS | st.text()
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=5),
    max_leaves=30,
)
TYPES = st.sampled_from(list(PolicyType))


@given(document=JSON, policy_type=TYPES)
@settings(max_examples=300, deadline=None)
def test_any_json_is_a_policy_or_a_policy_error(document: Any, policy_type: PolicyType) -> None:
    for given_as in (json.dumps(document), document):
        if isinstance(given_as, str | dict):
            try:
                parse(given_as, policy_type)
            except PolicyError as error:
                assert error.problems
                assert all(one.message for one in error.problems)


@given(text=st.text(alphabet=st.characters(codec=None)) | st.text(alphabet='{}[]",:\\u0d8/* \n\t#x1-eE.'))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_policy_or_a_policy_error(text: str) -> None:
    for reader in (parse, pretty):
        try:
            reader(text)
        except PolicyError as error:
            for one in error.problems:
                assert one.line is not None
                assert one.column is not None
                assert 1 <= one.line <= text.count("\n") + 1
                assert 1 <= one.column <= len(text.split("\n")[one.line - 1]) + 1
