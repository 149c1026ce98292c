"""What holds for every call, whoever makes it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud import models
from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import Group
from iamlab.cloud.text import first_not_text
from iamlab.policy import PolicyType
from iamlab.policy.parse import parse
from tests.cloud import credential_values, synthetic
from tests.cloud.company import NOW, company

EVERYBODY = ["root", "my-admin", "olga", "lister", "nobody"]
ADMIN_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess"
OWN_POLICY = "arn:aws:iam::123456789012:policy/ReadReports"
DOCUMENT = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}'

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::123456789012:user/nobody"},
            "Action": "sts:AssumeRole",
        },
    }
)

# AWS page: "Comparing AWS STS API operations": what anybody may do.
WITHOUT_PERMISSION = ("GetCallerIdentity", "GetSessionToken")
# It answers which of the objects it may not delete.
PART_BY_PART = [("s3", "DeleteObjects")]
DENIED = ("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation")

# A few values for each parameter, so that calls made at random meet each other.
VALUES: dict[str, list[Any]] = credential_values.VALUES | {
    "UserName": ["olga", "nobody", "new", "root", "bad name", "x" * 65],
    "GroupName": ["Admins", "Auditors", "New"],
    "RoleName": ["Worker", "worker", "AWSServiceRoleForAutoScaling", "AWSServiceRoleForECS"],
    "InstanceProfileName": ["Worker", "Box"],
    "AssumeRolePolicyDocument": [TRUST, TRUST.replace("nobody", "ghost"), "{", DOCUMENT],
    "AWSServiceName": ["autoscaling.amazonaws.com", "ecs.amazonaws.com", "nothing", "new.amazonaws.com"],
    "CustomSuffix": ["one"],
    "NewUserName": ["olga", "renamed", "root"],
    "NewGroupName": ["Admins", "Renamed"],
    "NewPath": ["/", "/moved/"],
    "MaxSessionDuration": [3_600, 43_200],
    "TagKeys": [["team"], ["Team", "other"]],
    "Description": ["About it"],
    "MaxItems": [1, 2],
    "Marker": ["made-up"],
    "PolicyUsageFilter": ["PermissionsPolicy", "PermissionsBoundary"],
    "OnlyAttached": [True],
    "PolicyName": ["Mine", "ReadReports", "ListReports"],
    "PolicyArn": [ADMIN_POLICY, OWN_POLICY, "arn:aws:iam::123456789012:policy/Mine", "not-an-arn-but-long-enough"],
    "PolicyDocument": [DOCUMENT, "{", "[]", '{"Statement": "\\u0000"}', "[" * 10_000],
    "PermissionsBoundary": [OWN_POLICY, "arn:aws:iam::aws:policy/Nothing"],
    "VersionId": ["v1", "v2", "v9"],
    "SetAsDefault": [True, False],
    "Password": ["Correct-horse-1", "short"],
    "AccessKeyId": ["AKIAIOSFODNN7EXAMPLE"],
    "Status": ["Active", "Inactive", "Sleepy"],
    "Tags": [[], [{"Key": "team", "Value": "data"}], [{"Key": "\ud800", "Value": "\x00"}]],
    "Bucket": ["reports", "payroll", "new-bucket", "Bad_Bucket"],
    "Key": ["2026/q1.csv", "new", "k" * 2_000],
    "Body": [b"text", b"", b"\x00\xff"],
    "Plaintext": [b"text", b"", b"\x00\xff"],
    "CiphertextBlob": [b"AQICAH", b"AQICAH" + b"\xff" * 80],
    "SecretBinary": [b"text", b"\x00\xff"],
    "Payload": [b"{}", b"{", b"\xff", b"[" * 10_000],
    "PublicKeyMaterial": [b"ssh-rsa", b"\xff"],
    "ZipFile": [b"PK", b""],
    "Prefix": ["2026/", ""],
    "Delimiter": ["/"],
    "MaxKeys": [0, 1, -1],
    "Path": ["/", "/team/", "no-slash"],
    "Scope": ["AWS", "Local", "Else"],
}
OPERATIONS = [(service, name) for service, operations in SIMULATED.items() for name in operations]
IAM_OPERATIONS = [(service, name) for service, name in OPERATIONS if service == "iam"]


def values_for(service: str, operation: str) -> dict[str, list[Any]]:
    shape = models.operation(service, operation).input_shape
    members = shape.members if shape else {}
    kinds = {"list": list, "map": dict, "structure": dict, "boolean": bool, "integer": int, "blob": bytes}
    return {
        name: VALUES[name]
        for name, member in members.items()
        if name in VALUES and isinstance(VALUES[name][0], kinds.get(member.type_name, str))
    }


@st.composite
def calls(draw: st.DrawFn) -> Call:
    service, operation = draw(st.sampled_from(draw(st.sampled_from([OPERATIONS, IAM_OPERATIONS]))))
    shape = models.operation(service, operation).input_shape
    chosen = {name: st.sampled_from(values) for name, values in values_for(service, operation).items()}
    made = synthetic.parameters(service, models.operation(service, operation))
    needed = {name: chosen.pop(name, st.just(made[name])) for name in (shape.required_members if shape else [])}
    given = draw(st.fixed_dictionaries(needed, optional=chosen))
    return Call(service, operation, given, draw(st.sampled_from([*EVERYBODY, "root", "root", "new", "ghost"])))


def check_invariants(account: Account) -> None:
    for group in account.groups.values():
        assert set(group.members) <= set(account.users)
    for holder in account.holders():
        for arn in holder.attached:
            assert managed_document(account, arn) is not None
        if not isinstance(holder, Group) and holder.boundary:
            assert managed_document(account, holder.boundary) is not None
    for kind in (account.users, account.groups, account.roles, account.instance_profiles):
        assert all(name == one.name for name, one in kind.items())
        assert len({name.lower() for name in kind}) == len(kind)
    for profile in account.instance_profiles.values():
        assert profile.role is None or profile.role in account.roles
    for tagged in (*account.users.values(), *account.roles.values()):
        assert len({key.lower() for key in tagged.tags}) == len(tagged.tags) <= 50
    for role in account.roles.values():
        parse(role.trust, PolicyType.TRUST)
    holders = {None, account.id, *(user.id for user in account.users.values())}
    assert {device.holder for device in account.mfa_devices.values()} <= holders
    for policy in account.policies.values():
        assert policy.default_version in {version.id for version in policy.versions}


@settings(max_examples=60, deadline=None)
@given(st.lists(calls(), min_size=1, max_size=25))
def test_calls_change_the_account_only_when_they_succeed_and_say_so(made: list[Call]) -> None:
    lab = company()
    for call in made:
        before = lab.to_document()
        answer = handle(lab, call, NOW)
        after = lab.to_document()
        assert (answer.output is None) is (answer.error is not None)
        if answer.error:
            assert len(answer.error.message) < 4_000
            assert after == before, f"{call} was refused with {answer.error} and still changed the account"
        assert answer.changed is (after != before)
        assert first_not_text(json.dumps([answer.event, after], ensure_ascii=False)) is None
        check_invariants(lab.home)
    assert Company.from_document(lab.to_document()) == lab


@pytest.mark.parametrize("identity", EVERYBODY)
def test_everybody_may_ask_who_they_are(identity: str) -> None:
    answer = handle(company(), Call("sts", "GetCallerIdentity", {}, identity), NOW)
    assert answer.output is not None
    assert answer.output["Arn"].endswith(("root", f"/{identity}"))


@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=lambda name: str(name))
def test_who_has_no_policy_changes_nothing_and_learns_nothing(service: str, operation: str) -> None:
    lab = company()
    before = lab.to_document()
    shape = models.operation(service, operation).input_shape
    made = synthetic.parameters(service, models.operation(service, operation))
    needed = {name: made[name] for name in (shape.required_members if shape else [])}
    given = needed | {name: values[0] for name, values in values_for(service, operation).items()}
    answer = handle(lab, Call(service, operation, given, "nobody"), NOW)
    if operation in WITHOUT_PERMISSION or (service, operation) in PART_BY_PART:
        return
    assert answer.error is not None, f"{service}:{operation} answers {answer.output}"
    if answer.trace:  # others never came to a decision: what was asked for is wrong, or not there
        assert answer.error.code in DENIED and answer.trace.decision.outcome == "implicitDeny"
    assert lab.to_document() == before


def test_a_refusal_is_in_the_trail_with_its_reason() -> None:
    event = handle(company(), Call("iam", "DeleteUser", {"UserName": "olga"}, "lister"), NOW).event
    assert event["eventName"] == "DeleteUser"
    assert event["errorCode"] == "AccessDenied"
    assert "no identity-based policy allows the iam:DeleteUser action" in event["errorMessage"]
    assert event["userIdentity"]["arn"] == "arn:aws:iam::123456789012:user/lister"
    assert event["requestParameters"] == {"userName": "olga"}
    assert event["eventTime"] == "2026-03-02T10:30:00Z"
    assert event["readOnly"] is False


def test_no_secret_reaches_the_trail() -> None:
    lab = company()
    profile = {"UserName": "nobody", "Password": "Correct-horse-1"}
    password = handle(lab, Call("iam", "CreateLoginProfile", profile, "root"), NOW)
    key = handle(lab, Call("iam", "CreateAccessKey", {"UserName": "nobody"}, "root"), NOW)
    assert key.output is not None and password.error is None
    secret = {"Name": "db", "SecretString": "open-sesame"}
    database = {"DBInstanceIdentifier": "d", "DBInstanceClass": "db.t3.micro", "Engine": "mysql"}
    more = [
        handle(lab, Call("secretsmanager", "CreateSecret", secret, "root"), NOW).event,
        handle(
            lab, Call("rds", "CreateDBInstance", {**database, "MasterUserPassword": "open-sesame"}, "root"), NOW
        ).event,
        handle(lab, Call("kms", "Encrypt", {"KeyId": "k", "Plaintext": b"open-sesame"}, "root"), NOW).event,
    ]
    assert "open-sesame" not in repr(more)
    recorded = repr((password.event, key.event))
    assert "Correct-horse-1" not in recorded
    assert key.output["AccessKey"]["SecretAccessKey"] not in recorded


def test_policies_are_named_by_where_they_come_from() -> None:
    trace = handle(company(), Call("s3", "ListBuckets", {}, "olga"), NOW).trace
    assert trace is not None
    names = [policy["name"] for layer in trace.as_dict()["layers"] for policy in layer["policies"]]
    assert names == ["ReadReports (from group Auditors)"]


def test_iam_is_always_called_in_us_east_1_and_ec2_where_the_caller_says() -> None:
    only_ireland = (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",'
        '"Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}}'
    )
    lab = company()
    given = {"UserName": "nobody", "PolicyName": "Ireland", "PolicyDocument": only_ireland}
    handle(lab, Call("iam", "PutUserPolicy", given, "root"), NOW)
    assert handle(lab, Call("ec2", "DescribeInstances", {}, "nobody", "eu-west-1"), NOW).error is None
    assert handle(lab, Call("ec2", "DescribeInstances", {}, "nobody", "us-east-1"), NOW).error is not None
    assert handle(lab, Call("iam", "ListUsers", {}, "nobody", "eu-west-1"), NOW).error is not None


def test_an_account_has_a_size_that_it_cannot_outgrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iamlab.cloud.gateway.MAX_CHARACTERS", 2_000)
    lab = company()
    given = {"Bucket": "reports", "Key": "big", "Body": b"x" * 2_000}
    answer = handle(lab, Call("s3", "PutObject", given, "root"), NOW)
    assert answer.error is not None and answer.error.code == "ServiceQuotaExceeded"
    assert "big" not in lab.home.buckets["reports"].objects


def grant(lab: Company, statements: list[dict[str, Any]]) -> None:
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    given = {"UserName": "nobody", "PolicyName": "Mine", "PolicyDocument": document}
    assert handle(lab, Call("iam", "PutUserPolicy", given, "root"), NOW).error is None


MACHINE = {"name": "m", "definition": "{}", "roleArn": "arn:aws:iam::123456789012:role/Worker"}


def test_a_role_is_handed_over_only_with_pass_role() -> None:
    lab = company()
    create = {"Effect": "Allow", "Action": "states:CreateStateMachine", "Resource": "*"}
    handed = {
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": "arn:aws:iam::123456789012:role/Worker",
        "Condition": {"StringEquals": {"iam:PassedToService": "states.amazonaws.com"}},
    }
    call = Call("stepfunctions", "CreateStateMachine", MACHINE, "nobody")
    grant(lab, [create])
    refused = handle(lab, call, NOW)
    assert refused.error is not None and refused.error.code == "AccessDeniedException"
    assert "iam:PassRole on resource: arn:aws:iam::123456789012:role/Worker" in refused.error.message
    assert refused.trace is not None and not refused.trace.decision.allowed
    grant(lab, [create, handed])
    allowed = handle(lab, call, NOW)
    assert allowed.error is None and not allowed.changed
    assert "The lab keeps nothing for" in allowed.note and "this answer is empty" in allowed.note
    assert allowed.trace is not None and allowed.trace.decision.allowed
    elsewhere = {**MACHINE, "roleArn": "arn:aws:iam::444455556666:role/Worker"}
    assert handle(lab, Call("stepfunctions", "CreateStateMachine", elsewhere, "nobody"), NOW).error is not None


def test_an_instance_profile_hands_over_the_role_that_is_in_it() -> None:
    lab = company()
    trust = TRUST.replace('{"AWS": "arn:aws:iam::123456789012:user/nobody"}', '{"Service": "ec2.amazonaws.com"}')
    for operation, parameters in (
        ("CreateRole", {"RoleName": "Worker", "Path": "/app/", "AssumeRolePolicyDocument": trust}),
        ("CreateInstanceProfile", {"InstanceProfileName": "Box"}),
        ("AddRoleToInstanceProfile", {"InstanceProfileName": "Box", "RoleName": "Worker"}),
    ):
        assert handle(lab, Call("iam", operation, parameters, "root"), NOW).error is None
    grant(lab, [{"Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*"}])
    run = {"ImageId": "ami-1", "MinCount": 1, "MaxCount": 1, "IamInstanceProfile": {"Name": "Box"}}
    refused = handle(lab, Call("ec2", "RunInstances", run, "nobody"), NOW)
    assert refused.error is not None
    assert "iam:PassRole on resource: arn:aws:iam::123456789012:role/app/Worker" in refused.error.message


def test_conditions_see_what_the_call_carries() -> None:
    lab = company()
    condition = {"StringEquals": {"aws:RequestTag/team": "data"}}
    grant(lab, [{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*", "Condition": condition}])
    given = {
        "TableName": "t",
        "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    with_tag = {**given, "Tags": [{"Key": "team", "Value": "data"}]}
    assert handle(lab, Call("dynamodb", "CreateTable", given, "nobody"), NOW).error is not None
    assert handle(lab, Call("dynamodb", "CreateTable", with_tag, "nobody"), NOW).error is None


def test_the_trail_tells_reads_from_writes_and_data_from_management() -> None:
    lab = company()
    read = handle(lab, Call("stepfunctions", "ListStateMachines", {}, "root"), NOW).event
    assert (read["eventSource"], read["readOnly"], read["managementEvent"]) == ("states.amazonaws.com", True, True)
    item = {"TableName": "Music", "Item": {"a": {"S": "b"}}}
    write = handle(lab, Call("dynamodb", "PutItem", item, "nobody"), NOW).event
    assert (write["errorCode"], write["readOnly"], write["eventCategory"]) == ("AccessDeniedException", False, "Data")
    assert write["requestParameters"]["tableName"] == "Music"


def test_an_action_that_the_reference_lacks_is_assumed_by_its_name() -> None:
    lab = company()
    call = Call("glue", "CreateGlossary", {"Name": "g"}, "root")
    answer = handle(lab, call, NOW)
    assert answer.error is None
    assert answer.note.endswith("has no action for it: the lab took it to be glue:CreateGlossary.")
    assert answer.event["readOnly"] is False
    refused = handle(lab, Call("glue", "GetGlossary", {"Identifier": "g"}, "nobody"), NOW)
    assert refused.error is not None and "glue:GetGlossary" in refused.error.message
    assert refused.event["readOnly"] is True


def test_what_nobody_can_decide_is_not_simulated() -> None:
    answer = handle(company(), Call("iotthingsgraph", "DeleteNamespace", {}, "nobody"), NOW)
    assert answer.error is not None and answer.error.code == "NotSimulated"
    assert answer.trace is None


def test_a_hostile_value_meets_no_pattern() -> None:
    lab = company()
    assert (
        handle(lab, Call("ecr", "DescribeRepositories", {"repositoryNames": ["a" * 100 + "!"]}, "root"), NOW).error
        is None
    )
    key = {"a": {"S": "\x00"}}
    refused = handle(lab, Call("dynamodb", "GetItem", {"TableName": "Music", "Key": key}, "root"), NOW)
    assert refused.error is not None and refused.error.code == "ValidationException"
