"""Laws that hold for every policy of every layer and every request ("Policy evaluation logic")."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from iamlab.evaluator import authorize, explain
from iamlab.evaluator.case import decide_case, read_case
from tests.evaluator.generated import cases, documents, statements

LAW = settings(deadline=None)
LISTS = ("identity_policies", "session_policies", "endpoint_policies")
SINGLE = ("permissions_boundary", "resource_policy")
LEVELS = ("service_control_policies", "resource_control_policies")
WITH_PRINCIPAL = ("resource_policy", "endpoint_policies", "resource_control_policies")
LIMITS = ("permissions_boundary", *LEVELS, "endpoint_policies", "session_policies")

Document = dict[str, Any]


def allowed(case: dict[str, Any]) -> bool:
    return bool(decide_case(read_case(case))["decision"] == "allowed")


def outcome(case: dict[str, Any]) -> tuple[str, str]:
    answer = decide_case(read_case(case))
    return answer["decision"], answer["decided_by"]


def documents_of(case: dict[str, Any]) -> Iterator[tuple[str, Document]]:
    """Every document of a case with the field that holds it."""
    for field in LISTS:
        for document in case.get(field, []):
            yield field, document
    for field in SINGLE:
        if case.get(field):
            yield field, case[field]
    for field in LEVELS:
        for level in case.get(field, []):
            for document in level:
                yield field, document


def fitting(case: dict[str, Any], field: str, statement: Document) -> Document:
    """The statement with the elements that the field's type of policy asks for."""
    kept = dict(statement)
    if field in WITH_PRINCIPAL:
        kept.setdefault("Principal", "*")
    if field == "resource_policy" and ":role/" in case["request"]["resource"]:
        kept = {name: value for name, value in kept.items() if name not in ("Resource", "NotResource")}
    if field == "resource_control_policies":
        kept = {name: value for name, value in kept.items() if name != "NotAction"} | {"Action": "s3:*"}
    return kept


@LAW
@given(case=cases(), data=st.data())
def test_adding_a_deny_never_allows_more(case: dict[str, Any], data: st.DataObject) -> None:
    more = copy.deepcopy(case)
    found = list(documents_of(more))
    assume(found)
    field, document = data.draw(st.sampled_from(found))
    document["Statement"].append(fitting(case, field, data.draw(statements(effects=["Deny"]))))
    assert allowed(more) <= allowed(case)


@LAW
@given(case=cases(), data=st.data())
def test_adding_an_allow_never_denies_more(case: dict[str, Any], data: st.DataObject) -> None:
    more = copy.deepcopy(case)
    found = [(field, one) for field, one in documents_of(more) if field != "resource_control_policies"]
    assume(found)
    field, document = data.draw(st.sampled_from(found))
    document["Statement"].append(fitting(case, field, data.draw(statements(effects=["Allow"]))))
    assert allowed(case) <= allowed(more)


@LAW
@given(case=cases(), added=documents())
def test_one_more_identity_policy_of_allows_never_denies_more(case: dict[str, Any], added: Document) -> None:
    added = {**added, "Statement": [{**one, "Effect": "Allow"} for one in added["Statement"]]}
    more = {**case, "identity_policies": [*case["identity_policies"], added]}
    assert allowed(case) <= allowed(more)


@LAW
@given(case=cases(), data=st.data())
def test_the_order_of_statements_policies_and_levels_does_not_matter(case: dict[str, Any], data: st.DataObject) -> None:
    shuffled = copy.deepcopy(case)
    for _, document in documents_of(shuffled):
        document["Statement"] = data.draw(st.permutations(document["Statement"]))
    for field in (*LISTS, *LEVELS):
        if field in shuffled:
            shuffled[field] = data.draw(st.permutations(shuffled[field]))
    assert outcome(shuffled) == outcome(case)


@LAW
@given(case=cases())
def test_one_policy_of_all_statements_is_the_same_as_many(case: dict[str, Any]) -> None:
    assume(case["identity_policies"])
    same = [{**one, "Version": "2012-10-17"} for one in case["identity_policies"]]
    joined = {"Version": "2012-10-17", "Statement": [one for document in same for one in document["Statement"]]}
    assert outcome({**case, "identity_policies": [joined]}) == outcome({**case, "identity_policies": same})


@LAW
@given(case=cases())
def test_the_case_of_action_names_does_not_matter(case: dict[str, Any]) -> None:
    shouted = copy.deepcopy(case)
    shouted["request"]["action"] = case["request"]["action"].upper()
    for _, document in documents_of(shouted):
        for statement in document["Statement"]:
            for element in ("Action", "NotAction"):
                if isinstance(statement.get(element), list):
                    statement[element] = [name.upper() for name in statement[element]]
    assert outcome(shouted) == outcome(case)


@LAW
@given(case=cases())
def test_splitting_statements_by_value_does_not_matter(case: dict[str, Any]) -> None:
    split = copy.deepcopy(case)
    for _, document in documents_of(split):
        for element in ("Action", "Resource"):
            document["Statement"] = [part for one in document["Statement"] for part in _by_value(one, element)]
    for document in [split["resource_policy"]] if split.get("resource_policy") else []:
        document["Statement"] = [part for statement in document["Statement"] for part in _by_principal(statement)]
    assert outcome(split) == outcome(case)


def _by_value(statement: Document, element: str) -> list[Document]:
    values = statement.get(element)
    return [{**statement, element: value} for value in values] if isinstance(values, list) else [statement]


def _by_principal(statement: Document) -> list[Document]:
    principal = statement.get("Principal")
    if not isinstance(principal, dict):
        return [statement]
    pairs = [
        (kind, name) for kind, names in principal.items() for name in (names if isinstance(names, list) else [names])
    ]
    return [{**statement, "Principal": {kind: name}} for kind, name in pairs]


@LAW
@given(case=cases(), field=st.sampled_from(LIMITS))
def test_a_limit_never_widens(case: dict[str, Any], field: str) -> None:
    # A federated user has no permissions at all without a session policy, so that this one limit opens the door.
    assume(not (field == "session_policies" and "federated-user" in case["request"]["principal"]))
    unlimited = {name: value for name, value in case.items() if name != field}
    assert allowed(case) <= allowed(unlimited)


@LAW
@given(case=cases())
def test_explain_decides_as_authorize_does(case: dict[str, Any]) -> None:
    question = read_case(case)
    trace = explain(question.request, question.layers)
    assert trace.decision == authorize(question.request, question.layers)
    denied = any(layer.state == "denies" for layer in trace.layers)
    if trace.decision.decided_by != "default":
        assert denied == (trace.decision.outcome == "explicitDeny")
