"""Evaluation cases: what is read, what is refused and where, and the form of the answer."""

import json
from typing import Any

import pytest

from iamlab.evaluator.case import CaseError, decide_case, read_case
from iamlab.policy import PolicyType

JANE = "arn:aws:iam::123456789012:user/jane"
REQUEST = {"principal": JANE, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}
ALLOW: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Sid": "Read", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
}
PUBLIC = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}
TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": JANE}, "Action": "sts:AssumeRole"}]}
UNKNOWN = {"Statement": {**ALLOW["Statement"][0], "Condition": {"Is": {"a:b": "c"}}}}
TEXT = '{\n "Version": "2012-10-17",\n "Statement": {"Effect": "Permit", "Action": "s3:*", "Resource": "*"}\n}'


def case(**fields: Any) -> dict[str, Any]:
    return {"id": "c1", "request": REQUEST, **fields}


def test_the_answer_has_the_fields_of_the_contract() -> None:
    assert decide_case(read_case(case(identity_policies=[ALLOW]))) == {
        "id": "c1",
        "decision": "allowed",
        "decided_by": "identity",
        "statements": [{"policy": "identity_policies[0]", "sid": "Read", "index": 0}],
        "message": "",
    }


def test_a_denial_has_a_message() -> None:
    answer = decide_case(read_case(case()))
    assert answer["decision"] == "implicitDeny"
    assert answer["statements"] == []
    assert answer["message"] == (
        f'User: {JANE} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" '
        "because no identity-based policy allows the s3:GetObject action"
    )


def test_explained_adds_the_trace() -> None:
    answer = decide_case(read_case(case(identity_policies=[ALLOW])), explained=True)
    assert answer["trace"]["decision"] == "allowed"
    assert json.loads(json.dumps(answer)) == answer


PLACES = [
    ({"identity_policies": [{}, ALLOW]}, "identity_policies[1]"),
    ({"identity_policies": [ALLOW], "permissions_boundary": "deny"}, "permissions_boundary"),
    ({"service_control_policies": [[ALLOW], [ALLOW, "deny"]]}, "service_control_policies[1][1]"),
    ({"resource_control_policies": [[], ["deny for all"]]}, "resource_control_policies[1][0]"),
    ({"resource_policy": "deny for all"}, "resource_policy"),
    ({"endpoint_policies": ["deny for all"]}, "endpoint_policies[0]"),
]


@pytest.mark.parametrize(("fields", "place"), PLACES, ids=[place for _, place in PLACES])
def test_statements_are_named_by_the_place_of_their_policy(fields: dict[str, Any], place: str) -> None:
    statement: dict[str, Any] = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
    documents = {"deny": {"Statement": statement}, "deny for all": {"Statement": {**statement, "Principal": "*"}}}
    silent = {"Statement": [{**statement, "Action": "ec2:*"}]}

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(member) for member in value]
        return documents[value] if isinstance(value, str) else value or silent

    answer = decide_case(read_case(case(**{name: filled(value) for name, value in fields.items()})))
    assert [one["policy"] for one in answer["statements"]] == [place]


def test_a_document_may_be_text_and_a_case_may_be_text() -> None:
    as_text = json.dumps(case(identity_policies=[json.dumps(ALLOW)]))
    assert decide_case(read_case(as_text)) == decide_case(read_case(case(identity_policies=[ALLOW])))


def test_optional_fields_may_be_absent_or_null_and_others_are_ignored() -> None:
    read = read_case(case(identity_policies=None, permissions_boundary=None, expected="allowed", note=[1]))
    assert read == read_case(case())


def test_a_case_needs_no_id_and_keeps_the_one_it_has() -> None:
    assert decide_case(read_case({"request": REQUEST}))["id"] is None
    assert decide_case(read_case({"id": 7, "request": REQUEST}))["id"] == 7


def test_the_resource_says_what_kind_of_resource_policy_it_has() -> None:
    role = {**REQUEST, "action": "sts:AssumeRole", "resource": "arn:aws:iam::123456789012:role/R"}
    read = read_case({"request": role, "resource_policy": TRUST})
    assert read.layers.resource is not None
    assert read.layers.resource.policy.source.policy_type is PolicyType.TRUST
    with pytest.raises(CaseError, match="Resource"):
        read_case({"request": role, "resource_policy": PUBLIC})


def test_documents_are_compiled_once() -> None:
    one, two = (read_case(case(identity_policies=[dict(ALLOW), json.dumps(ALLOW)])).layers.identity for _ in range(2))
    assert [place.policy is again.policy for place, again in zip(one, two, strict=True)] == [True, True]
    other_type = read_case(case(permissions_boundary=ALLOW)).layers.boundary
    assert other_type is not None
    assert other_type.policy is not one[0].policy


REFUSED: list[tuple[str, Any, str]] = [
    ("a list", [case()], "A case is an object, not a list"),
    ("no request", {"id": "c1"}, "request: an object is needed here, not null."),
    ("a request of another type", case(request=[1]), "request: an object is needed here, not a list."),
    ("an id of another type", case(id=[1]), "id: a string is needed here, not a list."),
    ("no principal", case(request={"action": "a:b", "resource": "*"}), "request.principal: a string is needed here"),
    ("a principal of another type", case(request={**REQUEST, "principal": 1}), "request.principal: "),
    ("a principal that is none", case(request={**REQUEST, "principal": "jane"}), "request.principal: 'jane' names no"),
    ("an action that is none", case(request={**REQUEST, "action": "GetObject"}), "request.action: "),
    ("an action with a wildcard", case(request={**REQUEST, "action": "s3:*"}), "request.action: "),
    ("a resource that is none", case(request={**REQUEST, "resource": "b/k"}), "request.resource: "),
    ("an account that is none", case(request={**REQUEST, "resource_account": "12"}), "request.resource_account: "),
    ("an account as a number", case(request={**REQUEST, "resource_account": 123456789012}), "request.resource_account"),
    ("a context of another type", case(request={**REQUEST, "context": []}), "request.context: an object is needed"),
    ("a context value", case(request={**REQUEST, "context": {"s3:prefix": 1}}), "request.context.s3:prefix: a string"),
    ("a context object", case(request={**REQUEST, "context": {"a:b": {}}}), "request.context.a:b: a string or a list"),
    ("a context member", case(request={**REQUEST, "context": {"a:b": ["x", 1]}}), "request.context.a:b[1]: a string"),
    ("no list", case(identity_policies=ALLOW), "identity_policies: a list is needed here, not an object."),
    ("a list too many", case(identity_policies=[[ALLOW]]), "identity_policies[0]: a policy document is needed here"),
    ("a list too few", case(service_control_policies=[ALLOW]), "service_control_policies[0]: a list is needed here"),
    ("a level of null", case(service_control_policies=[None]), "service_control_policies[0]: a list of documents"),
    ("a document of null", case(identity_policies=[None]), "identity_policies[0]: a policy document is needed here"),
    ("a document as a number", case(permissions_boundary=1), "permissions_boundary: a policy document is needed here"),
    ("text that is no JSON", case(identity_policies=["{"]), "identity_policies[0]: line 1, column "),
    ("a fault in a text", case(identity_policies=[ALLOW, TEXT]), "identity_policies[1]: Statement.Effect, line 3, "),
    ("a fault in an object", case(session_policies=[{"Statement": [{}]}]), "session_policies[0]: Statement[0]: "),
    ("a principal in an identity policy", case(identity_policies=[PUBLIC]), "identity_policies[0]: Statement[0].Princ"),
    ("no principal in a resource policy", case(resource_policy=ALLOW), "resource_policy: Statement[0]: "),
    ("no principal in an endpoint policy", case(endpoint_policies=[ALLOW]), "endpoint_policies[0]: Statement[0]: "),
    ("an unknown operator", case(identity_policies=[UNKNOWN]), "identity_policies[0]: Statement.Condition.Is: "),
    ("a policy of a megabyte", case(identity_policies=['{"Id": "' + "a" * 1_000_000 + '"}']), "identity_policies[0]: "),
    ("an object of a megabyte", case(identity_policies=[{"Id": "a" * 1_000_000}]), "identity_policies[0]: "),
    ("text that is no case", "{", "This is not JSON: "),
    ("a key twice", '{"id": "c1", "id": "c2"}', "The key 'id' appears twice"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "start"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_case_is_refused_with_its_place(given: Any, start: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(given)
    assert str(caught.value).startswith(start)
    assert len(str(caught.value)) < 2_000


def test_an_error_knows_the_id() -> None:
    with pytest.raises(CaseError) as caught:
        read_case(case(identity_policies=1))
    assert caught.value.id == "c1"
