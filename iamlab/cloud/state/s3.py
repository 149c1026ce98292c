"""What Amazon S3 keeps.

AWS pages: "Using versioning in S3 buckets", "Controlling ownership of objects and disabling ACLs for your bucket",
"Blocking public access to your Amazon S3 storage".
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from iamlab.cloud.state.resource import Resource

VERSION_ID_LENGTH = 32
NULL_VERSION = "null"  # what an object has as its version where the bucket keeps none
OWNER_ENFORCED = "BucketOwnerEnforced"
PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectVersion:
    """One version of an object, or a delete marker.

    `body` is text, or where it is `binary` the Base64 of what is no text. `headers` are the content headers by the
    API's names. `acl` is a canned ACL. `owner` is the account that owns it where that is not the bucket's.
    """

    modified: datetime
    body: str = ""
    binary: bool = False
    version_id: str = NULL_VERSION
    delete_marker: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    acl: str = PRIVATE
    owner: str = ""
    encryption: str = "AES256"
    kms_key: str = ""
    storage_class: str = "STANDARD"

    @property
    def content(self) -> bytes:
        return base64.b64decode(self.body) if self.binary else self.body.encode()

    @property
    def etag(self) -> str:
        return f'"{hashlib.md5(self.content, usedforsecurity=False).hexdigest()}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAccessBlock:
    """The four settings of S3 Block Public Access, all on as new buckets have them."""

    block_public_acls: bool = True
    ignore_public_acls: bool = True
    block_public_policy: bool = True
    restrict_public_buckets: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket(Resource):
    """`versions` are those of each key, the newest first. `versioning` is "" until it is enabled for the first time.

    `abac` is whether the tags count when somebody asks. `ownership` is None where the bucket has no ownership controls.
    `settings` are the documents of those settings that are only kept and shown, by the API's names.
    """

    name: str
    region: str = "us-east-1"
    versions: Mapping[str, tuple[ObjectVersion, ...]] = field(default_factory=dict)
    versioning: str = ""
    public_access: PublicAccessBlock | None = field(default_factory=PublicAccessBlock)
    abac: bool = False
    ownership: str | None = OWNER_ENFORCED
    acl: str = PRIVATE
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def objects(self) -> dict[str, ObjectVersion]:
        """The objects that the bucket shows: of each key the newest version, unless that is a delete marker."""
        return {key: found[0] for key, found in self.versions.items() if not found[0].delete_marker}

    def find(self, key: str, version_id: str = "") -> ObjectVersion | None:
        """Return a version of a key, or without an id the newest; it may be a delete marker."""
        found = self.versions.get(key, ())
        return next((one for one in found if version_id in ("", one.version_id)), None)

    @property
    def acls_count(self) -> bool:
        """Whether ACLs give permissions here."""
        return self.ownership != OWNER_ENFORCED
