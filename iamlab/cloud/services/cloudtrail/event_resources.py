"""Which resources an event is about, as the event history lists them. AWS page: "LookupEvents", Resources."""

from collections.abc import Iterator, Mapping
from typing import Any

# Event source -> the parameter (as records spell it) and the type of what it names.
_NAMED: Mapping[str, Mapping[str, str]] = {
    "iam": {
        "accessKeyId": "AWS::IAM::AccessKey",
        "groupName": "AWS::IAM::Group",
        "instanceProfileName": "AWS::IAM::InstanceProfile",
        "policyArn": "AWS::IAM::Policy",
        "policyName": "AWS::IAM::Policy",
        "roleName": "AWS::IAM::Role",
        "serialNumber": "AWS::IAM::MfaDevice",
        "userName": "AWS::IAM::User",
    },
    "sts": {"roleArn": "AWS::IAM::Role"},
    "s3": {"bucketName": "AWS::S3::Bucket"},
    "kms": {"keyId": "AWS::KMS::Key"},
    "sqs": {"queueUrl": "AWS::SQS::Queue"},
    "sns": {"topicArn": "AWS::SNS::Topic"},
    "secretsmanager": {"secretId": "AWS::SecretsManager::Secret"},
    "lambda": {"functionName": "AWS::Lambda::Function"},
    "dynamodb": {"tableName": "AWS::DynamoDB::Table"},
    "ec2": {"instanceId": "AWS::EC2::Instance"},
    "cloudtrail": {"name": "AWS::CloudTrail::Trail", "trailName": "AWS::CloudTrail::Trail"},
    "access-analyzer": {"analyzerName": "AWS::AccessAnalyzer::Analyzer"},
}


def resources(record: Mapping[str, Any]) -> list[dict[str, str]]:
    """The resources of one record: `ResourceType` and `ResourceName`."""
    source = str(record.get("eventSource", "")).partition(".")[0]
    return [{"ResourceType": kind, "ResourceName": name} for kind, name in _found(record, _NAMED.get(source, {}))]


def _found(record: Mapping[str, Any], named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    parameters = record.get("requestParameters") or {}
    for parameter, kind in named.items():
        if isinstance(name := parameters.get(parameter), str) and name:
            yield kind, name
