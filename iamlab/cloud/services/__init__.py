"""The operations that the sandbox carries out, by botocore's service name and the API's operation name."""

from collections.abc import Callable, Mapping
from datetime import datetime

from iamlab.cloud.services import (
    accessanalyzer,
    cloudtrail,
    dynamodb,
    ec2,
    iam,
    kms,
    lambda_,
    organizations,
    s3,
    secretsmanager,
    sns,
    sqs,
    ssm,
    sts,
)
from iamlab.cloud.services.operation import MappedOperation, Operation
from iamlab.cloud.state.company import Company

SIMULATED: dict[str, Mapping[str, Operation | MappedOperation]] = {
    "accessanalyzer": accessanalyzer.OPERATIONS,
    "cloudtrail": cloudtrail.OPERATIONS,
    "dynamodb": dynamodb.OPERATIONS,
    "ec2": ec2.OPERATIONS,
    "iam": iam.OPERATIONS,
    "kms": kms.OPERATIONS,
    "lambda": lambda_.OPERATIONS,
    "organizations": organizations.OPERATIONS,
    "s3": s3.OPERATIONS,
    "s3control": s3.CONTROL_OPERATIONS,
    "secretsmanager": secretsmanager.OPERATIONS,
    "sns": sns.OPERATIONS,
    "sqs": sqs.OPERATIONS,
    "ssm": ssm.OPERATIONS,
    "sts": sts.OPERATIONS,
}

# What looks at the company after every change.
OBSERVERS: tuple[Callable[[Company, datetime], None], ...] = (accessanalyzer.scan,)
