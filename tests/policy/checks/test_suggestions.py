"""What is offered for a name that AWS does not have. Source: "Service Authorization Reference"."""

import pytest

from iamlab.catalog import actions
from iamlab.policy.checks import validate
from iamlab.policy.checks.names import action_suggestions, key_suggestions


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("s3:GetObjcet", "s3:GetObject"),
        ("S3:get object", "s3:GetObject"),
        ("s3:ListBuckets", "s3:ListAllMyBuckets"),
        ("sqs:SendMessageBatch", "sqs:SendMessage"),
        ("iam:AssumeRole", "sts:AssumeRole"),
        ("sqs:PutItem", "dynamodb:PutItem"),
    ],
)
def test_an_action(written: str, meant: str) -> None:
    suggestion = action_suggestions.for_action(written)
    assert suggestion is not None
    assert (suggestion.action, suggestion.sure) == (meant, True)
    assert meant in suggestion.words


@pytest.mark.parametrize("written", ["s3:Frobnicate", "sqs:ListTagsForResource", "s3:X"])
def test_no_action_is_near(written: str) -> None:
    suggestion = action_suggestions.for_action(written)
    assert suggestion is None or not suggestion.sure


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Lamda:invokefunction", "lambda:InvokeFunction"),
        ("emr:RunJobFlow", "elasticmapreduce:RunJobFlow"),
        ("dynamobd:Batch*", "dynamodb:Batch*"),
    ],
)
def test_a_service(written: str, meant: str) -> None:
    suggestion = action_suggestions.for_service(written)
    assert suggestion is not None
    assert suggestion.action == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("aws:PrincipalOrgId_", ("aws:PrincipalOrgID", True)),
        ("aws:ResourceTags/a/b", ("aws:ResourceTag/a/b", True)),
        ("s3:ExistingObjectTags/a", ("s3:ExistingObjectTag/a", True)),
        ("s3:SourceIp", ("aws:SourceIp", True)),
        ("lamda:Layers", ("lambda:Layer", True)),
        ("aws:MFAPresent", ("aws:MultiFactorAuthPresent", False)),
        ("aws:Frobnication", None),
    ],
)
def test_a_condition_key(written: str, meant: tuple[str, bool] | None) -> None:
    assert key_suggestions.meant(written) == meant


def test_the_tables_name_what_exists_for_what_does_not() -> None:
    calls, prefixes = action_suggestions._ACTIONS_OF_CALLS, action_suggestions._PREFIXES
    assert all(actions.describe(action) and not actions.describe(call) for call, action in calls.items())
    assert set(prefixes.values()) <= set(actions.services())
    assert not set(prefixes) & set(actions.services())


def test_a_fix_never_takes_a_key_that_is_there_already() -> None:
    keys = {"aws:SourceVpcs": "vpc-1a2b3c4d", "aws:SourceVpc": "vpc-1a2b3c4d"}
    statement = {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": keys}}
    findings = validate({"Version": "2012-10-17", "Statement": [statement]})
    (finding,) = [one for one in findings if one.code == "INVALID_GLOBAL_CONDITION_KEY"]
    assert finding.fix is None


def test_a_document_full_of_wrong_names_is_read_to_its_end() -> None:
    wrong = [f"s3:Wrong{number}" for number in range(100)]
    findings = validate({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": wrong, "Resource": "*"}]})
    assert [one.code for one in findings].count("INVALID_ACTION") == 100
