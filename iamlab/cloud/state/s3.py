"""What Amazon S3 keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from iamlab.cloud.state.resource import Resource


@dataclass(frozen=True, slots=True)
class StoredObject:
    body: str
    modified: datetime
    content_type: str = "binary/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket(Resource):
    name: str
    region: str = "us-east-1"
    objects: Mapping[str, StoredObject] = field(default_factory=dict)
