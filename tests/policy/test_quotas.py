"""How long a policy is by AWS's count, and what it takes of its quotas."""

import json

import pytest

from iamlab.catalog import resource_policies
from iamlab.cloud.services.iam import quotas as of_the_cloud
from iamlab.policy import PolicyType
from iamlab.policy.checks import validate
from iamlab.policy.quotas import ACCOUNT_QUOTAS, Usage, usage
from iamlab.policy.sizes import GROUP_INLINE, MANAGED, ROLE_INLINE, USER_INLINE, quotas

LIMITS = [
    ("identity", None, 6_144),
    ("boundary", None, 6_144),
    ("session", None, 2_048),
    ("scp", None, 10_240),
    ("rcp", None, 5_120),
    ("trust", None, 2_048),
    ("endpoint", None, 20_480),
    ("resource", None, 20_480),
    ("resource", "AWS::S3::Bucket", 20_480),
    ("resource", "AWS::SQS::Queue", 8_192),
    ("resource", "AWS::SNS::Topic", 30_720),
    ("resource", "AWS::KMS::Key", 32_768),
    ("resource", "AWS::Lambda::Function", 20_480),
    ("resource", "AWS::ECR::Repository", 10_240),
    ("resource", "AWS::IAM::AssumeRolePolicyDocument", 2_048),
]


def document(characters: int) -> str:
    """A policy of exactly so many characters, none of them white space."""
    empty = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*"}]}
    text = json.dumps({**empty, "Id": ""}, separators=(",", ":"))
    return text[:-2] + "x" * (characters - len(text)) + text[-2:]


def size(text: str, policy_type: PolicyType, resource_type: str | None) -> int:
    return quotas(policy_type, resource_type)[0].used(text)


def too_long(text: str | dict[str, object], policy_type: str, resource_type: str | None = None) -> list[str]:
    findings = validate(text, PolicyType(policy_type), resource_type)
    return [one.message for one in findings if one.code.startswith("POLICY_SIZE_EXCEEDS_")]


@pytest.mark.parametrize(("policy_type", "resource_type", "limit"), LIMITS)
def test_a_policy_may_be_as_long_as_its_quota_and_no_longer(
    policy_type: str, resource_type: str | None, limit: int
) -> None:
    assert too_long(document(limit), policy_type, resource_type) == []
    [message] = too_long(document(limit + 1), policy_type, resource_type)
    assert f"{limit + 1:,}" in message
    assert f"at most {limit:,}" in message
    assert size(document(limit), PolicyType(policy_type), resource_type) == limit


@pytest.mark.parametrize(
    ("policy_type", "counts"),
    [
        ("identity", False),
        ("boundary", False),
        ("trust", False),
        ("session", True),
        ("scp", True),
        ("rcp", True),
        ("endpoint", True),
        ("resource", True),
    ],
)
def test_white_space_counts_where_aws_says_so(policy_type: str, counts: bool) -> None:
    limit = quotas(PolicyType(policy_type))[0].limit
    text = document(limit).replace("{", "{ \t\r\n", 1)
    assert bool(too_long(text, policy_type)) is counts


def test_an_object_has_no_white_space_of_its_own() -> None:
    assert too_long(json.loads(document(10_240)), "scp") == []
    assert len(too_long(json.loads(document(10_241)), "scp")) == 1


def test_some_services_count_bytes() -> None:
    text = document(20_480).replace("xx", "é", 1)  # one character less, as many bytes
    assert size(text, PolicyType.RESOURCE, "AWS::S3::Bucket") == 20_480
    assert size(text, PolicyType.RESOURCE, "AWS::SecretsManager::Secret") == 20_479


def test_an_identity_policy_has_a_quota_for_each_way_of_attaching_it() -> None:
    assert [(one.used, one.limit, one.exceeded) for one in usage(document(3_000), PolicyType.IDENTITY)] == [
        (3_000, 6_144, False),
        (3_000, 2_048, True),
        (3_000, 5_120, False),
        (3_000, 10_240, False),
    ]


def test_what_is_no_json_is_counted_too() -> None:
    broken = '{ "Version": '
    assert usage(broken, PolicyType.TRUST) == (
        Usage("A trust policy", 11, 2_048, "In characters, white space not counted. An account can ask for more."),
    )
    assert [one.used for one in usage(broken + "\ud800", PolicyType.RESOURCE, "AWS::S3::Bucket")] == [len(broken) + 1]


def test_the_cloud_keeps_to_the_same_numbers() -> None:
    assert of_the_cloud.MANAGED_POLICY_SIZE == MANAGED.limit == 6_144
    assert of_the_cloud.USER_INLINE_SIZE == USER_INLINE.limit == 2_048
    assert of_the_cloud.GROUP_INLINE_SIZE == GROUP_INLINE.limit == 5_120
    assert ROLE_INLINE.limit == 10_240
    limits = {one.name: one.limit for one in ACCOUNT_QUOTAS}
    assert of_the_cloud.USERS_PER_ACCOUNT == limits["Users in an account"] == 5_000
    assert of_the_cloud.GROUPS_PER_ACCOUNT == limits["Groups in an account"] == 300
    assert of_the_cloud.POLICIES_PER_ACCOUNT == limits["Customer managed policies in an account"] == 1_500
    assert of_the_cloud.GROUPS_PER_USER == limits["Groups that a user can be in"] == 10
    assert of_the_cloud.POLICIES_PER_USER == limits["Managed policies attached to a user"] == 10
    assert of_the_cloud.POLICIES_PER_GROUP == limits["Managed policies attached to a group"] == 10
    assert of_the_cloud.ACCESS_KEYS_PER_USER == limits["Access keys of a user"] == 2
    assert of_the_cloud.VERSIONS_PER_POLICY == limits["Versions of a managed policy"] == 5


def test_every_quota_names_its_page() -> None:
    every = [quota for one in PolicyType for quota in quotas(one)]
    every += [quota for name in resource_policies.names() for quota in quotas(PolicyType.RESOURCE, name)]
    assert all(quota.page and quota.name for quota in every)
