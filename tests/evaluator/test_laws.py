"""Laws that hold for every policy and every request ("Policy evaluation logic")."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.evaluator import Layers, Request, authorize, compile, explain
from iamlab.policy import parse
from tests.evaluator.support import attached, policy, request

ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "ec2:RunInstances", "iam:CreateUser"]
RESOURCES = ["arn:aws:s3:::a", "arn:aws:s3:::a/x", "arn:aws:s3:::a/jane.doe/x", "arn:aws:s3:::b/x", "*"]
ACTION_PATTERNS = [*ACTIONS, "*", "s3:*", "s3:Get*", "S3:*object", "ec2:*"]
RESOURCE_PATTERNS = [
    *RESOURCES,
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::?/x",
    "arn:aws:s3:::a/${aws:username}/*",
    "arn:aws:s3:::*",
]
CONDITIONS = [
    {},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"StringNotEquals": {"aws:PrincipalTag/team": ["blue", "red"]}},
    {"ForAllValues:StringLike": {"aws:TagKeys": ["t*"]}},
    {"StringEquals": {"aws:username": "${aws:PrincipalTag/team}"}},
]


def some(values: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


@st.composite
def statements(draw: st.DrawFn, effects: Sequence[str] = ("Allow", "Deny")) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "Effect": draw(st.sampled_from(effects)),
        draw(st.sampled_from(["Action", "Action", "NotAction"])): draw(some(ACTION_PATTERNS)),
        draw(st.sampled_from(["Resource", "Resource", "NotResource"])): draw(some(RESOURCE_PATTERNS)),
    }
    condition = draw(st.sampled_from(CONDITIONS))
    return {**statement, "Condition": condition} if condition else statement


@st.composite
def requests(draw: st.DrawFn) -> Request:
    context: dict[str, Any] = {}
    if draw(st.booleans()):
        context["aws:MultiFactorAuthPresent"] = draw(st.sampled_from(["true", "false"]))
    if draw(st.booleans()):
        context["aws:PrincipalTag/team"] = draw(st.sampled_from(["blue", "green", "jane.doe"]))
    if draw(st.booleans()):
        context["aws:TagKeys"] = draw(st.lists(st.sampled_from(["team", "owner"]), max_size=2))
    action, resource = draw(st.sampled_from(ACTIONS)), draw(st.sampled_from(RESOURCES))
    return request({"action": action, "resource": resource, "context": context})


LAW = settings(deadline=None)
DOCUMENTS = st.lists(statements(), min_size=1, max_size=4)
STACKS = st.lists(DOCUMENTS, max_size=3)


def layers(stack: list[list[dict[str, Any]]], **more: Any) -> Layers:
    named = tuple(attached(f"p{place}", policy(*document)) for place, document in enumerate(stack))
    return Layers(identity=named, **more)


@LAW
@given(asked=requests(), stack=STACKS, deny=statements(effects=["Deny"]))
def test_adding_a_deny_never_allows_more(asked: Request, stack: list[Any], deny: Any) -> None:
    if authorize(asked, layers([*stack, [deny]])).allowed:
        assert authorize(asked, layers(stack)).allowed


@LAW
@given(asked=requests(), stack=STACKS, allow=statements(effects=["Allow"]))
def test_adding_an_allow_never_denies_more(asked: Request, stack: list[Any], allow: Any) -> None:
    if authorize(asked, layers(stack)).allowed:
        assert authorize(asked, layers([*stack, [allow]])).allowed


@LAW
@given(asked=requests(), stack=STACKS, data=st.data())
def test_the_order_of_statements_and_policies_does_not_matter(
    asked: Request, stack: list[Any], data: st.DataObject
) -> None:
    shuffled = [data.draw(st.permutations(document)) for document in data.draw(st.permutations(stack))]
    assert authorize(asked, layers(shuffled)).outcome == authorize(asked, layers(stack)).outcome


@LAW
@given(asked=requests(), stack=STACKS)
def test_one_policy_of_all_statements_is_the_same_as_many(asked: Request, stack: list[Any]) -> None:
    joined = [[statement for document in stack for statement in document]] if stack else []
    assert authorize(asked, layers(joined)).outcome == authorize(asked, layers(stack)).outcome


@LAW
@given(asked=requests(), stack=STACKS)
def test_the_case_of_action_names_does_not_matter(asked: Request, stack: list[Any]) -> None:
    def upper(statement: dict[str, Any]) -> dict[str, Any]:
        return {
            key: [name.upper() for name in value] if key.endswith("Action") else value
            for key, value in statement.items()
        }

    shouted = [[upper(statement) for statement in document] for document in stack]
    assert authorize(asked, layers(shouted)).outcome == authorize(asked, layers(stack)).outcome


@LAW
@given(asked=requests(), document=DOCUMENTS)
def test_splitting_a_statement_by_value_does_not_matter(asked: Request, document: list[Any]) -> None:
    split: list[Any] = []
    for statement in document:
        split += (
            [{**statement, "Action": name} for name in statement["Action"]] if "Action" in statement else [statement]
        )
    assert authorize(asked, layers([split])).outcome == authorize(asked, layers([document])).outcome


@LAW
@given(asked=requests(), stack=STACKS, limit=DOCUMENTS)
def test_a_boundary_or_a_service_control_policy_never_widens(asked: Request, stack: list[Any], limit: Any) -> None:
    cap = attached("cap", policy(*limit))
    free = authorize(asked, layers(stack)).allowed
    for bound in (layers(stack, boundary=cap), layers(stack, service_control=((cap,),))):
        limited = authorize(asked, bound).allowed
        assert limited <= free
        assert limited == (free and authorize(asked, layers([limit])).allowed)


@LAW
@given(asked=requests(), stack=STACKS, limit=DOCUMENTS)
def test_explain_decides_as_authorize_does(asked: Request, stack: list[Any], limit: Any) -> None:
    bound = layers(stack, boundary=attached("cap", policy(*limit)))
    trace = explain(asked, bound)
    assert trace.decision == authorize(asked, bound)
    assert any(layer.state == "denies" for layer in trace.layers) == (trace.decision.outcome == "explicitDeny")


@LAW
@given(document=DOCUMENTS, action=st.sampled_from(ACTIONS))
def test_the_index_finds_just_the_statements_whose_action_matches(document: list[Any], action: str) -> None:
    compiled = compile(parse(policy(*document)))
    every = [statement for statement in compiled.statements if statement.matches_action(action.lower())]
    assert compiled.about(action.lower()) == every
