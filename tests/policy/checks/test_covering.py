"""What the checks call redundant, compared with what patterns and statements match."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iamlab.evaluator.compiled import CompiledStatement, compile
from iamlab.evaluator.context import context_of
from iamlab.evaluator.request import Request
from iamlab.policy import PolicyType, parse
from iamlab.policy.checks.draft import read_draft
from iamlab.policy.checks.redundancy.covering import Budget, redundant
from iamlab.policy.checks.redundancy.meaning import Meaning, meaning_of
from iamlab.policy.containment import covers
from iamlab.policy.patterns import compile_glob

ACTIONS = ["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "iam:GetUser", "iam:PassRole"]
RESOURCES = ["arn:aws:s3:::a", "arn:aws:s3:::a/x", "arn:aws:s3:::ab/x", "arn:aws:iam::111122223333:role/r", "*"]

lists_of_actions = st.lists(
    st.sampled_from(["*", "s3:*", "s3:Get*", "S3:get*object", "s3:?etObject", "iam:*", "iam:Pass*", *ACTIONS]),
    min_size=1,
    max_size=3,
)
lists_of_resources = st.lists(
    st.sampled_from(["arn:*", "arn:aws:s3", "arn:aws:s3:::a*", "arn:aws:s3:::a/*", "arn:aws:s3:::?", *RESOURCES]),
    min_size=1,
    max_size=3,
)
conditions = st.dictionaries(
    st.sampled_from(["Bool", "BoolIfExists"]), st.just({"aws:SecureTransport": "true"}), max_size=2
)


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    action, resource = (draw(st.sampled_from([name, f"Not{name}"])) for name in ("Action", "Resource"))
    return {
        "Effect": "Allow",
        action: draw(lists_of_actions),
        resource: draw(lists_of_resources),
        "Condition": draw(conditions),
    }


def said(statement: dict[str, Any]) -> tuple[Meaning, CompiledStatement]:
    document = {"Version": "2012-10-17", "Statement": [statement]}
    draft = read_draft(document, PolicyType.IDENTITY, None)
    meaning = meaning_of(draft.statements[0], Budget(), with_variables=True)
    assert meaning is not None
    return meaning, compile(parse(document)).statements[0]


def applies(statement: CompiledStatement, action: str, resource: str, context: dict[str, str]) -> bool:
    request = Request("arn:aws:iam::111122223333:user/u", action, resource, context=context)
    return statement.matches_action(action.lower()) and statement.applies(context_of(request))


@given(statements(), statements())
def test_a_statement_that_covers_another_applies_wherever_that_applies(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    (wide, wider), (narrow, narrower) = said(one), said(other)
    if not wide.covers(narrow):
        return
    for action, resource, secure in product(ACTIONS, RESOURCES, ("true", "false", None)):
        context = {"aws:SecureTransport": secure} if secure else {}
        if applies(narrower, action, resource, context):
            assert applies(wider, action, resource, context)


@given(st.lists(st.text(alphabet="ab*?", min_size=1, max_size=4), max_size=6), st.text(alphabet="abc", max_size=5))
def test_without_the_redundant_entries_a_list_matches_the_same(entries: list[str], text: str) -> None:
    found = redundant(entries, covers, Budget())
    kept = [entry for index, entry in enumerate(entries) if index not in found]
    assert any(compile_glob(one).matches(text) for one in entries) == any(
        compile_glob(one).matches(text) for one in kept
    )
    assert not redundant(kept, covers, Budget())
    assert not set(found.values()) & found.keys()
