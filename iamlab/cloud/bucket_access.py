"""What decides about a bucket beside its policy: Block Public Access, and access control lists.

AWS pages: "Blocking public access to your Amazon S3 storage", "Access control list (ACL) overview".
"""

import json
from dataclasses import fields
from functools import lru_cache
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.s3 import Bucket, ObjectVersion, PublicAccessBlock
from iamlab.policy import PolicyType
from iamlab.policy.checks.validate import validate

# Canned ACLs that let in more than accounts by name.
PUBLIC_ACLS = ("public-read", "public-read-write", "authenticated-read")
_WRITABLE = "public-read-write"
_AUTHENTICATED = "authenticated-read"


def blocked(owner: Account, bucket: Bucket) -> PublicAccessBlock:
    """Return what counts for a bucket: each setting that is on for the bucket or for its owner's account."""
    both = [found for found in (owner.public_access, bucket.public_access) if found]
    names = [one.name for one in fields(PublicAccessBlock)]
    return PublicAccessBlock(**{name: any(getattr(found, name) for found in both) for name in names})


@lru_cache(maxsize=512)
def is_public(policy: str) -> bool:
    """Whether a bucket policy grants access to everybody, by S3's own measure: no condition names fixed callers."""
    findings = validate(policy, PolicyType.RESOURCE, "AWS::S3::Bucket")
    return any(finding.code == "PUBLIC_ACCESS" for finding in findings)


def policy_in_force(owner: Account, bucket: Bucket, key: str = "", stored: ObjectVersion | None = None) -> str | None:
    """Return the bucket policy that counts for a bucket, or for an object in it.

    Where ACLs let in everybody, or the settings keep everybody out, that is said in further statements, so that one
    evaluation decides on all of it.
    """
    block = blocked(owner, bucket)
    more = [] if block.ignore_public_acls or not bucket.acls_count else _of_acls(bucket, key, stored)
    if bucket.policy and block.restrict_public_buckets and is_public(bucket.policy):
        more.append(_of_owner_only(owner, bucket))
    if not more:
        return bucket.policy
    document = json.loads(bucket.policy) if bucket.policy else {"Version": "2012-10-17", "Statement": []}
    own = document["Statement"]
    return json.dumps({**document, "Statement": [*(own if isinstance(own, list) else [own]), *more]})


def _of_acls(bucket: Bucket, key: str, stored: ObjectVersion | None) -> list[dict[str, Any]]:
    found = []
    if bucket.acl in PUBLIC_ACLS:
        listing = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"]
        found.append(_allowing(bucket.acl, listing, bucket.arn))
    if bucket.acl == _WRITABLE:
        found.append(_allowing(bucket.acl, ["s3:PutObject"], f"{bucket.arn}/*"))
    if stored and stored.acl in PUBLIC_ACLS:
        reading = ["s3:GetObject", "s3:GetObjectVersion"]
        found.append(_allowing(stored.acl, reading, identifiers.object_arn(bucket.name, key)))
    return found


def _allowing(acl: str, actions: list[str], resource: str) -> dict[str, Any]:
    sid = "Acl" + "".join(word.title() for word in acl.split("-"))
    statement: dict[str, Any] = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": "*",
        "Action": actions,
        "Resource": resource,
    }
    if acl == _AUTHENTICATED:  # everybody with an AWS account
        statement["Condition"] = {"StringNotEquals": {"aws:PrincipalAccount": "anonymous"}}
    return statement


def _of_owner_only(owner: Account, bucket: Bucket) -> dict[str, Any]:
    """RestrictPublicBuckets: a public policy lets in AWS services and the bucket owner's account only."""
    return {
        "Sid": "RestrictPublicBuckets",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket.arn, f"{bucket.arn}/*"],
        "Condition": {
            "StringNotEquals": {"aws:PrincipalAccount": owner.id},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
    }
