"""Whatever a call carries, the simulated AWS answers it or refuses it, and what it keeps and records can be stored."""

import json
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iamlab.catalog.resource_types import arn_formats, formats_of
from iamlab.cloud.call import Answer, Call
from iamlab.cloud.gateway import handle
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import first_not_text
from tests.cloud.company import NOW, company
from tests.cloud.odd_values import calls

OPERATIONS = [(service, operation) for service, operations in SIMULATED.items() for operation in operations]
MOST_OF_A_MESSAGE = 6_000

TABLE = {
    "TableName": "Scores",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}],
}
IMAGE = {"ImageId": "ami-0123456789abcdef0", "MinCount": 1, "MaxCount": 1}
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/q"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Resource": "*"},
    }
)
# Calls that no model refuses, what was there before, and the code of the refusal ("" for an answer).
CASES: dict[str, tuple[list[Call], Call, str]] = {
    "an operation of a transaction that is none": (
        [Call("dynamodb", "CreateTable", TABLE)],
        Call("dynamodb", "TransactWriteItems", {"TransactItems": [{}]}),
        "ValidationException",
    ),
    "a table with an ARN that is none": (
        [],
        Call("dynamodb", "CreateTable", {**TABLE, "TableName": "arn:"}),
        "ValidationException",
    ),
    "a tag without a key": (
        [],
        Call("ec2", "CreateTags", {"Resources": ["i-1"], "Tags": [{}]}),
        "MissingParameter",
    ),
    "a tag without a key for a new instance": (
        [],
        Call("ec2", "RunInstances", {**IMAGE, "TagSpecifications": [{"ResourceType": "instance", "Tags": [{}]}]}),
        "MissingParameter",
    ),
    "an image without an id": ([], Call("ec2", "DescribeImages", {"ImageIds": [""]}), "InvalidAMIID.NotFound"),
    "a setting of a bucket without its document": (
        [],
        Call("s3", "PutBucketLifecycleConfiguration", {"Bucket": "reports"}),
        "MissingRequestBodyError",
    ),
    "an encryption that does not say how": (
        [],
        Call("s3", "PutBucketEncryption", {"Bucket": "reports", "ServerSideEncryptionConfiguration": {"Rules": [{}]}}),
        "MalformedXML",
    ),
    "a date without a time zone": (
        [],
        Call("s3", "GetObject", {"Bucket": "reports", "Key": "readme.txt", "IfUnmodifiedSince": "2030-01-01"}),
        "",
    ),
    "a date that is none": (
        [],
        Call("s3", "PutObject", {"Bucket": "reports", "Key": "n", "Body": b"", "Expires": "soon"}),
        "InvalidArgument",
    ),
    "a date in seconds": (
        [Call("s3", "PutObject", {"Bucket": "reports", "Key": "n", "Body": b"", "Expires": 1_772_447_400})],
        Call("s3", "GetObject", {"Bucket": "reports", "Key": "n"}),
        "",
    ),
    "a list for an attribute of a message": (
        [Call("sqs", "CreateQueue", {"QueueName": "q"})],
        Call(
            "sqs",
            "SendMessage",
            {
                "QueueUrl": QUEUE,
                "MessageBody": "x",
                "MessageAttributes": {
                    "a": {"DataType": "Binary", "BinaryValue": b"x", "BinaryListValues": [b"\xff"]},
                },
            },
        ),
        "InvalidParameterValue",
    ),
    "a trust policy with a resource": (
        [],
        Call(
            "accessanalyzer",
            "CheckNoPublicAccess",
            {"policyDocument": TRUST, "resourceType": "AWS::IAM::AssumeRolePolicyDocument"},
        ),
        "InvalidParameterException",
    ),
    "an element of a policy with a name of signs": (
        [],
        Call(
            "iam",
            "CreatePolicy",
            {"PolicyName": "p", "PolicyDocument": '{"Version":"2012-10-17","Statement":{"R-1":{"a":[]}}}'},
        ),
        "MalformedPolicyDocument",
    ),
    "an action of a service that there is not": (
        [],
        Call(
            "iam",
            "SimulatePrincipalPolicy",
            {
                "PolicySourceArn": "arn:aws:iam::123456789012:user/nobody",
                "ActionNames": ["nothing:GetUser"],
                "ResourceArns": ["arn:aws:s3:::reports"],
            },
        ),
        "",
    ),
    "half a character in an ARN": (
        [],
        Call(
            "sts",
            "AssumeRoleWithWebIdentity",
            {"RoleArn": "\ud800", "RoleSessionName": "jane", "WebIdentityToken": "a.b.c"},
        ),
        "ValidationError",
    ),
    "a number that JSON has not": (
        [],
        Call("s3", "HeadObject", {"Bucket": "reports", "Key": "readme.txt", "IfModifiedSince": float("nan")}),
        "InvalidArgument",
    ),
}


def check(lab: Company, call: Call) -> Answer:
    """Make a call; what came of it can be printed, sent and stored."""
    answer = handle(lab, call, NOW)
    assert (answer.output is None) is (answer.error is not None)
    trace = answer.trace.as_dict() if answer.trace else None
    document = lab.to_document()
    for stored in (answer.event, trace, document):
        assert first_not_text(json.dumps(stored, allow_nan=False, ensure_ascii=False)) is None, call
    if answer.error:
        assert len(answer.error.message) <= MOST_OF_A_MESSAGE, call
        assert first_not_text(answer.error.message) is None, call
    if answer.changed:
        assert Company.from_document(document) == lab, call
    return answer


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_no_model_refuses_has_an_answer(case: tuple[list[Call], Call, str]) -> None:
    before, call, code = case
    lab = company()
    for one in before:
        assert handle(lab, one, NOW).error is None
    answer = check(lab, call)
    assert (answer.error.code if answer.error else "") == code, answer.error


def test_only_names_of_services_lead_to_files() -> None:
    for name in ("../actions/iam", "/etc/passwd", "iam\x00", "", "nothing"):
        assert arn_formats(f"{name}:GetUser") == ()
        assert formats_of(name, "user") == ()


@st.composite
def some(draw: st.DrawFn) -> Call:
    drawn: Call = draw(calls(*draw(st.sampled_from(OPERATIONS))))
    return drawn


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(some(), min_size=1, max_size=8))
def test_odd_calls_one_after_the_other(made: list[Call]) -> None:
    lab = company()
    for call in made:
        check(lab, call)


@lru_cache(maxsize=1)
def one_of_each() -> dict[str, Any]:
    """The document of a company with something of most services, under the name that made-up calls ask for."""
    lab = company()
    trust = TRUST.replace(', "Resource": "*"', "")
    for call in (
        Call("dynamodb", "CreateTable", {**TABLE, "TableName": "example"}),
        Call("sqs", "CreateQueue", {"QueueName": "example"}),
        Call("sns", "CreateTopic", {"Name": "example"}),
        Call("secretsmanager", "CreateSecret", {"Name": "example", "SecretString": "open sesame"}),
        Call("ssm", "PutParameter", {"Name": "example", "Value": "v", "Type": "String"}),
        Call("s3", "CreateBucket", {"Bucket": "example"}),
        Call("s3", "PutObject", {"Bucket": "example", "Key": "example", "Body": b"text"}),
        Call("iam", "CreateUser", {"UserName": "example"}),
        Call("iam", "CreateGroup", {"GroupName": "example"}),
        Call("iam", "CreateRole", {"RoleName": "example", "AssumeRolePolicyDocument": trust}),
        Call("kms", "CreateKey", {}),
        Call("ec2", "RunInstances", IMAGE),
        Call("accessanalyzer", "CreateAnalyzer", {"analyzerName": "example", "type": "ACCOUNT"}),
        Call("organizations", "CreateOrganization", {}),
    ):
        answer = handle(lab, call, NOW)
        assert answer.error is None, answer.error
    key = next(iter(lab.home.kms_keys.values())).arn
    alias = handle(lab, Call("kms", "CreateAlias", {"AliasName": "alias/example", "TargetKeyId": key}), NOW)
    assert alias.error is None
    return lab.to_document()


@pytest.mark.slow
@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=lambda name: str(name))
def test_every_operation_with_odd_values(service: str, operation: str) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(calls(service, operation))
    def try_it(call: Call) -> None:
        check(Company.from_document(one_of_each()), call)

    try_it()
