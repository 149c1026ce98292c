"""`aws s3 presign`: a URL that lets whoever has it read one object for a while. No call is made for it.

AWS pages: "Sharing objects with presigned URLs"; "Authenticating Requests: Using Query Parameters (AWS Signature
Version 4)" of the Amazon S3 API reference.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from iamlab.cloud.cli.s3 import places
from iamlab.cloud.cli.s3.options import Given
from iamlab.cloud.cli.usage import UsageError, misused
from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.signing import sigv4
from iamlab.cloud.wire.signing.signature import ALGORITHM, STAMP, Signature

_HOUR = 3_600
_WEEK = 604_800


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """Who signs; `token` is "" for a long-term key."""

    access_key: str
    secret: str
    token: str = ""


def presigned(given: Given, keys: SigningKeys, region: str, endpoint: str, now: datetime) -> str:
    """Return the URL for the object that a command names; `now` is the real time, which clients and servers go by.

    `endpoint` is where requests go instead of to AWS, or "".
    """
    if len(given.paths) != 1:
        raise misused("the following arguments are required: path")
    place = places.bucket_of("presign", given.paths[0])
    if not place.bucket or not place.path:
        raise places.usage("presign", "<S3Uri>")
    lasts = given.number("--expires-in", _HOUR)
    if not 0 < lasts <= _WEEK:
        raise UsageError(f"\nX-Amz-Expires must be less than a week (in seconds); X-Amz-Expires {lasts} is not.")
    if endpoint:
        found = urlsplit(endpoint)
        start, host = f"{found.scheme}://{found.netloc}", found.netloc
        path = f"{found.path.rstrip('/')}/{place.bucket}/{quote(place.path, safe='/~')}"
    else:
        host = f"{place.bucket}.s3.{region}.amazonaws.com"
        start, path = f"https://{host}", "/" + quote(place.path, safe="/~")
    signature = Signature(
        keys.access_key,
        now.strftime("%Y%m%d"),
        region,
        "s3",
        ("host",),
        "",
        now,
        keys.token or None,
        timedelta(seconds=lasts),
    )
    query = _query(signature, keys)
    request = Request("GET", path, query, {"host": host}, b"")
    text = sigv4.string_to_sign(request, signature)
    return f"{start}{path}?{query}&X-Amz-Signature={sigv4.sign(sigv4.signing_key(keys.secret, signature), text)}"


def _query(signature: Signature, keys: SigningKeys) -> str:
    seconds = int(signature.expires.total_seconds()) if signature.expires else 0
    given = {
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": f"{keys.access_key}/{signature.scope}",
        "X-Amz-Date": signature.moment.strftime(STAMP),
        "X-Amz-Expires": str(seconds),
        "X-Amz-SignedHeaders": "host",
    }
    if keys.token:
        given["X-Amz-Security-Token"] = keys.token
    return "&".join(f"{name}={quote(value, safe='~')}" for name, value in given.items())
