"""What is compiled for speed decides as what is compiled the plain way."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.evaluator import Request, compile
from iamlab.evaluator.action_index import ActionIndex
from iamlab.evaluator.context import context_of
from iamlab.evaluator.resources import compile_resources
from iamlab.policy import Statement, parse
from iamlab.policy.arns import compile_resource, parse_resource
from iamlab.policy.patterns import compile_glob

JANE = "arn:aws:iam::123456789012:user/jane"
ARNS = st.sampled_from(
    ["*", "arn:aws:s3:::b", "arn:aws:s3:::b/k", "arn:aws:s3:::", "arn:aws:sqs:r:1:q", "arn:aws:sqs:r:1:q:s", "arn:aws"]
)
VALUES = st.lists(
    st.sampled_from(["arn:aws:", "s3", "sqs", ":", ":::", "*", "?", "b", "/", "k", "q", "r", "1", "${aws:username}"]),
    max_size=8,
).map("".join) | ARNS.map(lambda arn: f"{arn}*")
PATTERNS = st.lists(st.sampled_from(["s3", ":", "*", "?", "Get", "g", "Object"]), max_size=6).map("".join)


@given(value=VALUES, resource=ARNS, with_variables=st.booleans())
@settings(max_examples=500, deadline=None)
def test_values_that_need_no_pattern_match_as_their_pattern_does(
    value: str, resource: str, with_variables: bool
) -> None:
    context = context_of(Request(JANE, "s3:GetObject", resource))
    parts = parse_resource(value, with_variables=with_variables).resolve(context.lookup)
    expected = parts is not None and compile_resource(parts).matches(resource)
    for place, negated in ((Statement(0, None, "Allow", resources=(value,)), False),
                           (Statement(0, None, "Allow", not_resources=(value,)), True)):  # fmt: skip
        compiled = compile_resources(place, with_variables=with_variables)
        assert compiled is not None
        assert compiled.match(context) == (expected != negated)


@given(patterns=st.lists(PATTERNS, max_size=5), negated=st.booleans(), action=PATTERNS)
@settings(max_examples=500, deadline=None)
def test_the_index_finds_what_a_look_at_each_pattern_finds(patterns: list[str], negated: bool, action: str) -> None:
    names = tuple(patterns)
    of_all = Statement(0, None, "Allow", not_actions=names) if negated else Statement(0, None, "Allow", actions=names)
    of_each = [Statement(0, None, "Allow", actions=(name,)) for name in names]
    action = action.lower()
    hits = [compile_glob(name.lower()).matches(action) for name in names]
    assert ActionIndex([of_all]).matching(action) == ([0] if names and any(hits) != negated else [])
    assert ActionIndex(of_each).matching(action) == [place for place, hit in enumerate(hits) if hit]


@given(values=st.lists(VALUES, min_size=1, max_size=30), resource=ARNS)
@settings(max_examples=300, deadline=None)
def test_a_statement_that_the_resource_index_rules_out_does_not_apply(values: list[str], resource: str) -> None:
    allow = {"Effect": "Allow", "Action": "s3:*"}
    every = [{**allow, "Resource": f"arn:aws:{value}" if value != "*" else value} for value in values]
    policy = compile(parse({"Version": "2012-10-17", "Statement": [*every, {**allow, "NotResource": "arn:aws:x"}]}))
    context = context_of(Request(JANE, "s3:GetObject", resource))
    asked = list(policy.concerning(context))
    assert [one for one in policy.statements if one in asked] == asked
    assert [one for one in policy.statements if one.applies(context)] == [one for one in asked if one.applies(context)]


def test_a_statement_that_no_action_concerns_is_never_compiled() -> None:
    def element(statement: Any, name: str) -> bool:
        return hasattr(statement, name)

    put = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}
    policy = compile(parse({"Statement": [put, {**put, "Action": "s3:GetObject"}]}))
    context = context_of(Request(JANE, "s3:GetObject", "arn:aws:s3:::b/k"))
    assert [one.applies(context) for one in policy.about("s3:getobject")] == [True]
    assert [element(one, "_resources") for one in policy.statements] == [False, True]


@pytest.mark.parametrize("rounds", [1, 2])
def test_asking_about_many_actions_forgets_nothing(rounds: int) -> None:
    policy = compile(parse({"Statement": {"Effect": "Allow", "Action": "s3:A*", "Resource": "*"}}))
    for _ in range(rounds):
        for number in range(300):
            assert len(policy.about(f"s3:a{number}")) == 1
            assert len(policy.about(f"s3:b{number}")) == 0
