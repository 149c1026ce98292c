"""What AWS Secrets Manager keeps. AWS page: "What's in a Secrets Manager secret?"."""

from dataclasses import dataclass
from datetime import datetime

from iamlab.cloud.state.resource import Resource

CURRENT = "AWSCURRENT"
PREVIOUS = "AWSPREVIOUS"


@dataclass(frozen=True, slots=True)
class SecretVersion:
    """One value of a secret, a text or binary (kept in Base64). Without `stages` it is deprecated."""

    id: str
    created: datetime
    string: str | None = None
    binary: str | None = None
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rotation:
    """The ARN of the function that rotates, every how many days (0: only when asked), and since when."""

    function: str
    days: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret(Resource):
    """`key` is the customer managed key as the caller named it, "" for aws/secretsmanager.

    `deleted` is when DeleteSecret was called, `deletion` when the recovery window ends.
    """

    name: str
    changed: datetime
    description: str = ""
    key: str = ""
    versions: tuple[SecretVersion, ...] = ()  # oldest first
    deleted: datetime | None = None
    deletion: datetime | None = None
    rotation: Rotation | None = None
