"""Whatever a policy says and a request asks, there is a decision and a trace."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.evaluator import AttachedPolicy, Layers, Request, RequestError, authorize, compile, explain
from iamlab.policy import parse
from iamlab.policy.conditions.operators import NAMES, NULL

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
PIECES = st.sampled_from(
    ["*", "?", ":", "/", "${aws:username}", "${", "}", "${*}", "${a:b, 'c'}", "a", "s3", "arn:aws:"]
)
PATTERNS = st.lists(PIECES | TEXT, max_size=8).map("".join)
SUFFIXED = [*NAMES, *(f"{name}IfExists" for name in NAMES if name != NULL)]
OPERATORS = [*SUFFIXED, *(f"ForAllValues:{name}" for name in SUFFIXED), *(f"ForAnyValue:{name}" for name in SUFFIXED)]
KEYS = st.sampled_from(["aws:username", "aws:SourceIp", "aws:TagKeys", "s3:prefix", "aws:CurrentTime"])
VALUES = PATTERNS | st.sampled_from(["10.0.0.0/8", "::1", "2020-01-01T00:00:00Z", "1e5", "true", "QQ==", "-1", "2020"])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    statement = {
        "Effect": draw(st.sampled_from(["Allow", "Deny"])),
        draw(st.sampled_from(["Action", "NotAction"])): draw(st.sampled_from(["*", "s3:*", "s3:?et*", "s3:GetObject"])),
        draw(st.sampled_from(["Resource", "NotResource"])): draw(st.lists(PATTERNS.map("arn:{}".format), max_size=3)),
        "Condition": draw(
            st.dictionaries(
                st.sampled_from(OPERATORS), st.dictionaries(KEYS, st.lists(VALUES, max_size=3), max_size=2), max_size=2
            )
        ),
    }
    return {"Version": draw(st.sampled_from(["2012-10-17", "2008-10-17"])), "Statement": [statement]}


@given(
    document=documents(),
    resource=PATTERNS.map("arn:{}".format) | st.just("*"),
    context=st.dictionaries(KEYS, VALUES | st.lists(VALUES, max_size=3), max_size=4),
)
@settings(max_examples=300, deadline=None)
def test_every_policy_decides_every_request(document: Any, resource: str, context: Any) -> None:
    layers = Layers(identity=(AttachedPolicy("p", compile(parse(document))),))
    request = Request("arn:aws:iam::123456789012:user/jane", "s3:GetObject", resource, None, context)
    trace = explain(request, layers)
    assert trace.decision == authorize(request, layers)
    assert json.loads(json.dumps(trace.as_dict()))["decision"] == trace.decision.outcome


ANYTHING = (
    st.none() | st.integers() | st.floats() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
)


@given(principal=ANYTHING, action=ANYTHING, resource=ANYTHING, account=ANYTHING, context=ANYTHING)
@settings(deadline=None)
def test_anything_for_a_request_is_accepted_or_refused_as_a_request(
    principal: Any, action: Any, resource: Any, account: Any, context: Any
) -> None:
    good: dict[str, Any] = {
        "principal": "arn:aws:iam::123456789012:user/jane",
        "action": "s3:GetObject",
        "resource": "*",
        "resource_account": None,
        "context": {},
    }
    given_fields = {
        "principal": principal,
        "action": action,
        "resource": resource,
        "resource_account": account,
        "context": context,
    }
    for field, value in given_fields.items():
        try:
            authorize(Request(**{**good, field: value}), Layers())
        except RequestError as error:
            assert str(error).startswith(field)
