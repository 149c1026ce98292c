"""What a request says about who signed it, in its Authorization header or in its query string.

AWS pages: "Create a signed AWS API request", "Authenticating Requests: Using Query Parameters (AWS Signature
Version 4)" of the Amazon S3 API reference.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.refusals import Reason, RefusedError

ALGORITHM = "AWS4-HMAC-SHA256"
STAMP = "%Y%m%dT%H%M%SZ"

_ANOTHER = "AWS4-ECDSA-P256-SHA256"
_IN_QUERY = frozenset({"X-Amz-Signature", "X-Amz-Credential"})
_TERMINATOR = "aws4_request"
_SCOPE_PARTS = 5
_LONGEST_SCOPE = 256
_MOST_SIGNED_HEADERS = 100
_WEEK = 604_800
_HEX = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[A-Za-z0-9._-]{1,128}")
_NO_SIGV4A = (
    f"This lab does not verify Signature Version 4A ({_ANOTHER}), which multi-Region requests are signed with."
    f" Sign with {ALGORITHM}."
)


@dataclass(frozen=True, slots=True)
class Signature:
    """`access_key`, `day`, `region` and `service` are the credential; `service` is AWS's signing name.

    `moment` is when the request was signed. `expires` is how long a presigned URL is good for; None for a request that
    is signed in its headers.
    """

    access_key: str
    day: str
    region: str
    service: str
    headers: tuple[str, ...]
    value: str
    moment: datetime
    token: str | None
    expires: timedelta | None = None

    @property
    def scope(self) -> str:
        return f"{self.day}/{self.region}/{self.service}/{_TERMINATOR}"


def read(request: Request) -> Signature:
    """Return the signature of a request, not yet verified. Raises RefusedError for none, or one that is malformed."""
    header = request.header("authorization")
    if header:
        return _of_header(request, header)
    if not is_signed(request):
        raise RefusedError(Reason.UNSIGNED)
    try:
        return _of_query({name: value for name, value in request.fields if name.startswith("X-Amz-")})
    except RefusedError as refused:
        if refused.reason is Reason.INCOMPLETE:
            raise RefusedError(Reason.INCOMPLETE_URL, refused.said) from None
        raise


def is_signed(request: Request) -> bool:
    """Whether a request says at all that somebody signed it."""
    return "authorization" in request.headers or any(name in _IN_QUERY for name, _ in request.fields)


def signing_name(request: Request) -> str:
    """Return the service that an unverified, perhaps malformed signature speaks of; "" for none."""
    try:
        return read(request).service
    except RefusedError:
        found = re.search(r"/([a-z0-9-]{1,64})/aws4_request", request.header("authorization") + request.query[:2_000])
        return found.group(1) if found else ""


def _of_header(request: Request, header: str) -> Signature:
    algorithm, _, rest = header.partition(" ")
    if algorithm == _ANOTHER:
        raise RefusedError(Reason.INCOMPLETE, _NO_SIGV4A)
    if algorithm != ALGORITHM:
        raise RefusedError(
            Reason.OTHER_MECHANISM,
            f"The authorization mechanism you have provided is not supported. Please use {ALGORITHM}.",
        )
    parts = dict(_pair(part) for part in rest.split(","))
    missing = [name for name in ("Credential", "Signature", "SignedHeaders") if not parts.get(name)]
    stamp = request.header("x-amz-date") or request.header("date")
    sentences = [f"Authorization header requires '{name}' parameter." for name in missing]
    if not stamp:
        sentences.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    if sentences:
        raise RefusedError(Reason.INCOMPLETE, f"{' '.join(sentences)} Authorization={algorithm}")
    token = request.headers.get("x-amz-security-token")
    return _signature(parts["Credential"], parts["SignedHeaders"], parts["Signature"], stamp, token, None)


def _of_query(given: Mapping[str, str]) -> Signature:
    if given.get("X-Amz-Algorithm") == _ANOTHER:
        raise RefusedError(Reason.INCOMPLETE, _NO_SIGV4A)
    needed = ("Algorithm", "Credential", "Signature", "Date", "SignedHeaders", "Expires")
    missing = [name for name in needed if not given.get(f"X-Amz-{name}")]
    if missing or given["X-Amz-Algorithm"] != ALGORITHM:
        raise RefusedError(
            Reason.INCOMPLETE,
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature,"
            " X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
        )
    seconds = given["X-Amz-Expires"]
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 10):
        raise RefusedError(Reason.INCOMPLETE, "X-Amz-Expires should be a number")
    if int(seconds) > _WEEK:
        raise RefusedError(
            Reason.INCOMPLETE, f"X-Amz-Expires must be less than a week (in seconds); that is, less than {_WEEK}"
        )
    return _signature(
        given["X-Amz-Credential"],
        given["X-Amz-SignedHeaders"],
        given["X-Amz-Signature"],
        given["X-Amz-Date"],
        given.get("X-Amz-Security-Token"),
        timedelta(seconds=int(seconds)),
    )


def _signature(
    credential: str, headers: str, value: str, stamp: str, token: str | None, expires: timedelta | None
) -> Signature:
    parts = credential.split("/") if len(credential) <= _LONGEST_SCOPE else []
    if len(parts) != _SCOPE_PARTS or parts[4] != _TERMINATOR or not all(_WORD.fullmatch(part) for part in parts):
        raise RefusedError(
            Reason.INCOMPLETE,
            "Credential must have exactly 5 slash-delimited elements, e.g."
            f" keyid/date/region/service/term, got '{credential[:_LONGEST_SCOPE]}'",
        )
    access_key, day, region, service, _ = parts
    moment = _moment(stamp)
    if day != moment.strftime("%Y%m%d"):
        raise RefusedError(
            Reason.WRONG_TIME,
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
            f" '{day[:16]}' != '{moment:%Y%m%d}', from '{moment.strftime(STAMP)}'.",
        )
    names = tuple(headers.split(";"))
    if len(names) > _MOST_SIGNED_HEADERS or "host" not in names or list(names) != sorted(set(names)):
        raise RefusedError(
            Reason.INCOMPLETE,
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization, and the names are sorted.",
        )
    if not _HEX.fullmatch(value):
        raise RefusedError(Reason.MISMATCH)
    return Signature(access_key, day, region, service, names, value, moment, token, expires)


def _moment(stamp: str) -> datetime:
    try:
        if re.fullmatch(r"\d{8}T\d{6}Z", stamp, re.ASCII):
            return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        found = parsedate_to_datetime(stamp[:64])
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        raise RefusedError(Reason.INCOMPLETE, f"Date must be in ISO-8601 'basic format'. Got '{stamp[:64]}'.") from None


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition("=")
    return name, value.strip()
