"""The documents that the validator's benchmark measures: made here, and the same on every run."""

import json
from itertools import islice
from typing import Any

from iamlab.catalog.actions import names, services

_ACCOUNT = "123456789012"
_STATEMENTS: list[tuple[list[str], list[str], dict[str, Any]]] = [
    (
        ["s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "s3:DeleteObject"],
        ["arn:aws:s3:::example-reports/${aws:PrincipalTag/team}/*", "arn:aws:s3:::example-reports-archive/*"],
        {"StringEquals": {"aws:ResourceAccount": _ACCOUNT}, "Bool": {"aws:SecureTransport": "true"}},
    ),
    (
        ["s3:ListBucket", "s3:GetBucketLocation"],
        ["arn:aws:s3:::example-reports"],
        {"StringLike": {"s3:prefix": ["${aws:username}/*", "public/*"]}},
    ),
    (
        ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem", "dynamodb:PutItem"],
        [
            f"arn:aws:dynamodb:eu-west-1:{_ACCOUNT}:table/orders",
            f"arn:aws:dynamodb:eu-west-1:{_ACCOUNT}:table/orders/index/*",
        ],
        {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:userid}"]}},
    ),
    (
        ["ec2:StartInstances", "ec2:StopInstances", "ec2:RebootInstances"],
        [f"arn:aws:ec2:eu-west-1:{_ACCOUNT}:instance/*"],
        {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}", "ec2:Region": "eu-west-1"}},
    ),
    (["ec2:Describe*", "cloudwatch:Get*", "cloudwatch:List*", "logs:Describe*"], ["*"], {}),
    (
        ["kms:Decrypt", "kms:GenerateDataKey"],
        [f"arn:aws:kms:eu-west-1:{_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
        {"StringEquals": {"kms:ViaService": ["s3.eu-west-1.amazonaws.com", "dynamodb.eu-west-1.amazonaws.com"]}},
    ),
    (
        ["iam:PassRole"],
        [f"arn:aws:iam::{_ACCOUNT}:role/service/reports-*"],
        {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}},
    ),
    (
        ["lambda:InvokeFunction", "lambda:GetFunction", "lambda:UpdateFunctionCode"],
        [f"arn:aws:lambda:eu-west-1:{_ACCOUNT}:function:reports-*"],
        {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8:1234::/48"]}},
    ),
    (
        ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        [f"arn:aws:sqs:eu-west-1:{_ACCOUNT}:orders", f"arn:aws:sqs:eu-west-1:{_ACCOUNT}:invoices"],
        {"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}},
    ),
    (
        ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        [f"arn:aws:secretsmanager:eu-west-1:{_ACCOUNT}:secret:reports/*"],
        {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
    ),
]


def policy_of(characters: int) -> str:
    """A policy in which many services, resources and conditions appear, of about so many characters."""
    statements: list[dict[str, Any]] = []
    text = ""
    while len(text) < characters:
        actions, resources, conditions = _STATEMENTS[len(statements) % len(_STATEMENTS)]
        statement: dict[str, Any] = {"Sid": f"Task{len(statements)}", "Effect": "Allow", "Action": actions}
        statement["Resource"] = resources
        if conditions:
            statement["Condition"] = conditions
        statements.append(statement)
        text = json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)
    return text


def _document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def _statement(**elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*", **elements}


def _condition(number: int) -> dict[str, Any]:
    return {"StringEquals": {f"aws:ResourceTag/t{key}": f"v{key}" for key in range(number)}}


def _real_names(number: int) -> list[str]:
    every = (f"{service}:{name}" for service in services() for name in names(service))
    return list(islice(every, number))


# Documents that grow in one place, by the number of what is in it.
GROWING = {
    "actions": lambda number: _document(_statement(Action=[f"s3:Get{one}*" for one in range(number)])),
    "unknown actions": lambda number: _document(_statement(Action=[f"s3:GetObjekt{one}" for one in range(number)])),
    "the same action": lambda number: _document(_statement(Action=["s3:GetObject"] * number)),
    "wildcards": lambda number: _document(_statement(Action=["*" * (one % 7 + 1) + "x*" for one in range(number)])),
    "resources": lambda number: _document(_statement(Resource=[f"arn:aws:s3:::b{one}/*" for one in range(number)])),
    "broken ARNs": lambda number: _document(_statement(Resource=[f"arn:aws:s4::x:b{one}" for one in range(number)])),
    "statements": lambda number: _document(*(_statement(Action=f"s3:Put{one}*") for one in range(number))),
    "the same statement": lambda number: _document(*([_statement()] * number)),
    "Sids": lambda number: _document(*(_statement(Sid=f"S{one}") for one in range(number))),
    "condition keys": lambda number: _document(_statement(Condition=_condition(number))),
    "condition values": lambda number: _document(
        _statement(Condition={"StringLike": {"s3:prefix": [f"a{one}*" for one in range(number)]}})
    ),
    "principals": lambda number: _document(
        _statement(Principal={"AWS": [f"arn:aws:iam::{one:012}:root" for one in range(number)]})
    ),
    "real actions": lambda number: _document(_statement(Action=_real_names(number), Resource="*")),
    "wildcards within wildcards": lambda number: _document(
        _statement(Action=[f"s3:{'G' * (one % 50)}*" for one in range(number)])
    ),
    "paths within paths": lambda number: _document(
        _statement(Resource=[f"arn:aws:s3:::b/{'x/' * (one % 50)}{one}*" for one in range(number)])
    ),
    "statements on all of S3": lambda number: _document(
        *(_statement(Action="s3:*", Resource=f"arn:aws:s3:::b{one}/*") for one in range(number))
    ),
    "statements on everything": lambda number: _document(
        *(_statement(Action="*", Resource="*", Sid=f"S{one}") for one in range(number))
    ),
    "denials": lambda number: _document(
        _statement(Action="*", Resource="*"), *(_statement(Effect="Deny", Action=f"s3:*{one}") for one in range(number))
    ),
    "statements with conditions": lambda number: _document(
        *(_statement(Condition={"StringEquals": {"aws:PrincipalTag/x": f"v{one}"}}) for one in range(number))
    ),
    "actions, resources and condition keys": lambda number: _document(
        _statement(
            Action=_real_names(number // 3),
            Resource=[f"arn:aws:s3:::b{one}/*" for one in range(number // 3)],
            Condition=_condition(number // 3),
        )
    ),
    "characters of an action": lambda number: _document(_statement(Action="s3:" + "*a" * number)),
    "characters of a resource": lambda number: _document(_statement(Resource="arn:aws:s3:::" + "${*}" * number)),
    "characters of a value": lambda number: _document(
        _statement(Condition={"StringLike": {"aws:PrincipalArn": "?*" * number}})
    ),
    "characters of an element": lambda number: _document(_statement(**{"e" * number: "x"})),
}
