"""What goes into the simulated AWS and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.evaluator import Trace

SOURCE_IP = "203.0.113.10"  # of the range for documentation; the course's conditions speak of 203.0.113.0/24
USER_AGENT = "aws-cli/2 (IAM Lab)"


@dataclass(frozen=True, slots=True)
class UrlSignature:
    """The signature in the URL of a presigned request: its version, and how old it is (None where it does not say)."""

    version: str
    age: timedelta | None


@dataclass(frozen=True, slots=True)
class Call:
    """One request: botocore's service name, the API's operation name, its parameters, and who asks.

    `parameters` have the types of botocore's model, blobs are bytes. Who asks is told by `access_key`, an access
    key id whose secret and session token were checked already; or without one by `identity`, one of the company's
    `identities`. Without either ("" and "") the request is unsigned. `url_signature` is None for a request that is
    signed in its headers.
    """

    service: str
    operation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    identity: str = "root"
    region: str = "us-east-1"
    access_key: str = ""
    source_ip: str = SOURCE_IP
    user_agent: str = USER_AGENT
    url_signature: UrlSignature | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call. Either `output` or `error` is set; dates in `output` are datetimes, blobs are bytes.

    `trace` is that of the call's own request, or of the further one that it was refused for; None when it never came to
    a decision. `event` is CloudTrail's record. `changed` is true only where the company now differs.
    `note` is a sentence about an answer that is empty because the lab does not carry out the operation.
    """

    output: dict[str, Any] | None
    error: ServiceError | None
    trace: Trace | None
    event: dict[str, Any]
    changed: bool
    note: str = ""
