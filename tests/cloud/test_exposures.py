"""What external access analyzers find in policies: exposures.yaml has a case per corner."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.cloud.services.accessanalyzer.exposure import exposures
from iamlab.cloud.services.accessanalyzer.zone import Zone
from iamlab.policy import PolicyType

ACCOUNT = "123456789012"
MEMBERS = frozenset({ACCOUNT, "210987654321"})
ZONES = {
    "account": Zone(frozenset({ACCOUNT}), "o-a1b2c3d4e5", MEMBERS),
    "organization": Zone(MEMBERS, "o-a1b2c3d4e5", MEMBERS),
}
CASES = yaml.safe_load(Path(__file__).with_name("exposures.yaml").read_text())


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_access_from_outside_is_found(case: dict[str, Any]) -> None:
    resource = case.get("resource", "arn:aws:s3:::data")
    kind = PolicyType.TRUST if ":role/" in resource else PolicyType.RESOURCE
    text = json.dumps({"Version": "2012-10-17", "Statement": case["statements"]})
    found = exposures(text, kind, resource, ACCOUNT, ZONES[case.get("zone", "account")])
    told = [
        {"principal": dict(one.principal), "conditions": dict(one.conditions), "public": one.public} for one in found
    ]
    wanted = case["finds"]
    plain = [{"conditions": {}, "public": False} | {k: v for k, v in one.items() if k != "actions"} for one in wanted]
    assert sorted(told, key=str) == sorted(plain, key=str)
    actions = {str(dict(one.principal)) + str(dict(one.conditions)): list(one.actions) for one in found}
    for one in wanted:
        if "actions" in one:
            assert actions[str(one["principal"]) + str(one.get("conditions", {}))] == one["actions"]


def _found(condition: dict[str, Any], *more: dict[str, Any]) -> list[bool]:
    """Whether each exposure is public, of a bucket policy for everybody with the condition."""
    allow = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": condition}
    text = json.dumps({"Version": "2012-10-17", "Statement": [allow, *more]})
    return [one.public for one in exposures(text, PolicyType.RESOURCE, "arn:aws:s3:::data", ACCOUNT, ZONES["account"])]


def test_any_number_of_keys_that_the_caller_chooses_limits_nobody() -> None:
    keys = {f"aws:RequestTag/k{number}": [f"v{value}" for value in range(20)] for number in range(40)}
    assert _found({"StringEquals": keys}) == [True]


def test_conditions_that_cannot_hold_together_let_nobody_in() -> None:
    key = "aws:RequestTag/team"
    assert _found({"StringEquals": {key: "a"}, "StringNotEquals": {key: ["a", "b"]}}) == []


def test_what_is_too_much_to_decide_counts_as_let_in() -> None:
    """A false alarm is better than none."""
    keys = {f"aws:RequestTag/k{number}": ["v1", "v2"] for number in range(8)}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringLike": keys}}
    assert _found({"Bool": {"aws:SecureTransport": "true"}}, deny) == [True]
