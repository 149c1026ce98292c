"""What AWS Systems Manager Parameter Store keeps. AWS page: "Working with parameter versions"."""

from dataclasses import dataclass
from datetime import datetime

from iamlab.cloud.state.resource import Resource


@dataclass(frozen=True, slots=True)
class ParameterVersion:
    """`key` is the KMS key of a SecureString as the caller named it; `by` the ARN of who wrote it."""

    number: int
    value: str
    type: str
    modified: datetime
    by: str
    description: str = ""
    key: str = ""
    tier: str = "Standard"
    data_type: str = "text"
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Resource):
    name: str
    versions: tuple[ParameterVersion, ...]  # oldest first

    @property
    def latest(self) -> ParameterVersion:
        return self.versions[-1]
