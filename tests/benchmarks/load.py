"""The mixed load that the benchmark decides on: generated, and the same on every run."""

import random
from typing import Any

DOCUMENTS = 100
ACCOUNT = "123456789012"
CALLER = f"arn:aws:iam::{ACCOUNT}:user/jane"

_OPERATIONS = {
    "s3": ("GetObject", "PutObject", "DeleteObject", "ListBucket", "GetBucketPolicy", "PutObjectTagging"),
    "ec2": ("RunInstances", "StartInstances", "StopInstances", "DescribeInstances", "CreateTags"),
    "dynamodb": ("GetItem", "PutItem", "Query", "Scan", "DeleteTable"),
    "sqs": ("SendMessage", "ReceiveMessage", "DeleteMessage", "GetQueueUrl"),
    "iam": ("GetUser", "CreateUser", "PassRole", "AttachUserPolicy", "ListRoles"),
    "lambda": ("InvokeFunction", "GetFunction", "CreateFunction", "DeleteFunction"),
    "kms": ("Decrypt", "Encrypt", "GenerateDataKey", "DescribeKey"),
    "secretsmanager": ("GetSecretValue", "PutSecretValue", "DescribeSecret"),
}
_ARNS = {
    "s3": "arn:aws:s3:::{name}-data/{team}/report-{number}.csv",
    "ec2": "arn:aws:ec2:eu-west-1:123456789012:instance/i-{number:017x}",
    "dynamodb": "arn:aws:dynamodb:eu-west-1:123456789012:table/{name}-{number}",
    "sqs": "arn:aws:sqs:eu-west-1:123456789012:{name}-{team}-{number}",
    "iam": "arn:aws:iam::123456789012:role/{team}/{name}-{number}",
    "lambda": "arn:aws:lambda:eu-west-1:123456789012:function:{name}-{number}",
    "kms": "arn:aws:kms:eu-west-1:123456789012:key/{number:032x}",
    "secretsmanager": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:{team}/{name}-{number}",
}
_NAMES = ("orders", "billing", "reports", "audit", "images", "search")
_TEAMS = ("blue", "green", "red")
_CONDITIONS: tuple[dict[str, dict[str, Any]], ...] = (
    {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}},
    {"StringEquals": {"aws:PrincipalTag/team": "${aws:PrincipalTag/owner}", "aws:RequestedRegion": "eu-west-1"}},
    {"StringLike": {"s3:prefix": ["home/${aws:username}/*", "public/*"]}},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"BoolIfExists": {"aws:SecureTransport": "true"}},
    {"NumericLessThanEquals": {"aws:MultiFactorAuthAge": "3600"}},
    {"DateGreaterThan": {"aws:CurrentTime": "2024-01-01T00:00:00Z"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:user/*"}},
    {"StringNotEqualsIfExists": {"aws:PrincipalAccount": ["111122223333", "444455556666"]}},
    {"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "cost-center", "stage"]}},
    {"Null": {"aws:TokenIssueTime": "true"}},
)


class Load:
    """Draws documents and cases, `contracts/evaluation-case.md` style, from one seed."""

    def __init__(self, seed: int = 7, documents: int = DOCUMENTS) -> None:
        self._random = random.Random(seed)
        # 1 to 40 statements each, every length in turn.
        lengths = [1 + place % 40 for place in range(documents)]
        self.documents = [self._document(length, principals=False) for length in lengths]
        # Resource policies, RCPs and endpoint policies say whom they are about.
        self.about_principals = [self._document(length, principals=True) for length in lengths[:40]]

    def case(self, number: int) -> dict[str, Any]:
        """One case: a request and every layer, each drawn from the load's documents."""
        draw = self._random
        service = draw.choice(list(_OPERATIONS))
        context: dict[str, Any] = {
            "aws:SourceIp": draw.choice(["203.0.113.9", "198.51.100.4", "2001:db8::1"]),
            "aws:PrincipalTag/team": draw.choice(_TEAMS),
            "aws:PrincipalTag/owner": draw.choice(_TEAMS),
            "aws:RequestedRegion": draw.choice(["eu-west-1", "us-east-1"]),
            "aws:MultiFactorAuthPresent": draw.choice(["true", "false"]),
            "aws:CurrentTime": "2026-05-01T12:00:00Z",
            "aws:SecureTransport": "true",
            "aws:TagKeys": draw.sample(["team", "stage", "owner"], 2),
        }
        return {
            "id": f"case-{number}",
            "request": {
                "principal": CALLER,
                "action": f"{service}:{draw.choice(_OPERATIONS[service])}",
                "resource": self._arn(service),
                "resource_account": ACCOUNT,
                "context": context,
            },
            "identity_policies": draw.sample(self.documents, 2),
            "session_policies": draw.sample(self.documents, draw.randint(0, 1)),
            "permissions_boundary": draw.choice(self.documents),
            "resource_policy": draw.choice(self.about_principals),
            "service_control_policies": [[draw.choice(self.documents)] for _ in range(2)],
            "resource_control_policies": [[draw.choice(self.about_principals)]],
            "endpoint_policies": [draw.choice(self.about_principals)],
        }

    def _document(self, length: int, *, principals: bool) -> dict[str, Any]:
        statements = [self._statement(place, principals=principals) for place in range(length)]
        return {"Version": "2012-10-17", "Statement": statements}

    def _statement(self, place: int, *, principals: bool) -> dict[str, Any]:
        draw = self._random
        service = draw.choice(list(_OPERATIONS))
        statement: dict[str, Any] = {"Sid": f"S{place}", "Effect": draw.choices(["Allow", "Deny"], [8, 1])[0]}
        if principals:
            statement["Principal"] = draw.choice(["*", {"AWS": [f"arn:aws:iam::{ACCOUNT}:root", CALLER]}])
        if draw.random() < 0.05:
            statement["NotAction"] = [f"{service}:*", "sts:*"]
        else:
            statement["Action"] = [self._action(service) for _ in range(draw.randint(1, 5))]
        if draw.random() < 0.05:
            statement["NotResource"] = self._pattern(service)
        else:
            statement["Resource"] = [self._pattern(service) for _ in range(draw.randint(1, 3))]
        if draw.random() < 0.4:
            statement["Condition"] = draw.choice(_CONDITIONS)
        return statement

    def _action(self, service: str) -> str:
        name = self._random.choice(_OPERATIONS[service])
        shapes = (name, name, name, name[:3] + "*", "*", f"*{name[-4:]}", name[:2] + "?" + name[3:])
        return f"{service}:{self._random.choice(shapes)}"

    def _pattern(self, service: str) -> str:
        arn = self._arn(service)
        start = arn.rpartition("-")[0]
        shapes = ("*", arn, start + "*", start + "-*", arn.replace("eu-west-1", "*"), arn[:-3] + "?*")
        users_own = "arn:aws:s3:::*-data/${aws:PrincipalTag/team}/*"
        return users_own if self._random.random() < 0.1 else self._random.choice(shapes)

    def _arn(self, service: str) -> str:
        draw = self._random
        return _ARNS[service].format(name=draw.choice(_NAMES), team=draw.choice(_TEAMS), number=draw.randint(1, 9))
