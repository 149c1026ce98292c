"""Actions that no statement should allow on everything: what they give out, change or destroy.

From AWS's API references: what the operations return or do. Those of IAM itself are ways to all permissions, and
stand in the tables of `escalation`.
"""

from functools import lru_cache

from iamlab.catalog.actions import describe, names

# Operations that return a password, a token, a key or a URL that signs somebody in. Not ecr:GetAuthorizationToken: it
# cannot be limited to a resource, everybody who pulls images needs it, and its token gives no more than they have.
CREDENTIALS = (
    "appstream:CreateStreamingURL",
    "chime:CreateApiKey",
    "codeartifact:GetAuthorizationToken",
    "codepipeline:PollForJobs",
    "cognito-identity:GetCredentialsForIdentity",
    "cognito-identity:GetOpenIdToken",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "connect:GetFederationToken",
    "deadline:AssumeFleetRoleForRead",
    "deadline:AssumeQueueRoleForUser",
    "ec2:GetPasswordData",
    "gamelift:GetComputeAccess",
    "gamelift:GetComputeAuthToken",
    "gamelift:GetInstanceAccess",
    "gamelift:RequestUploadCredentials",
    "grafana:CreateWorkspaceApiKey",
    "lightsail:CreateBucketAccessKey",
    "lightsail:DownloadDefaultKeyPair",
    "lightsail:GetInstanceAccessDetails",
    "lightsail:GetRelationalDatabaseMasterUserPassword",
    "mediapackage:RotateChannelCredentials",
    "mediapackage:RotateIngestEndpointCredentials",
    "rds-db:connect",
    "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM",
    "redshift-serverless:GetCredentials",
    "s3:GetDataAccess",
    "snowball:GetJobUnlockCode",
    "storagegateway:DescribeChapCredentials",
    "sts:GetFederationToken",
)

# Operations that hand data out, whatever it is.
DATA = (
    "dynamodb:ExportTableToPointInTime",
    "rds:CopyDBClusterSnapshot",
    "rds:CopyDBSnapshot",
    "rds:CreateDBClusterSnapshot",
    "rds:CreateDBSnapshot",
    "rds:StartExportTask",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
)

# Operations after which data is gone, or cannot be read any more.
DESTRUCTIVE = (
    "aoss:DeleteCollection",
    "backup:DeleteBackupVault",
    "backup:DeleteRecoveryPoint",
    "cloudformation:DeleteStack",
    "cloudtrail:DeleteTrail",
    "cognito-idp:DeleteUserPool",
    "docdb-elastic:DeleteCluster",
    "dsql:DeleteCluster",
    "dynamodb:DeleteBackup",
    "dynamodb:DeleteTable",
    "ec2:DeleteSnapshot",
    "ec2:DeleteVolume",
    "ec2:TerminateInstances",
    "ecr:DeleteRepository",
    "eks:DeleteCluster",
    "elasticache:DeleteReplicationGroup",
    "elasticfilesystem:DeleteFileSystem",
    "es:DeleteDomain",
    "fsx:DeleteFileSystem",
    "glacier:DeleteArchive",
    "glacier:DeleteVault",
    "glue:DeleteDatabase",
    "kafka:DeleteCluster",
    "kinesis:DeleteStream",
    "kms:DeleteImportedKeyMaterial",
    "kms:ScheduleKeyDeletion",
    "lambda:DeleteFunction",
    "logs:DeleteLogGroup",
    "logs:DeleteLogStream",
    "memorydb:DeleteCluster",
    "organizations:CloseAccount",
    "rds:DeleteDBCluster",
    "rds:DeleteDBClusterSnapshot",
    "rds:DeleteDBInstance",
    "rds:DeleteDBSnapshot",
    "redshift:DeleteCluster",
    "redshift:DeleteClusterSnapshot",
    "redshift-serverless:DeleteNamespace",
    "route53:DeleteHostedZone",
    "s3:DeleteBucket",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "secretsmanager:DeleteSecret",
    "sqs:DeleteQueue",
    "sqs:PurgeQueue",
    "ssm:DeleteParameter",
    "timestream:DeleteDatabase",
)

_LEVEL = "Permissions management"
# Not all of that level is about who has access: some of it sets up a firewall, or only reads.
_ACCESS = ("Acl", "Access", "Authorize", "Grant", "Ownership", "Permission", "Policy", "Public", "Shar", "Attribute")
_READING = ("Describe", "Get", "List", "Search", "Use", "Validate", "View", "connect")
_TAKING_AWAY = (
    *("BatchRevoke", "Cancel", "Deauthorize", "Delete", "Detach", "Disable", "Disassociate", "Dissociate"),
    *("Reject", "Remove", "Reset", "Retire", "Revoke"),
)
_OPENING = ("PublicAccessBlock", "BlockPublicAccess", "ResourcePolicy", "BucketPolicy")
_OTHER = frozenset({"cloudformation:SetStackPolicy", "glacier:SetDataRetrievalPolicy"})  # about updates, and costs
_NOT_HERE = ("iam", "sso", "organizations", "sts")  # about identities, in the tables of `escalation`
_ALSO = {  # whose level is Write, but which share a resource with other accounts, or with everyone
    "ec2": ("ec2:ModifyImageAttribute",),
    "lambda": ("lambda:CreateFunctionUrlConfig",),
    "ram": ("ram:CreateResourceShare", "ram:AssociateResourceShare"),
    "rds": ("rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute"),
}


@lru_cache(maxsize=512)
def exposing(service: str) -> tuple[str, ...]:
    """The actions of a service that can open its resources to others: their access level in the reference says so.

    What takes access away is left out, unless it takes away a policy or a block, which may be what denies.
    """
    if service in _NOT_HERE:
        return ()
    known = (describe(name) for name in names(service) if name not in _OTHER)
    found = (one.name for one in known if one and one.access_level == _LEVEL)
    return (*(name for name in found if _opens(name.partition(":")[2])), *_ALSO.get(service, ()))


def _opens(name: str) -> bool:
    if name.startswith(_READING) or not any(part in name for part in _ACCESS):
        return False
    return not name.startswith(_TAKING_AWAY) or any(part in name for part in _OPENING)
