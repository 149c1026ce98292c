"""Amazon S3's operations: few of its actions have the name of the operation.

AWS pages: "Required permissions for Amazon S3 API operations"; "Actions, resources, and condition keys for Amazon S3"
(API operations). The parameters `_bucket`, `_object`, `_objects` and `_source` are ARNs that `derived` works out.
"""

from iamlab.cloud.operations.ask import Ask, Asks

_BUCKET, _OBJECT, _SOURCE = "${_bucket}", "${_object}", "${_source}"

_OF_BUCKET = {
    "CreateBucketMetadataConfiguration": "CreateBucketMetadataTableConfiguration",
    "DeleteBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "DeleteBucketCors": "PutBucketCORS",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "DeleteBucketInventoryConfiguration": "PutInventoryConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "DeleteBucketMetadataConfiguration": "DeleteBucketMetadataTableConfiguration",
    "DeleteBucketMetricsConfiguration": "PutMetricsConfiguration",
    "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "DeleteBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketTagging": "PutBucketTagging",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketAnalyticsConfiguration": "GetAnalyticsConfiguration",
    "GetBucketCors": "GetBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "GetBucketIntelligentTieringConfiguration": "GetIntelligentTieringConfiguration",
    "GetBucketInventoryConfiguration": "GetInventoryConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "GetBucketMetadataConfiguration": "GetBucketMetadataTableConfiguration",
    "GetBucketMetricsConfiguration": "GetMetricsConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "GetBucketReplication": "GetReplicationConfiguration",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "HeadBucket": "ListBucket",
    "ListBucketAnalyticsConfigurations": "GetAnalyticsConfiguration",
    "ListBucketIntelligentTieringConfigurations": "GetIntelligentTieringConfiguration",
    "ListBucketInventoryConfigurations": "GetInventoryConfiguration",
    "ListBucketMetricsConfigurations": "GetMetricsConfiguration",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListObjectVersions": "ListBucketVersions",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "PutBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "PutBucketCors": "PutBucketCORS",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "PutBucketInventoryConfiguration": "PutInventoryConfiguration",
    "PutBucketLifecycle": "PutLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "PutBucketMetricsConfiguration": "PutMetricsConfiguration",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "PutBucketReplication": "PutReplicationConfiguration",
    "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
}

# With a version's id, the question is about the version.
_OF_VERSION = {
    "DeleteObjectTagging": ("DeleteObjectTagging", "DeleteObjectVersionTagging"),
    "GetObjectAcl": ("GetObjectAcl", "GetObjectVersionAcl"),
    "GetObjectTagging": ("GetObjectTagging", "GetObjectVersionTagging"),
    "HeadObject": ("GetObject", "GetObjectVersion"),
    "PutObjectAcl": ("PutObjectAcl", "PutObjectVersionAcl"),
    "PutObjectTagging": ("PutObjectTagging", "PutObjectVersionTagging"),
    "GetObject": ("GetObject", "GetObjectVersion"),
    "GetObjectTorrent": ("GetObject", "GetObjectVersion"),
}
# Their actions have the same names; the reference also lists objects behind access points for them.
_OF_OBJECT = (
    *("AbortMultipartUpload", "DeleteObjectAnnotation", "GetObjectAnnotation", "GetObjectLegalHold"),
    *("GetObjectRetention", "ListObjectAnnotations", "PutObjectAnnotation", "PutObjectLegalHold"),
    *("RestoreObject", "UpdateObjectEncryption"),
)
_ACL = "ACL || GrantFullControl || GrantRead || GrantReadACP || GrantWrite || GrantWriteACP"
_RETENTION = "ObjectLockMode || ObjectLockRetainUntilDate"
# What an upload sets beside the content is asked for, too.
_WRITE = (
    Ask("s3:PutObject", _OBJECT),
    Ask("s3:PutObjectAcl", _OBJECT, _ACL),
    Ask("s3:PutObjectTagging", _OBJECT, "Tagging"),
    Ask("s3:PutObjectRetention", _OBJECT, _RETENTION),
    Ask("s3:PutObjectLegalHold", _OBJECT, "ObjectLockLegalHoldStatus"),
)
_READ_SOURCE = (
    Ask("s3:GetObject", _SOURCE, "!_source_version"),
    Ask("s3:GetObjectVersion", _SOURCE, "_source_version"),
)


def _version(names: tuple[str, str]) -> Asks:
    return Ask(f"s3:{names[0]}", _OBJECT, "!VersionId"), Ask(f"s3:{names[1]}", _OBJECT, "VersionId")


OPERATIONS: dict[str, Asks] = {
    **{operation: (Ask(f"s3:{action}", _BUCKET),) for operation, action in _OF_BUCKET.items()},
    **{operation: _version(names) for operation, names in _OF_VERSION.items()},
    **{operation: (Ask(f"s3:{operation}", _OBJECT),) for operation in _OF_OBJECT},
    "CompleteMultipartUpload": (Ask("s3:PutObject", _OBJECT),),
    "CopyObject": (*_READ_SOURCE, *_WRITE),
    "CreateBucket": (
        Ask("s3:CreateBucket", _BUCKET),
        Ask("s3:PutBucketAcl", _BUCKET, _ACL),
        Ask("s3:PutBucketObjectLockConfiguration", _BUCKET, "ObjectLockEnabledForBucket"),
        Ask("s3:PutBucketVersioning", _BUCKET, "ObjectLockEnabledForBucket"),
        Ask("s3:PutBucketOwnershipControls", _BUCKET, "ObjectOwnership"),
    ),
    "CreateMultipartUpload": _WRITE,
    "CreateSession": (
        Ask("s3express:CreateSession", "arn:${Partition}:s3express:${Region}:${Account}:bucket/${Bucket}"),
    ),
    "DeleteObject": (
        *_version(("DeleteObject", "DeleteObjectVersion")),
        Ask("s3:BypassGovernanceRetention", _OBJECT, "BypassGovernanceRetention"),
    ),
    "DeleteObjects": (
        Ask("s3:DeleteObject", "${_objects}", "_objects"),
        Ask("s3:DeleteObjectVersion", "${_versions}", "_versions"),
        Ask("s3:BypassGovernanceRetention", "${_objects}", "_objects && BypassGovernanceRetention"),
        Ask("s3:BypassGovernanceRetention", "${_versions}", "_versions && BypassGovernanceRetention"),
    ),
    "GetObjectAttributes": (
        *_version(("GetObject", "GetObjectVersion")),
        *_version(("GetObjectAttributes", "GetObjectVersionAttributes")),
    ),
    # A policy may say `*` or `arn:aws:s3:::*` for the list of all buckets; this matches both.
    "ListBuckets": (Ask("s3:ListAllMyBuckets", "arn:${Partition}:s3:::*"),),
    "ListDirectoryBuckets": (Ask("s3express:ListAllMyDirectoryBuckets", "*"),),
    "ListParts": (Ask("s3:ListMultipartUploadParts", _OBJECT),),
    "PutObject": _WRITE,
    # "Object Lock: bypassing governance mode"
    "PutObjectRetention": (
        Ask("s3:PutObjectRetention", _OBJECT),
        Ask("s3:BypassGovernanceRetention", _OBJECT, "BypassGovernanceRetention"),
    ),
    "RenameObject": (
        Ask("s3express:CreateSession", "arn:${Partition}:s3express:${Region}:${Account}:bucket/${Bucket}"),
    ),
    "SelectObjectContent": (Ask("s3:GetObject", _OBJECT),),
    "UploadPart": (Ask("s3:PutObject", _OBJECT),),
    "UploadPartCopy": (*_READ_SOURCE, Ask("s3:PutObject", _OBJECT)),
    "WriteGetObjectResponse": (
        Ask(
            "s3-object-lambda:WriteGetObjectResponse",
            "arn:${Partition}:s3-object-lambda:${Region}:${Account}:accesspoint/*",
        ),
    ),
}

_OUTPOSTS = {
    "DeleteBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "DeleteBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketTagging": "PutBucketTagging",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "GetBucketReplication": "GetReplicationConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "PutBucketReplication": "PutReplicationConfiguration",
    # S3 has actions of these names for its own buckets; this API calls S3 on Outposts.
    **{
        name: name
        for name in (
            "CreateBucket",
            "DeleteBucket",
            "DeleteBucketPolicy",
            "GetBucket",
            "GetBucketPolicy",
            "GetBucketTagging",
            "GetBucketVersioning",
            "PutBucketPolicy",
            "PutBucketTagging",
            "PutBucketVersioning",
        )
    },
}

# The account's own settings, and buckets on AWS Outposts.
CONTROL: dict[str, Asks] = {
    **{operation: (Ask(f"s3-outposts:{action}"),) for operation, action in _OUTPOSTS.items()},
    "DeletePublicAccessBlock": (Ask("s3:PutAccountPublicAccessBlock", "*"),),
    "GetPublicAccessBlock": (Ask("s3:GetAccountPublicAccessBlock", "*"),),
    "PutPublicAccessBlock": (Ask("s3:PutAccountPublicAccessBlock", "*"),),
    "ListRegionalBuckets": (Ask("s3-outposts:ListRegionalBuckets", "*"),),
}
