"""Laws of what Access Analyzer finds: whatever somebody outside can do is found, and whatever is found can be done."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.services.accessanalyzer.exposure import exposures
from iamlab.cloud.services.accessanalyzer.grants import Budget, exceeds, overlaps
from iamlab.cloud.services.accessanalyzer.zone import Zone
from iamlab.evaluator import AttachedPolicy, Layers, Request, authorize, compile
from iamlab.policy import Policy, PolicyType, parse

ACCOUNT, PARTNER, OTHER = "123456789012", "111122223333", "555566667777"
ZONE = Zone(frozenset({ACCOUNT}), "o-own0000000", frozenset({ACCOUNT}))
BUCKET = "arn:aws:s3:::data"
ALL = AttachedPolicy("all", compile(parse('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')))

PRINCIPALS = ["*", {"AWS": "*"}, {"AWS": ACCOUNT}, {"AWS": PARTNER}, {"AWS": f"arn:aws:iam::{PARTNER}:role/app"}]
ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:Get*", "s3:ListBucket", "s3:*", "*"]
RESOURCES = [BUCKET, f"{BUCKET}/*", f"{BUCKET}/public/*", "*"]
CONDITIONS: list[tuple[str, str, list[str]]] = [
    ("StringEquals", "aws:PrincipalOrgID", ["o-own0000000"]),
    ("StringNotEquals", "aws:PrincipalOrgID", ["o-own0000000"]),
    ("StringEqualsIfExists", "aws:PrincipalOrgID", ["o-own0000000"]),
    ("StringEquals", "aws:PrincipalAccount", [ACCOUNT, PARTNER]),
    ("StringNotEquals", "aws:PrincipalAccount", [ACCOUNT]),
    ("ArnLike", "aws:PrincipalArn", [f"arn:aws:iam::{PARTNER}:role/*"]),
    ("IpAddress", "aws:SourceIp", ["203.0.113.0/24"]),
    ("NotIpAddress", "aws:SourceIp", ["203.0.113.0/24"]),
    ("StringEquals", "aws:SourceVpce", ["vpce-1"]),
    ("StringNotEquals", "aws:SourceVpce", ["vpce-1"]),
    ("StringEquals", "aws:UserAgent", ["curl"]),
    ("Null", "aws:UserAgent", ["true"]),
    ("Bool", "aws:SecureTransport", ["false"]),
    ("StringLike", "aws:Referer", ["https://*"]),
]
# What somebody outside can come with, and has no say in.
CALLERS = ["*", f"arn:aws:iam::{PARTNER}:role/app", f"arn:aws:iam::{PARTNER}:user/a", f"arn:aws:iam::{OTHER}:role/b"]


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for operator, key, values in draw(st.lists(st.sampled_from(CONDITIONS), max_size=2, unique_by=lambda one: one[1])):
        found.setdefault(operator, {})[key] = values
    return found


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    statement = {
        "Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        "Principal": draw(st.sampled_from(PRINCIPALS)),
        "Action": draw(st.sampled_from(ACTIONS)),
        "Resource": draw(st.sampled_from(RESOURCES)),
    }
    if condition := draw(conditions()):
        statement["Condition"] = condition
    return statement


@st.composite
def documents(draw: st.DrawFn) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": draw(st.lists(statements(), min_size=1, max_size=3))})


@st.composite
def requests(draw: st.DrawFn, callers: list[str]) -> Request:
    """A request that somebody can make: who they are is not theirs to say, where they are and what they send is."""
    context = {
        "aws:SourceIp": draw(st.sampled_from(["203.0.113.7", "198.51.100.1", "8.8.8.8"])),
        "aws:SecureTransport": draw(st.sampled_from(["true", "false"])),
    }
    for key, values in {
        "aws:SourceVpce": ["vpce-1", "vpce-2"],
        "aws:UserAgent": ["curl", "other"],
        "aws:Referer": ["https://example.com", "x"],
    }.items():
        if value := draw(st.sampled_from([None, *values])):
            context[key] = value
    caller = draw(st.sampled_from(callers))
    if caller.startswith("arn:") and draw(st.booleans()):
        context["aws:PrincipalOrgID"] = "o-another000"
    action = draw(st.sampled_from(["s3:GetObject", "s3:PutObject", "s3:ListBucket"]))
    resource = BUCKET if action == "s3:ListBucket" else f"{BUCKET}/{draw(st.sampled_from(['public/x', 'y']))}"
    return Request(caller, action, resource, ACCOUNT, context)


def allows(policy: Policy, request: Request) -> bool:
    layers = Layers(identity=(ALL,), session=(ALL,), resource=AttachedPolicy("policy", compile(policy)))
    return authorize(request, layers).allowed


@given(documents(), requests(CALLERS))
@settings(max_examples=100, deadline=None)
def test_whatever_an_outsider_can_do_is_found(text: str, request: Request) -> None:
    found = exposures(text, PolicyType.RESOURCE, BUCKET, ACCOUNT, ZONE)
    if allows(parse(text, PolicyType.RESOURCE), request):
        assert request.action in {action for one in found for action in one.actions}


@given(documents())
@settings(max_examples=60, deadline=None)
def test_what_is_public_needs_no_particular_caller_or_place(text: str) -> None:
    policy = parse(text, PolicyType.RESOURCE)
    for one in exposures(text, PolicyType.RESOURCE, BUCKET, ACCOUNT, ZONE):
        if not one.public:
            continue
        action = one.actions[0]
        tried = (
            Request(
                caller, action, resource, ACCOUNT, {"aws:SourceIp": "198.51.100.77", **said, **secure, **organization}
            )
            for caller in ("*", f"arn:aws:iam::{OTHER}:user/a")
            for resource in (BUCKET, f"{BUCKET}/public/x", f"{BUCKET}/y")
            for said in (
                {},
                {"aws:UserAgent": "curl"},
                {"aws:Referer": "https://x"},
                {"aws:UserAgent": "curl", "aws:Referer": "https://x"},
            )
            for secure in ({"aws:SecureTransport": "true"}, {"aws:SecureTransport": "false"})
            for organization in ({}, {"aws:PrincipalOrgID": "o-another000"})
        )
        assert any(allows(policy, request) for request in tried)


@st.composite
def identity_documents(draw: st.DrawFn) -> Policy:
    found = []
    for _ in range(draw(st.integers(1, 2))):
        statement = draw(statements())
        del statement["Principal"]
        found.append(statement)
    return parse(json.dumps({"Version": "2012-10-17", "Statement": found}))


@given(identity_documents(), identity_documents(), requests([f"arn:aws:iam::{ACCOUNT}:user/tester"]))
@settings(max_examples=100, deadline=None)
def test_no_new_access_means_that_no_request_is_newly_allowed(new: Policy, old: Policy, request: Request) -> None:
    first = new.statements[0]
    found = exceeds(new, old, ACCOUNT, Budget()) if first.effect == "Allow" else None
    if found is None or found.found or not found.complete:
        return
    alone = [one for one in new.statements if one is first or one.effect == "Deny"]
    ours = Layers(identity=(AttachedPolicy("new", compile(type(new)(new.version, None, tuple(alone), new.origin))),))
    theirs = Layers(identity=(AttachedPolicy("old", compile(old)),))
    assert not authorize(request, ours).allowed or authorize(request, theirs).allowed


@given(identity_documents(), requests([f"arn:aws:iam::{ACCOUNT}:user/tester"]))
@settings(max_examples=60, deadline=None)
def test_access_that_is_not_granted_is_refused_in_every_request(policy: Policy, request: Request) -> None:
    asked = {"Effect": "Allow", "Action": request.action, "Resource": request.resource}
    document = parse(json.dumps({"Version": "2012-10-17", "Statement": [asked]}))
    if policy.statements[0].effect != "Allow":
        return
    found = overlaps(policy, document, ACCOUNT, Budget())
    layers = Layers(identity=(AttachedPolicy("policy", compile(policy)),))
    if not found.found and found.complete and len(policy.statements) == 1:
        assert not authorize(request, layers).allowed
