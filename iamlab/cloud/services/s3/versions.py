"""Versions of objects: what putting and deleting does to those that are there.

AWS pages: "Using versioning in S3 buckets", "Working with delete markers", "Adding objects to versioning-suspended
buckets".
"""

import base64
import hashlib
from dataclasses import replace
from datetime import datetime

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.s3 import NULL_VERSION, VERSION_ID_LENGTH, Bucket, ObjectVersion

MAX_VERSIONS = 2_000  # of all objects of a bucket, delete markers included
ENABLED = "Enabled"

Versions = tuple[ObjectVersion, ...]


def with_object(owner: Account, held: Bucket, key: str, made: ObjectVersion) -> tuple[Bucket, ObjectVersion]:
    """Return the bucket with a new object, and the object with the version id that it has got."""
    if sum(map(len, held.versions.values())) >= MAX_VERSIONS:
        raise ServiceError(
            "ServiceQuotaExceeded", f"A bucket here keeps {MAX_VERSIONS:,} objects and versions at most. Delete some."
        )
    made = replace(made, version_id=new_id(owner) if held.versioning == ENABLED else NULL_VERSION)
    kept = tuple(one for one in held.versions.get(key, ()) if one.version_id != made.version_id)
    return _with(held, key, (made, *kept)), made


def without_object(owner: Account, held: Bucket, key: str, now: datetime) -> tuple[Bucket, ObjectVersion | None]:
    """Return the bucket without an object, and the delete marker in its place where versions are kept."""
    if not held.versioning:
        return _with(held, key, ()), None
    return with_object(owner, held, key, ObjectVersion(modified=now, delete_marker=True))


def without_version(held: Bucket, key: str, version_id: str) -> tuple[Bucket, ObjectVersion | None]:
    """Return the bucket without one version for good, and what it was; None where there was none."""
    gone = held.find(key, version_id)
    left = tuple(one for one in held.versions.get(key, ()) if one is not gone)
    return _with(held, key, left), gone


def changed(held: Bucket, key: str, old: ObjectVersion, new: ObjectVersion) -> Bucket:
    """Return the bucket with a version in the place of another, which keeps its id."""
    return _with(held, key, tuple(new if one is old else one for one in held.versions[key]))


def shown_id(held: Bucket, found: ObjectVersion | None) -> dict[str, str]:
    """Return the VersionId of an answer: there is none while the bucket has never kept versions."""
    return {"VersionId": found.version_id} if found and held.versioning else {}


def new_id(owner: Account) -> str:
    """Return a version id: 32 characters that mean nothing."""
    digest = hashlib.sha256(f"version/{owner.id}/{owner.next_id()}".encode()).digest()
    return base64.b64encode(digest, altchars=b"._").decode()[:VERSION_ID_LENGTH]


def _with(held: Bucket, key: str, found: Versions) -> Bucket:
    rest = {name: kept for name, kept in held.versions.items() if name != key}
    return replace(held, versions={**rest, key: found} if found else rest)
