"""Condition keys. Sources: "AWS global condition context keys", "Service Authorization Reference"."""

import pytest

from iamlab.catalog import actions, condition_keys, vpc_endpoint_keys
from iamlab.catalog.condition_keys import KeyType
from iamlab.policy import variables


@pytest.mark.parametrize(
    ("name", "found", "kind", "multivalued"),
    [
        ("AWS:resourcetag/Team", "aws:ResourceTag/${TagKey}", KeyType.STRING, False),
        ("aws:PrincipalTag/aws:cloudformation:stack/name", "aws:PrincipalTag/${TagKey}", KeyType.STRING, False),
        ("aws:TAGKEYS", "aws:TagKeys", KeyType.STRING, True),
        ("aws:PrincipalOrgPaths", "aws:PrincipalOrgPaths", KeyType.STRING, True),
        ("aws:SourceIp", "aws:SourceIp", KeyType.IP, False),
        ("aws:sourcearn", "aws:SourceArn", KeyType.ARN, False),
        ("aws:CurrentTime", "aws:CurrentTime", KeyType.DATE, False),
        ("aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", KeyType.NUMERIC, False),
        ("aws:MultiFactorAuthPresent", "aws:MultiFactorAuthPresent", KeyType.BOOL, False),
        ("aws:ARN", "aws:ARN", KeyType.ARN, False),
        ("ec2:SourceInstanceARN", "ec2:SourceInstanceArn", KeyType.ARN, False),
        ("S3:Prefix", "s3:prefix", KeyType.STRING, False),
        ("s3:max-keys", "s3:max-keys", KeyType.NUMERIC, False),
        ("s3:ExistingObjectTag/a", "s3:ExistingObjectTag/<key>", KeyType.STRING, False),
        ("secretsmanager:ResourceTag/tag-key", "secretsmanager:ResourceTag/${TagKey}", KeyType.STRING, False),
        ("kms:EncryptionContext:a:b", "kms:EncryptionContext:${EncryptionContextKey}", KeyType.STRING, False),
        ("dynamodb:LeadingKeys", "dynamodb:LeadingKeys", KeyType.STRING, True),
        ("events:Metadata/x/Matcher", "events:Metadata/${MetadataKey}/Matcher", KeyType.STRING, False),
        ("ec2:osuser", "ec2:osuser", KeyType.STRING, False),
        ("saml:AUD", "saml:aud", KeyType.STRING, False),
        ("saml:edupersonaffiliation", "saml:edupersonaffiliation", KeyType.STRING, True),
        ("cognito-identity.amazonaws.com:amr", "cognito-identity.amazonaws.com:amr", KeyType.STRING, True),
        ("cognito-identity.amazonaws.com:aud", "cognito-identity.amazonaws.com:aud", KeyType.STRING, False),
    ],
)
def test_a_key_by_its_name(name: str, found: str, kind: KeyType, multivalued: bool) -> None:
    key = condition_keys.find(name)
    assert key is not None
    assert (key.name, key.type, key.multivalued) == (found, kind, multivalued)
    assert key.description


@pytest.mark.parametrize(
    ("name", "multivalued"),
    [
        ("token.actions.githubusercontent.com:sub", False),
        ("oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud", False),
        ("id.example.com:amr", True),
    ],
)
def test_a_claim_of_whichever_identity_provider(name: str, multivalued: bool) -> None:
    key = condition_keys.find(name)
    assert key is not None
    assert (key.type, key.multivalued) == (KeyType.STRING, multivalued)


@pytest.mark.parametrize(
    "name",
    ["", ":", "aws", "aws:", "aws:ResourceTag", "aws:ResourceTag/", "aws:Nothing", "s3:nothing", "nosuch:key", "a.b:"],
)
def test_what_is_no_key(name: str) -> None:
    assert condition_keys.find(name) is None


def test_the_two_types_of_the_epoch() -> None:
    key = condition_keys.find("aws:EpochTime")
    assert key is not None
    assert (key.type, key.second_type) == (KeyType.DATE, KeyType.NUMERIC)


def test_an_action_carries_its_own_keys_and_those_of_its_resource_types() -> None:
    keys = condition_keys.keys_of_action("S3:listbucket")
    assert {"s3:prefix", "s3:max-keys", "s3:dataaccesspointarn"} <= keys
    assert "aws:resourcetag/${tagkey}" in condition_keys.keys_of_action("ec2:TerminateInstances")
    assert "aws:resourcetag/${tagkey}" not in condition_keys.keys_of_action("ec2:DescribeInstances")
    assert condition_keys.keys_of_action("s3:Nothing") == condition_keys.keys_of_action("x") == frozenset()


def test_the_actions_that_carry_a_key() -> None:
    assert condition_keys.actions_of_key("iam:PassedToService") == {"iam:PassRole"}
    assert "s3:ListBucket" in condition_keys.actions_of_key("s3:prefix")
    assert "s3:GetObject" not in condition_keys.actions_of_key("s3:prefix")
    assert condition_keys.actions_of_key("ec2:osuser") == {"ec2-instance-connect:SendSSHPublicKey"}
    assert not condition_keys.actions_of_key("aws:SourceIp")
    assert not condition_keys.actions_of_key("ec2:SourceInstanceArn")


def test_the_keys_of_a_service() -> None:
    names = condition_keys.keys_of_service("IAM")
    assert "iam:PassedToService" in names
    assert all(name.startswith("iam:") for name in names)
    assert list(names) == sorted(names)
    assert condition_keys.keys_of_service("nosuch") == ()


def test_the_global_keys_have_one_name_and_are_found_by_it() -> None:
    keys = condition_keys.global_keys()
    assert len({key.name.lower() for key in keys}) == len(keys) > 50
    assert all(condition_keys.find(key.name) is key for key in keys)


def test_the_policy_variables_know_the_multivalued_keys() -> None:
    multivalued = {key.name.lower() for key in condition_keys.global_keys() if key.multivalued}
    assert multivalued == variables._MULTIVALUED


def test_the_services_with_the_keys_of_vpc_endpoints_exist() -> None:
    named = frozenset().union(*vpc_endpoint_keys.SERVICES.values())
    assert named <= set(actions.services())
    assert all(condition_keys.find(key) for key in vpc_endpoint_keys.SERVICES)
    assert all(actions.describe(action) for action in vpc_endpoint_keys.UNSUPPORTED_ACTIONS)
