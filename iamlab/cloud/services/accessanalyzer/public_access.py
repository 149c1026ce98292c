"""Which statements of a resource policy let in everybody. AWS page: "CheckNoPublicAccess"."""

from collections.abc import Iterator

from iamlab.analysis import samples
from iamlab.cloud.services.accessanalyzer.exposure import exposures
from iamlab.cloud.services.accessanalyzer.zone import Zone
from iamlab.policy import Policy, PolicyType

TRUST = "AWS::IAM::AssumeRolePolicyDocument"

_MOST = 10  # resources of a policy that are looked at

# Resource type -> a resource of that type, for policies that name none.
_SOME = {
    "AWS::ApiGateway::RestApi": "arn:aws:execute-api:us-east-1:{0}:a1b2c3d4e5/stage/GET/path",
    "AWS::Backup::BackupVault": "arn:aws:backup:us-east-1:{0}:backup-vault:some",
    "AWS::CloudTrail::Dashboard": "arn:aws:cloudtrail:us-east-1:{0}:dashboard/some",
    "AWS::CloudTrail::EventDataStore": "arn:aws:cloudtrail:us-east-1:{0}:eventdatastore/some",
    "AWS::CodeArtifact::Domain": "arn:aws:codeartifact:us-east-1:{0}:domain/some",
    "AWS::DynamoDB::Stream": "arn:aws:dynamodb:us-east-1:{0}:table/some/stream/2026-01-01T00:00:00.000",
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:us-east-1:{0}:table/some",
    "AWS::EFS::FileSystem": "arn:aws:elasticfilesystem:us-east-1:{0}:file-system/fs-1",
    TRUST: "arn:aws:iam::{0}:role/some",
    "AWS::KMS::Key": "arn:aws:kms:us-east-1:{0}:key/some",
    "AWS::Kinesis::Stream": "arn:aws:kinesis:us-east-1:{0}:stream/some",
    "AWS::Kinesis::StreamConsumer": "arn:aws:kinesis:us-east-1:{0}:stream/some/consumer/one:1",
    "AWS::Lambda::Function": "arn:aws:lambda:us-east-1:{0}:function:some",
    "AWS::OpenSearchService::Domain": "arn:aws:es:us-east-1:{0}:domain/some",
    "AWS::S3::AccessPoint": "arn:aws:s3:us-east-1:{0}:accesspoint/some",
    "AWS::S3::Bucket": "arn:aws:s3:::some",
    "AWS::S3::Glacier": "arn:aws:glacier:us-east-1:{0}:vaults/some",
    "AWS::S3Express::AccessPoint": "arn:aws:s3express:us-east-1:{0}:accesspoint/some",
    "AWS::S3Express::DirectoryBucket": "arn:aws:s3express:us-east-1:{0}:bucket/some--use1-az4--x-s3",
    "AWS::S3Outposts::AccessPoint": "arn:aws:s3-outposts:us-east-1:{0}:outpost/op-1/accesspoint/some",
    "AWS::S3Outposts::Bucket": "arn:aws:s3-outposts:us-east-1:{0}:outpost/op-1/bucket/some",
    "AWS::S3Tables::Table": "arn:aws:s3tables:us-east-1:{0}:bucket/some/table/one",
    "AWS::S3Tables::TableBucket": "arn:aws:s3tables:us-east-1:{0}:bucket/some",
    "AWS::SNS::Topic": "arn:aws:sns:us-east-1:{0}:some",
    "AWS::SQS::Queue": "arn:aws:sqs:us-east-1:{0}:some",
    "AWS::SecretsManager::Secret": "arn:aws:secretsmanager:us-east-1:{0}:secret:some-a1b2c3",
}


def statements(policy: Policy, resource_type: str, account: str) -> set[int]:
    """The indexes of the statements that give everybody access to a resource of the type."""
    kind = PolicyType.TRUST if resource_type == TRUST else policy.policy_type
    zone = Zone(frozenset({account}))
    return {
        one.statement
        for resource in _resources(policy, _SOME[resource_type].format(account))
        for one in exposures(policy.source, kind, resource, account, zone)
        if one.public
    }


def _resources(policy: Policy, some: str) -> Iterator[str]:
    """A resource of the type, and those that the policy names."""
    yield some
    service = some.split(":")[2]
    drafts = samples.drafts((policy,)).get(service, [])
    whole = (draft.partition("/")[0] if service == "s3" and ":::" in draft else draft for draft in drafts)
    yield from list(dict.fromkeys(whole))[:_MOST]
