"""What a policy allows beyond a reference: one request is found, and it is a real one."""

import pytest

from iamlab.analysis import find_excess
from iamlab.analysis.excess import MAX_REQUESTS
from iamlab.catalog.resource_types import is_resource_of
from iamlab.evaluator import AttachedPolicy, Layers, Request, authorize, compile
from iamlab.policy import parse

JOB = "arn:aws:iam::111122223333:user/reporting-job"
LIST = {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"}
READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}


def policy(*statements: dict) -> dict:
    return {"Version": "2012-10-17", "Statement": list(statements)}


REFERENCE = policy(LIST, READ)

BROADER = {
    "everything": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
    "all reading actions": [LIST, {**READ, "Action": "s3:Get*"}],
    "another bucket whose name starts the same": [LIST, {**READ, "Resource": "arn:aws:s3:::reports*"}],
    "another bucket by a question mark": [LIST, {**READ, "Resource": "arn:aws:s3:::report?/*"}],
    "one file of every bucket": [LIST, READ, {**READ, "Resource": "arn:aws:s3:::*/secret.txt"}],
    "a service nobody thought of": [LIST, READ, {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}],
    "everything but one action": [{"Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*"}],
    "everything but one bucket": [
        {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*"}
    ],
    "writing from one address": [
        LIST,
        READ,
        {
            **READ,
            "Action": "s3:PutObject",
            "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7/32"}},
        },
    ],
}

RIGHT = {
    "the reference itself": [LIST, READ],
    "the guide's way: both actions on both ARNs": [
        {**READ, "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": [LIST["Resource"], READ["Resource"]]}
    ],
    "narrower": [LIST],
    "everything, and a deny of all the rest": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "NotAction": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"},
        {"Effect": "Deny", "Action": "*", "NotResource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]},
    ],
    "a condition that is always true for this caller": [
        LIST,
        {**READ, "Condition": {"StringNotEquals": {"aws:username": "somebody-else"}}},
    ],
}


@pytest.mark.parametrize("name", BROADER)
def test_a_broader_policy_is_caught_by_a_request_that_only_it_allows(name: str) -> None:
    new, reference = parse(policy(*BROADER[name])), parse(REFERENCE)
    excess = find_excess(new, reference, JOB).excess
    assert excess is not None
    assert is_resource_of(excess.action, excess.resource)
    request = Request(JOB, excess.action, excess.resource, context=excess.context)
    assert authorize(request, Layers(identity=(AttachedPolicy("new", compile(new)),))).allowed
    assert not authorize(request, Layers(identity=(AttachedPolicy("reference", compile(reference)),))).allowed


@pytest.mark.parametrize("name", RIGHT)
def test_a_policy_that_allows_no_more_has_no_excess(name: str) -> None:
    search = find_excess(parse(policy(*RIGHT[name])), parse(REFERENCE), JOB)
    assert search.excess is None
    assert search.complete


@pytest.mark.parametrize(
    ("operator", "key", "reference", "wider"),
    [
        ("IpAddress", "aws:SourceIp", "203.0.113.0/24", "203.0.112.0/23"),
        ("IpAddress", "aws:SourceIp", "2001:db8::/33", "2001:db8::/32"),
        ("NumericLessThan", "aws:MultiFactorAuthAge", "300", "301"),
        ("DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"),
        ("StringLike", "s3:prefix", "home/", "home/*"),
    ],
)
def test_a_condition_that_is_a_little_wider_is_caught_at_its_edge(
    operator: str, key: str, reference: str, wider: str
) -> None:
    def reading(value: str) -> dict:
        return policy({**LIST, "Condition": {operator: {key: value}}})

    assert find_excess(parse(reading(wider)), parse(reading(reference)), JOB).excess is not None
    assert find_excess(parse(reading(reference)), parse(reading(wider)), JOB).excess is None


def test_a_hostile_policy_is_searched_within_a_bound() -> None:
    resources = [f"arn:aws:s3:::*{number}*?*{number}*" for number in range(700)]
    conditions = {"StringLike": {f"s3:key{number}": [f"*{number}*", "?"] for number in range(40)}}
    hostile = policy(
        {"Effect": "Allow", "Action": "*", "Resource": resources, "Condition": conditions},
        {"Effect": "Deny", "NotAction": ["s3:Get*", "s3:*List*"], "NotResource": resources},
    )
    search = find_excess(parse(hostile), parse(REFERENCE), JOB)
    assert search.tried <= MAX_REQUESTS
    assert search.excess or not search.complete


def test_a_search_that_met_its_bound_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iamlab.analysis.excess.MAX_REQUESTS", 3)
    search = find_excess(parse(REFERENCE), parse(REFERENCE), JOB)
    assert (search.excess, search.tried, search.complete) == (None, 3, False)
