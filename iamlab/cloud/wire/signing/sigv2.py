"""Presigned URLs of Amazon S3 as older clients still make them, with Signature Version 2.

AWS page: "Signing and authenticating REST requests (AWS signature version 2)", query string request authentication.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.refusals import Reason, RefusedError

_NEEDED = ("AWSAccessKeyId", "Signature", "Expires")
_SIGNED_PARAMETERS = frozenset(
    {"acl", "cors", "delete", "lifecycle", "location", "logging", "notification", "partNumber", "policy", "restore"}
    | {"requestPayment", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website"}
    | {"response-cache-control", "response-content-disposition", "response-content-encoding"}
    | {"response-content-language", "response-content-type", "response-expires"}
)


@dataclass(frozen=True, slots=True)
class PresignedUrl:
    """`expires` counts the seconds since 1970, as text."""

    access_key: str
    value: str
    expires: str
    token: str | None


def is_presigned(request: Request) -> bool:
    """Whether a request is such a URL."""
    return "authorization" not in request.headers and any(name == "AWSAccessKeyId" for name, _ in request.fields)


def read(request: Request) -> PresignedUrl:
    """Return the signature in a URL, not yet verified. Raises RefusedError."""
    given = dict(request.fields)
    if any(not given.get(name) for name in _NEEDED) or not (given["Expires"].isascii() and given["Expires"].isdigit()):
        raise RefusedError(
            Reason.UNSIGNED, "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters"
        )
    token = given.get("x-amz-security-token")
    return PresignedUrl(given["AWSAccessKeyId"], given["Signature"], given["Expires"][:12], token)


def verify(request: Request, url: PresignedUrl, secret: str, now: datetime) -> None:
    """Raise RefusedError unless the holder of `secret` signed the URL, and it is still good at `now`."""
    digest = hmac.digest(secret.encode(), string_to_sign(request, url).encode("utf-8", "replace"), "sha1")
    if not hmac.compare_digest(base64.b64encode(digest), url.value.encode("utf-8", "replace")):
        raise RefusedError(Reason.MISMATCH)
    if now.timestamp() > int(url.expires):
        raise RefusedError(Reason.EXPIRED_URL)


def string_to_sign(request: Request, url: PresignedUrl) -> str:
    amazon = {name: value for name, value in request.headers.items() if name.startswith("x-amz-")}
    amazon |= {name.lower(): value for name, value in request.fields if name.lower().startswith("x-amz-")}
    lines = [request.method, request.header("content-md5"), request.header("content-type"), url.expires]
    lines += [f"{name}:{value.strip()}" for name, value in sorted(amazon.items())]
    return "\n".join([*lines, _resource(request)])


def _resource(request: Request) -> str:
    """The path, and of the query string those parameters that say what of the resource is meant."""
    pairs = [pair.partition("=") for pair in request.query.split("&")]
    signed = sorted((name, found, unquote(value)) for name, found, value in pairs if name in _SIGNED_PARAMETERS)
    rest = "&".join(f"{name}{found}{value}" for name, found, value in signed)
    return f"{request.target}?{rest}" if rest else request.target
