"""The resources of a zone of trust whose policies are looked at. AWS page: "IAM Access Analyzer resource types"."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from iamlab.catalog import resource_control
from iamlab.cloud import bucket_access, identifiers
from iamlab.cloud.services.accessanalyzer.zone import Zone
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.organization import RESOURCE_CONTROL
from iamlab.cloud.state.resource import Resource
from iamlab.cloud.state.s3 import Bucket
from iamlab.policy import PolicyError, PolicyType
from iamlab.policy.arns import parse_arn
from iamlab.policy.json_text import read

# Service and the start of the resource in its ARN -> the resource type.
_TYPES = {
    ("s3", ""): "AWS::S3::Bucket",
    ("iam", "role/"): "AWS::IAM::Role",
    ("sqs", ""): "AWS::SQS::Queue",
    ("lambda", "function:"): "AWS::Lambda::Function",
    ("lambda", "layer:"): "AWS::Lambda::LayerVersion",
    ("kms", "key/"): "AWS::KMS::Key",
    ("secretsmanager", "secret:"): "AWS::SecretsManager::Secret",
    ("elasticfilesystem", "file-system/"): "AWS::EFS::FileSystem",
    ("ecr", "repository/"): "AWS::ECR::Repository",
    ("sns", ""): "AWS::SNS::Topic",
    ("s3express", "bucket/"): "AWS::S3Express::DirectoryBucket",
    ("dynamodb", "table/"): "AWS::DynamoDB::Table",
}


@dataclass(frozen=True, slots=True)
class SharedResource:
    """A resource and what its policy says. `own` is how many of the statements are the policy's own: others stand for
    access control lists. `restricted` tells that a resource control policy may restrict access to it.
    """

    arn: str
    type: str
    owner: str
    policy: str
    policy_type: PolicyType = PolicyType.RESOURCE
    own: int = 0
    restricted: bool = False


def resource_type(arn_text: str) -> str | None:
    """The type that the analyzer knows an ARN's resource by; None for what it does not look at."""
    arn = parse_arn(arn_text)
    if arn is None or (arn.service == "s3" and "/" in arn.resource):
        return None
    kinds = ((start, kind) for (service, start), kind in _TYPES.items() if service == arn.service)
    return next((kind for start, kind in kinds if arn.resource.startswith(start)), None)


def shared_resources(company: Company, zone: Zone, region: str) -> Iterator[SharedResource]:
    """The resources with a policy of the zone's accounts in a Region, and all roles, which have none."""
    for account_id in sorted(zone.accounts & company.accounts.keys()):
        account = company.accounts[account_id]
        for found in _of_account(account, region):
            yield replace(found, restricted=may_be_restricted(company, account_id, found.arn))


def _of_account(account: Account, region: str) -> Iterator[SharedResource]:
    for role in account.roles.values():
        arn = identifiers.iam_arn(account.id, "role", role.path, role.name)
        yield SharedResource(arn, "AWS::IAM::Role", account.id, role.trust, PolicyType.TRUST, _statements(role.trust))
    for held in _held(account):
        arn_region = held.region if isinstance(held, Bucket) else held.arn.split(":")[3]
        kind = resource_type(held.arn)
        policy = bucket_access.policy_in_force(account, held) if isinstance(held, Bucket) else held.policy_in_force
        if kind and policy and arn_region in ("", region):
            own = held.policy or ("" if isinstance(held, Bucket) else policy)
            yield SharedResource(held.arn, kind, account.id, policy, own=_statements(own))


def _held(account: Account) -> Iterator[Resource]:
    for one in fields(account):
        found = getattr(account, one.name)
        if isinstance(found, dict):
            yield from (value for value in found.values() if isinstance(value, Resource))


def _statements(policy: str) -> int:
    """How many statements a policy has; none where it is no policy, as a scenario may declare."""
    try:
        document = read(policy).value
    except PolicyError:
        return 0
    found = document.get("Statement", []) if isinstance(document, dict) else []
    return len(found) if isinstance(found, list) else 1


def _service(name: str) -> str:
    return "sts" if name == "iam" else name


def may_be_restricted(company: Company, owner: str, arn_text: str) -> bool:
    """Whether a resource control policy of the organisation may restrict access to a resource of an account."""
    arn = parse_arn(arn_text)
    covered = arn is not None and _service(arn.service) in resource_control.SERVICES
    return covered and _has_resource_control(company, owner)


def _has_resource_control(company: Company, account_id: str) -> bool:
    organization = company.organization
    levels = organization.levels(account_id, RESOURCE_CONTROL) if organization else ()
    return any(not policy.aws_managed for level in levels for policy in level)
