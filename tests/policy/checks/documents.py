"""Documents for the validator to stumble over: any JSON, anything shaped like a policy, and rows with a change."""

import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from iamlab.policy import PolicyType

RESOURCE_TYPES = [
    None,
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::KMS::Key",
    "AWS::Lambda::Function",
    "AWS::IAM::AssumeRolePolicyDocument",
    "AWS::Nothing::Known",
    "",
    "s3",
]


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, one in inner for found in paths_of(one, (*path, step)))]


ODD_TEXT = st.sampled_from(
    [
        "",
        " ",
        "*",
        "**",
        "?",
        ":",
        "::",
        "*:*",
        "arn",
        "arn:",
        "arn:aws",
        "arn:aws:s3",
        "arn:aws:s3:::",
        "arn:aws:iam::123456789012:root",
        "arn:*:*:*:*:*",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "${",
        "${}",
        "${aws:username",
        "${aws:username}",
        "${aws:username, 'x'}",
        "${*}",
        "iam:PassRole",
        "s3:getobject",
        "s3:Get*",
        "sts:AssumeRole",
        "kms:*",
        "nosuch:Thing",
        "s3:*Get*?*",
        "aws:SourceIp",
        "aws:PrincipalTag/",
        "aws:ResourceTag/${aws:PrincipalTag/x}",
        "s3:prefix",
        "StringEquals",
        "ForAllValues:StringLikeIfExists",
        "Null",
        "ForAnyValue:",
        "123456789012",
        "2012-10-17",
        "0.0.0.0/0",
        "10.0.0.0/8",
        "true",
        "Allow",
        "lambda.amazonaws.com",
        "accounts.google.com",
        "\u200b",
        "\u00a0",
        "\U0001f600",
        "\u212a",
        "İ",
        "a\nb",
        "/",
        "~",
        "a" * 3_000,
        "*" * 300,
    ]
) | st.text(max_size=12)
NAMES = st.sampled_from(
    [
        "Version",
        "Id",
        "Statement",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
        "AWS",
        "Service",
        "Federated",
        "CanonicalUser",
        "effect",
        "Actions",
        "*",
        "StringEquals",
        "StringLike",
        "Bool",
        "Null",
        "IpAddress",
        "NotIpAddress",
        "DateLessThan",
        "NumericEquals",
        "ArnLike",
        "ArnEquals",
        "BinaryEquals",
        "StringNotEquals",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringLike",
        "StringEqualsIfExists",
        "NullIfExists",
        "aws:SourceIp",
        "aws:PrincipalArn",
        "aws:CurrentTime",
        "aws:TagKeys",
        "aws:ResourceTag/team",
        "aws:userid",
        "aws:SourceVpce",
        "s3:prefix",
        "iam:PassedToService",
        "token.actions.githubusercontent.com:sub",
    ]
)
SCALARS = (
    ODD_TEXT
    | st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, -1, 10**39, 10**50, 1.5, 1e99, 1e300, 5e-324])
    | st.floats(allow_nan=False, allow_infinity=False)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | ODD_TEXT, inner, max_size=5),
    max_leaves=25,
)
STRINGS = ODD_TEXT | st.lists(ODD_TEXT, max_size=4)
ELEMENTS = {
    "Sid": ODD_TEXT,
    "Effect": st.sampled_from(["Allow", "Deny", "allow"]),
    "Principal": STRINGS | st.dictionaries(NAMES, STRINGS, max_size=3),
    "NotPrincipal": STRINGS | st.dictionaries(NAMES, STRINGS, max_size=3),
    "Action": STRINGS,
    "NotAction": STRINGS,
    "Resource": STRINGS,
    "NotResource": STRINGS,
    "Condition": st.dictionaries(
        NAMES | ODD_TEXT, st.dictionaries(NAMES | ODD_TEXT, STRINGS | JSON, max_size=3), max_size=3
    ),
}
STATEMENTS = st.fixed_dictionaries(
    {}, optional={name: kind | JSON for name, kind in ELEMENTS.items()}
) | st.fixed_dictionaries(
    {"Effect": st.just("Allow"), "Action": STRINGS, "Resource": STRINGS},
    optional={"Principal": ELEMENTS["Principal"], "Condition": ELEMENTS["Condition"], "Sid": ODD_TEXT},
)
POLICIES = st.fixed_dictionaries(
    {},
    optional={
        "Version": st.sampled_from(["2012-10-17", "2008-10-17", "2012-10-18"]) | SCALARS,
        "Id": SCALARS,
        "Statement": st.lists(STATEMENTS, max_size=4) | STATEMENTS | JSON,
        "Extra": JSON,
    },
)
TYPES = st.sampled_from(list(PolicyType))
OF = st.sampled_from(RESOURCE_TYPES)


def rows() -> list[tuple[str, dict[str, Any]]]:
    """Every document of the codes' rows: each is in some corner already."""
    found = []
    for file in sorted((Path(__file__).parent / "rows").glob("*.yaml")):
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for row in json.loads(json.dumps([*data["raises"], *data["near_misses"]], default=str)):
            if "text" not in row:
                found.append((f"{file.stem}: {row['name']}", row))
    return found


ROWS = rows()
DOCUMENTS = [row["document"] for _, row in ROWS if len(json.dumps(row["document"])) < 4_000]


@st.composite
def mutants(draw: st.DrawFn) -> Any:
    """A document of the rows with something in it changed, taken away or put in."""
    document = json.loads(json.dumps(draw(st.sampled_from(DOCUMENTS))))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(paths_of(document)[1:] or [("Version",)]))
        if document == {}:
            return document
        parent = document
        for step in way:
            parent = parent[step]
        kind = draw(st.integers(0, 3))
        if isinstance(parent, dict) and kind == 0:
            parent[draw(NAMES | ODD_TEXT)] = parent.pop(last, None)
        elif isinstance(parent, dict) and kind == 1:
            parent.pop(last, None)
        elif isinstance(parent, list) and kind <= 1:
            parent.insert(0, parent[last])
        else:
            parent[last] = draw(SCALARS | JSON | st.just([parent[last]]))
    return document
