"""The simulate view. Sources: the IAM API Reference's EvaluationResult, ResourceSpecificResult, Statement, Position."""

import json
from typing import Any

import pytest

from iamlab.evaluator import Layers, Request
from iamlab.evaluator.case import read_case
from iamlab.evaluator.simulate import context_keys, evaluation_result

JANE = "arn:aws:iam::123456789012:user/jane"
ONE_LINE = (
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*",'
    '"Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}'
)
TWO_BUCKETS = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Mine", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::mine/*"},
    {
      "Sid": "NotYours",
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::yours/*"
    }
  ]
}"""
ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
EC2 = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}
NO_S3 = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
FOR_JANE = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": JANE}, "Action": "s3:*", "Resource": "*"}]}
MINE, YOURS, THEIRS = (f"arn:aws:s3:::{name}/k" for name in ("mine", "yours", "theirs"))


def simulate(action: str, *resources: str, owner: str | None = None, context: Any = None, **policies: Any) -> Any:
    """The result of simulating an action of jane's on each of the resources."""
    asked = [Request(JANE, action, resource, owner, context or {}) for resource in resources]
    request = {"principal": JANE, "action": action, "resource": resources[0]}
    layers = read_case({"request": request, **policies}).layers
    result = evaluation_result(asked, layers)
    assert json.loads(json.dumps(result)) == result
    return result


def test_an_action_on_every_resource() -> None:
    context = {"aws:CurrentTime": "2019-04-25T11:00:00Z"}
    assert simulate("dynamodb:CreateBackup", "*", context=context, identity_policies=[ONE_LINE]) == {
        "EvalActionName": "dynamodb:CreateBackup",
        "EvalResourceName": "*",
        "EvalDecision": "allowed",
        "MatchedStatements": [
            {
                "SourcePolicyId": "identity_policies[0]",
                "SourcePolicyType": "user",
                "StartPosition": {"Line": 1, "Column": 37},
                "EndPosition": {"Line": 1, "Column": 167},
            }
        ],
        "MissingContextValues": [],
    }


def test_a_condition_that_does_not_hold() -> None:
    context = {"aws:CurrentTime": "2014-04-25T11:00:00Z"}
    result = simulate("dynamodb:CreateBackup", "*", context=context, identity_policies=[ONE_LINE])
    assert (result["EvalDecision"], result["MatchedStatements"], result["MissingContextValues"]) == (
        "implicitDeny",
        [],
        [],
    )


def test_a_key_that_is_missing() -> None:
    result = simulate("dynamodb:CreateBackup", "*", identity_policies=[ONE_LINE])
    assert (result["EvalDecision"], result["MissingContextValues"]) == ("implicitDeny", ["aws:CurrentTime"])


def test_the_top_decision_is_the_strictest_and_each_resource_has_its_own() -> None:
    result = simulate("s3:GetObject", MINE, YOURS, THEIRS, identity_policies=[TWO_BUCKETS])
    assert result["EvalDecision"] == "explicitDeny"
    assert result["EvalResourceName"] == "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
    each = [(one["EvalResourceName"], one["EvalResourceDecision"]) for one in result["ResourceSpecificResults"]]
    assert each == [(MINE, "allowed"), (YOURS, "explicitDeny"), (THEIRS, "implicitDeny")]


def test_only_statements_that_led_to_the_decision_are_matched() -> None:
    result = simulate("s3:GetObject", MINE, YOURS, identity_policies=[TWO_BUCKETS])
    assert [one["StartPosition"]["Line"] for one in result["MatchedStatements"]] == [5]
    first, second = (one["MatchedStatements"] for one in result["ResourceSpecificResults"])
    assert [one["StartPosition"] for one in first] == [{"Line": 4, "Column": 5}]
    assert [one["EndPosition"] for one in first] == [{"Line": 4, "Column": 92}]
    assert second == result["MatchedStatements"]


def test_a_position_cuts_the_statement_out_of_its_document() -> None:
    result = simulate("s3:GetObject", YOURS, identity_policies=[TWO_BUCKETS])
    (matched,) = result["MatchedStatements"]
    starts = [0]
    for line in TWO_BUCKETS.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    start, end = (
        starts[one["Line"] - 1] + one["Column"] - 1 for one in (matched["StartPosition"], matched["EndPosition"])
    )
    assert json.loads(TWO_BUCKETS[start:end])["Sid"] == "NotYours"


@pytest.mark.parametrize(("boundary", "allowed"), [(ALL, True), (EC2, False), (NO_S3, False)])
def test_what_the_boundary_says(boundary: Any, allowed: bool) -> None:
    result = simulate("s3:GetObject", MINE, identity_policies=[ALL], permissions_boundary=boundary)
    assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": allowed}
    (one,) = result["ResourceSpecificResults"]
    assert one["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": allowed}


@pytest.mark.parametrize(
    ("scps", "allowed"), [([[ALL], [ALL]], True), ([[ALL], [EC2]], False), ([[ALL, NO_S3]], False)]
)
def test_what_the_organisation_says(scps: Any, allowed: bool) -> None:
    result = simulate("s3:GetObject", MINE, identity_policies=[ALL], service_control_policies=scps)
    assert result["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": allowed}
    assert (result["EvalDecision"] == "allowed") == allowed


def test_statements_of_an_scp_or_a_boundary_are_not_matched() -> None:
    result = simulate("s3:GetObject", MINE, identity_policies=[ALL], service_control_policies=[[ALL, NO_S3]])
    assert (result["EvalDecision"], result["MatchedStatements"]) == ("explicitDeny", [])


def test_without_a_boundary_or_an_organisation_there_are_no_such_details() -> None:
    result = simulate("s3:GetObject", MINE, identity_policies=[ALL])
    assert not {"PermissionsBoundaryDecisionDetail", "OrganizationsDecisionDetail"} & result.keys()


def test_details_are_empty_within_an_account_and_absent_for_every_resource() -> None:
    assert simulate("s3:GetObject", MINE, identity_policies=[ALL])["EvalDecisionDetails"] == {}
    assert "EvalDecisionDetails" not in simulate("s3:ListAllMyBuckets", "*", identity_policies=[ALL])


def test_across_accounts_each_policy_type_has_its_decision() -> None:
    result = simulate("s3:GetObject", MINE, owner="444455556666", identity_policies=[EC2], resource_policy=FOR_JANE)
    assert result["EvalDecision"] == "implicitDeny"
    assert result["EvalDecisionDetails"] == {"IAM Policy": "implicitDeny", "Resource Policy": "allowed"}


def test_where_an_scp_denies_the_simulation_ends() -> None:
    result = simulate(
        "s3:GetObject", MINE, owner="444455556666", identity_policies=[ALL], service_control_policies=[[EC2]]
    )
    assert "EvalDecisionDetails" not in result


def test_a_resource_policy_is_named_as_such() -> None:
    (matched,) = simulate("s3:GetObject", MINE, resource_policy=FOR_JANE)["MatchedStatements"]
    assert (matched["SourcePolicyId"], matched["SourcePolicyType"]) == ("resource_policy", "resource")


def test_the_type_of_a_policy_can_be_told() -> None:
    layers = read_case(
        {"request": {"principal": JANE, "action": "a:b", "resource": "*"}, "identity_policies": [ALL]}
    ).layers
    result = evaluation_result([Request(JANE, "a:b", "*")], layers, {"identity_policies[0]": "aws-managed"})
    assert result["MatchedStatements"][0]["SourcePolicyType"] == "aws-managed"


def test_context_keys_are_those_of_conditions_and_variables() -> None:
    statement = {
        "Effect": "Allow",
        "Action": "*",
        "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}",
        "Condition": {"StringLike": {"s3:prefix": "${aws:username}/*"}, "Null": {"S3:Prefix": "false"}},
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    layers = read_case(
        {"request": {"principal": JANE, "action": "a:b", "resource": "*"}, "identity_policies": [policy]}
    ).layers
    assert context_keys(layers) == ["s3:prefix", "aws:PrincipalTag/team", "aws:username"]


def test_keys_that_follow_from_the_caller_are_not_missing() -> None:
    statement = {
        "Effect": "Allow",
        "Action": "*",
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:username": "jane"}},
    }
    assert simulate("s3:GetObject", MINE, identity_policies=[{"Statement": statement}])["MissingContextValues"] == []


def test_there_must_be_something_to_simulate() -> None:
    with pytest.raises(ValueError, match="nothing to simulate"):
        evaluation_result([], Layers())
