"""The playground: findings, fixes, quotas, patterns and decisions, out of the fields of one form alone."""

import html
import json
from typing import Any

import pytest
from django.test import Client

from iamlab.policy import PolicyType
from lessons.learners.models import Learner
from lessons.playground.deciding import decide
from lessons.playground.examples import examples
from lessons.playground.forms import CALLER, MAX_POLICY, PlaygroundForm
from lessons.playground.state import LONGEST_ADDRESS, State

pytestmark = pytest.mark.django_db

ADDRESS = "/playground/"
READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
LIKE = READ | {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "fin*"}}}
HTMX = {"HX-Request": "true"}
REQUEST = {"action": "s3:GetObject", "resource": "arn:aws:s3:::reports/q1.csv"}


def text(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=2)


def shown(client: Client, **fields: str) -> str:
    return html.unescape(client.get(ADDRESS, fields).content.decode())


@pytest.mark.parametrize("address", [ADDRESS, *(f"{ADDRESS}?example={name}" for name in examples())])
def test_the_page_needs_no_account_and_costs_no_query(
    client: Client, django_assert_num_queries: Any, address: str
) -> None:
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200
    assert not Learner.objects.exists()


def test_an_empty_playground_says_how_to_begin(client: Client) -> None:
    page = shown(client)
    assert "Nothing to check yet" in page
    for example in examples().values():
        assert f"?example={example.id}" in page


def test_the_clean_example_is_clean_and_the_others_are_not(client: Client) -> None:
    assert '<h2 class="findings-summary">' in shown(client, example="clean")
    assert "1 error" in shown(client, example="bucket-and-objects")
    assert "security warning" in shown(client, example="dangerous")


def test_a_finding_has_its_place_its_fix_and_a_lesson(client: Client) -> None:
    page = shown(client, policy=text(LIKE))
    assert 'data-goto="10:36"' in page
    assert "Fix: Use StringLike" in page
    assert "/lessons/" in page.partition("Read on")[0].rpartition("<a")[2]


def test_without_javascript_a_form_that_is_sent_gets_an_address(client: Client) -> None:
    answer = client.post(ADDRESS, {"policy_type": "scp", "policy": text(READ), **REQUEST})
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "FullAWSAccess" in page
    assert "reports/q1.csv" in page


def test_a_state_too_long_for_a_link_is_shown_and_says_so(client: Client) -> None:
    long = text(*[READ] * 60)
    answer = client.post(ADDRESS, {"policy_type": "identity", "policy": long})
    assert answer.status_code == 200
    assert "too long to be put into a link" in answer.content.decode()
    assert len(State(policy=long).address) > LONGEST_ADDRESS


def test_without_javascript_a_fix_is_made_and_undone(client: Client) -> None:
    fields = {"policy_type": "identity", "policy": text(LIKE).replace("\n", "\r\n")}
    page = client.get(ADDRESS, {"policy": text(LIKE)}).content.decode()
    name = page.partition('name="fix" value="')[2].partition('"')[0]
    mended = client.post(ADDRESS, fields | {"fix": name})
    assert mended.status_code == 200
    form: PlaygroundForm = mended.context["form"]
    assert json.loads(form["policy"].value()) == json.loads(text(LIKE).replace("StringEquals", "StringLike"))
    assert "Done: Use StringLike" in mended.content.decode()
    undone = client.post(
        ADDRESS, fields | {"policy": form["policy"].value(), "before": form["before"].value(), "undo": "1"}, follow=True
    )
    assert undone.context["form"]["policy"].value() == text(LIKE)


def test_a_fix_that_does_not_fit_changes_nothing(client: Client) -> None:
    answer = client.post(ADDRESS, {"policy_type": "identity", "policy": text(READ), "fix": "MISSING:1:1"}, follow=True)
    assert answer.context["form"]["policy"].value() == text(READ)
    assert "Done:" not in answer.content.decode()


@pytest.mark.parametrize("kind", PolicyType)
def test_every_type_of_policy_has_its_part_in_a_decision(kind: PolicyType) -> None:
    statement: dict[str, Any] = dict(READ)
    state = {"action": REQUEST["action"], "resource": REQUEST["resource"]}
    layer = kind.value
    if kind is PolicyType.TRUST:
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole"}
        state, layer = {"action": "", "resource": ""}, "resource"
    if kind in (PolicyType.RESOURCE, PolicyType.TRUST, PolicyType.ENDPOINT, PolicyType.RCP):
        statement["Principal"] = {"AWS": CALLER}
    if kind is PolicyType.RCP:
        statement |= {"Effect": "Deny", "Principal": "*"}
    outcome = decide(State(kind, policy=text(statement), principal=CALLER, **state))
    assert not outcome.problems
    assert outcome.trace is not None
    rung = next(rung for rung in outcome.trace["layers"] if rung["layer"] == layer)
    assert rung["state"] == ("denies" if kind is PolicyType.RCP else "allows")
    assert "Your policy" in [policy["name"] for policy in rung["policies"]]
    assert outcome.trace["decision"] == ("explicitDeny" if kind is PolicyType.RCP else "allowed")


def test_a_resource_policy_lets_a_stranger_in_whose_own_account_does() -> None:
    policy = text(READ | {"Principal": "*"})
    stranger = "arn:aws:iam::999999999999:user/mallory"
    state = State(PolicyType.RESOURCE, policy=policy, principal=stranger, resource_account="123456789012", **REQUEST)
    outcome = decide(state)
    assert outcome.trace is not None
    assert outcome.trace["decision"] == "allowed"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"policy": "{"}, "Line 1"),
        ({"policy": ""}, "no document yet"),
        ({"action": ""}, "Fill in all three"),
        ({"action": "reading"}, "service:Operation"),
        ({"principal": "jane"}, "names no caller"),
        ({"resource": "my bucket"}, "neither an ARN nor"),
        ({"resource_account": "me"}, "twelve digits"),
        ({"context": "aws:SourceIp 203.0.113.5"}, "Context line 1"),
        ({"context": "a=b\n" * 1_001}, "the limit is 4,000"),
        ({"resource": "arn:aws:s3:::" + "a" * 3_000}, "the limit is 2,048"),
        ({"policy": "[" * 50_000}, "deep"),
        ({"policy_type": "nonsense"}, "not one of the choices"),
    ],
)
def test_a_request_that_cannot_be_decided_says_why(client: Client, fields: dict[str, str], words: str) -> None:
    sent = {"policy_type": "identity", "policy": text(READ), "principal": CALLER, **REQUEST} | fields
    answer = client.post(f"{ADDRESS}decide/", sent, headers=HTMX)
    assert answer.status_code == 200
    assert words in html.unescape(answer.content.decode())
    whole = client.post(ADDRESS, sent, follow=True)
    for name, value in fields.items():
        assert whole.context["form"][name].value() in (value, None if value == "" else value)


@pytest.mark.parametrize("resource_type", ["", "AWS::S3::Bucket", "nonsense"])
def test_the_editor_gets_findings_and_quotas(client: Client, resource_type: str) -> None:
    fields = {"answer": text(LIKE), "policy_type": "resource", "resource_type": resource_type}
    part = client.post(f"{ADDRESS}check/", fields).content.decode()
    assert "<html" not in part
    assert "data-summary" in part
    assert "quota" in part


def test_a_policy_over_its_quota_says_so(client: Client) -> None:
    page = shown(client, policy_type="session", policy=text(*[READ] * 20))
    assert ", too long" in page


def test_a_text_beyond_all_bounds_is_refused_and_kept(client: Client) -> None:
    answer = client.post(ADDRESS, {"policy_type": "identity", "policy": "x" * (MAX_POLICY + 1)})
    assert answer.status_code == 422
    assert "the limit is 100,000" in answer.content.decode()
    assert len(answer.context["form"]["policy"].value()) == MAX_POLICY + 1


@pytest.mark.parametrize("part", ["check/", "decide/", "expand/"])
def test_the_parts_are_only_posted(client: Client, part: str) -> None:
    assert client.get(ADDRESS + part).status_code == 405
    assert client.post(ADDRESS + part, headers=HTMX).status_code == 200


@pytest.mark.parametrize("part", ["decide/", "expand/"])
def test_a_part_asked_for_without_htmx_comes_on_its_page(client: Client, part: str) -> None:
    answer = client.post(ADDRESS + part, {"policy_type": "identity", "policy": text(READ), **REQUEST}, follow=True)
    assert "<h1>Playground</h1>" in answer.content.decode()
