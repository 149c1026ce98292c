"""The operations whose actions or resources the reference's names do not give, by botocore's name of the service."""

from iamlab.cloud.operations.ask import Table
from iamlab.cloud.operations.exceptions import ec2, others, renamed, s3

TABLES: dict[str, Table] = {
    **others.SMALL,
    "budgets": renamed.BUDGETS,
    "dms": renamed.DMS,
    "dynamodb": others.DYNAMODB,
    "ec2": ec2.OPERATIONS,
    "keyspaces": renamed.KEYSPACES,
    "kms": others.KMS,
    "lambda": others.LAMBDA,
    "neptunedata": renamed.NEPTUNE_DATA,
    "s3": s3.OPERATIONS,
    "s3control": s3.CONTROL,
}
