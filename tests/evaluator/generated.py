"""Cases made up from small alphabets, so that statements often match and every layer has its say."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

HOME, AWAY = "123456789012", "444455556666"
CALLERS = [
    f"arn:aws:iam::{HOME}:user/jane",
    f"arn:aws:iam::{HOME}:user/staff/jane",
    f"arn:aws:iam::{HOME}:role/R",
    f"arn:aws:iam::{HOME}:role/app/R",
    f"arn:aws:sts::{HOME}:assumed-role/R/S",
    f"arn:aws:sts::{HOME}:assumed-role/R/T",
    f"arn:aws:sts::{HOME}:assumed-role/AWSServiceRoleForX/S",
    f"arn:aws:sts::{HOME}:federated-user/jane",
    f"arn:aws:iam::{HOME}:root",
    f"arn:aws:iam::{AWAY}:user/jane",
    f"arn:aws:iam::{AWAY}:root",
    "s3.amazonaws.com",
    "accounts.google.com",
    "*",
]
NAMES = [name for name in CALLERS if name.startswith("arn:")]
KEY, ROLE = f"arn:aws:kms:eu-west-1:{HOME}:key/k", f"arn:aws:iam::{HOME}:role/app/R"
QUESTIONS = [
    ("s3:GetObject", "arn:aws:s3:::a/jane/x"),
    ("s3:GetObject", "arn:aws:s3:::b/x"),
    ("s3:PutBucketPolicy", "arn:aws:s3:::a"),
    ("sqs:SendMessage", f"arn:aws:sqs:eu-west-1:{HOME}:a"),
    ("ec2:StartInstances", f"arn:aws:ec2:eu-west-1:{HOME}:instance/a"),
    ("ec2:DescribeInstances", "*"),
    ("kms:Decrypt", KEY),
    ("kms:RetireGrant", KEY),
    ("kms:ListKeys", "*"),
    ("sts:AssumeRole", ROLE),
    ("sts:AssumeRoleWithWebIdentity", ROLE),
    ("iam:GetRole", ROLE),
    ("sts:GetCallerIdentity", "*"),
    ("sts:GetSessionToken", "*"),
]
ACTIONS = [
    "*",
    "*:*",
    "s3:*",
    "S3:Get*",
    "s3:?etObject",
    "s3:Put*Policy",
    "sqs:*",
    "ec2:*",
    "kms:*",
    "sts:*",
    "iam:Get*",
]
RESOURCES = [
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::?/x",
    "arn:aws:s3:::a/${aws:username}/*",
    "arn:aws:s3:::a/${aws:PrincipalTag/team, 'jane'}/x",
    "arn:aws:sqs",
    "arn:aws:sqs:eu-*-1:*:a",
    "arn:aws:ec2:*:instance/a",
    f"arn:aws:kms:*:{HOME}:key/*",
    "arn:aws:iam::*:role/*",
    "arn:*",
]
CONDITIONS: list[dict[str, Any]] = [
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
    {"Null": {"AWS:multifactorauthpresent": "true"}},
    {"StringNotEquals": {"aws:PrincipalTag/team": ["blue", "red"]}},
    {"StringEquals": {"aws:username": "${aws:PrincipalTag/team}"}},
    {"StringNotLike": {"aws:username": "${aws:PrincipalTag/team}*"}},
    {"StringLikeIfExists": {"aws:PrincipalTag/team": ["b*", "j?ne"]}},
    {"ForAllValues:StringLike": {"aws:TagKeys": ["t*"]}},
    {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team", "owner"]}},
    {"ForAnyValue:StringNotEquals": {"aws:TagKeys": ["team"]}, "Null": {"aws:TagKeys": "false"}},
    {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{HOME}:*"}},
    {"ArnNotEquals": {"aws:PrincipalArn": ["arn:aws:iam::*:role/R", "arn:aws:iam::*:user/jane"]}},
    {"StringEquals": {"aws:PrincipalType": ["User", "AssumedRole", "Anonymous"]}},
    {"StringEquals": {"aws:PrincipalAccount": HOME}},
    {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}},
    {"NotIpAddress": {"aws:SourceIp": "10.1.0.0/16"}},
    {"NumericLessThan": {"aws:MultiFactorAuthAge": "60"}},
    {"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}},
]
CONTEXT: dict[str, list[Any]] = {
    "aws:MultiFactorAuthPresent": ["true", "false"],
    "aws:PrincipalTag/team": ["blue", "green", "jane", "*"],
    "AWS:TagKeys": [[], ["team"], ["team", "owner"], ["cost"]],
    "aws:SourceIp": ["10.1.2.3", "10.2.2.3", "2001:db8::1", "192.0.2.1"],
    "aws:MultiFactorAuthAge": ["59", "60.5"],
    "aws:CurrentTime": ["2025-12-31T23:59:59Z", "2026-06-01T00:00:00+02:00"],
}


def some(values: Sequence[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    """One to `most` of the values."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


def principals() -> st.SearchStrategy[Any]:
    """A Principal element."""
    named = some([*NAMES, HOME, AWAY, f"arn:aws:iam::{HOME}:root", "*"], 4).map(lambda names: {"AWS": names})
    return (
        named
        | named
        | st.sampled_from(
            [
                "*",
                {"Service": "s3.amazonaws.com"},
                {"Federated": "accounts.google.com"},
                {"AWS": HOME, "Service": ["s3.amazonaws.com"]},
            ]
        )
    )


@st.composite
def statements(
    draw: st.DrawFn, principal: str = "", effects: Sequence[str] = ("Allow", "Allow", "Deny")
) -> dict[str, Any]:
    """A statement. `principal` is empty, `Principal`, or `NotPrincipal` for either."""
    statement: dict[str, Any] = {"Effect": draw(st.sampled_from(effects))}
    statement[draw(st.sampled_from(["Action", "Action", "Action", "NotAction"]))] = draw(some(ACTIONS))
    statement[draw(st.sampled_from(["Resource", "Resource", "Resource", "NotResource"]))] = draw(some(RESOURCES))
    if principal:
        element = draw(st.sampled_from(["Principal", "Principal", principal]))
        statement[element] = draw(principals())
    if draw(st.booleans()):
        statement["Condition"] = draw(st.sampled_from(CONDITIONS))
    return statement


@st.composite
def documents(draw: st.DrawFn, principal: str = "") -> dict[str, Any]:
    """A policy document."""
    version = draw(st.sampled_from(["2012-10-17", "2012-10-17", "2008-10-17"]))
    return {"Version": version, "Statement": draw(st.lists(statements(principal), min_size=1, max_size=3))}


RCPS = documents().map(
    lambda document: {
        "Version": "2012-10-17",
        "Statement": [
            {
                **{k: v for k, v in one.items() if k not in ("NotAction", "Action")},
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
            }
            for one in document["Statement"]
        ],
    }
)
WIDE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
OPEN = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
LIMITS = documents() | st.just(WIDE)


def trust(document: dict[str, Any]) -> dict[str, Any]:
    """A resource policy as a role's trust policy, which names no resource and exempts nobody."""
    kept = []
    for one in document["Statement"]:
        statement = {key: value for key, value in one.items() if key not in ("Resource", "NotResource")}
        if "NotPrincipal" in statement:
            statement["Principal"] = statement.pop("NotPrincipal")
        kept.append(statement)
    return {**document, "Statement": kept}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A whole evaluation case."""
    action, resource = draw(st.sampled_from(QUESTIONS))
    keys = draw(st.lists(st.sampled_from(sorted(CONTEXT)), max_size=3, unique=True))
    request = {
        "principal": draw(st.sampled_from(CALLERS)),
        "action": action,
        "resource": resource,
        "context": {key: draw(st.sampled_from(CONTEXT[key])) for key in keys},
    }
    owner = draw(st.sampled_from([None, None, HOME, AWAY]))
    if owner:
        request["resource_account"] = owner
    case: dict[str, Any] = {"id": "generated", "request": request}
    case["identity_policies"] = draw(st.lists(LIMITS, max_size=2))
    if draw(st.booleans()):
        given = draw(documents("NotPrincipal"))
        case["resource_policy"] = trust(given) if resource == ROLE else given
    if draw(st.booleans()):
        case["permissions_boundary"] = draw(LIMITS)
    if draw(st.booleans()):
        case["session_policies"] = draw(st.lists(LIMITS, max_size=2))
    if draw(st.integers(0, 3)) == 0:
        case["service_control_policies"] = draw(st.lists(st.lists(LIMITS, max_size=2), max_size=3))
    if draw(st.integers(0, 3)) == 0:
        case["resource_control_policies"] = draw(st.lists(st.lists(RCPS, max_size=1), max_size=2))
    if draw(st.integers(0, 3)) == 0:
        case["endpoint_policies"] = draw(st.lists(documents("Principal") | st.just(OPEN), max_size=2))
    return case
