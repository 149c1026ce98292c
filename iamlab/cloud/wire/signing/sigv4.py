"""Verifying a Signature Version 4.

AWS pages: "Create a signed AWS API request" (canonical request, string to sign, signing key), "Signature Calculations
for the Authorization Header" of the Amazon S3 API reference (what S3 does differently).
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from urllib.parse import quote, unquote, unquote_to_bytes

from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.refusals import Reason, RefusedError
from iamlab.cloud.wire.signing.signature import ALGORITHM, STAMP, Signature

UNSIGNED = "UNSIGNED-PAYLOAD"
STREAMING = "STREAMING-"

_SKEW = timedelta(minutes=15)
_CONTENT_HASH = "x-amz-content-sha256"
# Amazon S3 signs object keys as they are; for every other service the path is normalised and encoded once more.
_AS_SENT = frozenset({"s3", "s3-express", "s3-object-lambda", "s3-outposts"})


def is_s3(signature: Signature) -> bool:
    """Whether a request is signed as Amazon S3 has it."""
    return signature.service in _AS_SENT


def verify(request: Request, signature: Signature, secret: str, now: datetime) -> None:
    """Raise RefusedError unless the request is what the holder of `secret` signed; `now` is the real time.

    The chunks of an upload have signatures of their own, which this does not look at.
    """
    _check_headers(request, signature)
    wanted = sign(signing_key(secret, signature), string_to_sign(request, signature))
    if not hmac.compare_digest(wanted, signature.value):
        raise RefusedError(Reason.MISMATCH)
    _check_body(request, signature)
    _check_time(signature, now)


def signing_key(secret: str, signature: Signature) -> bytes:
    """Derive the key that signs one day's requests to one service in one Region."""
    key = f"AWS4{secret}".encode()
    for part in signature.scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def sign(key: bytes, text: str) -> str:
    """Return a signature in hexadecimal digits."""
    return hmac.digest(key, text.encode(), "sha256").hex()


def string_to_sign(request: Request, signature: Signature) -> str:
    digest = hashlib.sha256(canonical_request(request, signature).encode("utf-8", "surrogateescape")).hexdigest()
    return "\n".join((ALGORITHM, signature.moment.strftime(STAMP), signature.scope, digest))


def canonical_request(request: Request, signature: Signature) -> str:
    """Return the request in the one form that both sides sign."""
    headers = "".join(f"{name}:{_trimmed(request.header(name))}\n" for name in signature.headers)
    return "\n".join(
        (
            request.method,
            _canonical_path(request.path, as_sent=is_s3(signature)),
            _canonical_query(request.query),
            headers,
            ";".join(signature.headers),
            _payload_hash(request, signature),
        )
    )


def _canonical_path(path: str, as_sent: bool) -> str:
    if as_sent:
        return "/".join(quote(unquote_to_bytes(part), safe="") for part in path.split("/"))
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            kept = kept[:-1]
        elif part not in ("", "."):
            kept.append(part)
    end = "/" if kept and path.endswith("/") else ""
    return quote("/" + "/".join(kept) + end, safe="/")


def _canonical_query(query: str) -> str:
    pairs = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if pair and unquote(name) != "X-Amz-Signature":
            pairs.append((quote(unquote_to_bytes(name), safe=""), quote(unquote_to_bytes(value), safe="")))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def _trimmed(value: str) -> str:
    return " ".join(value.split())


def _payload_hash(request: Request, signature: Signature) -> str:
    given = request.header(_CONTENT_HASH)
    if given:
        return given
    if is_s3(signature) and signature.expires is not None:  # whoever signs such a URL does not know the content
        return UNSIGNED
    return hashlib.sha256(request.body).hexdigest()


def _check_headers(request: Request, signature: Signature) -> None:
    """What says who asks for what has to be signed, too: Amazon S3 looks at that."""
    if signature.service != "s3":
        return
    unsigned = [name for name in request.headers if name.startswith("x-amz-") and name not in signature.headers]
    if signature.expires is not None:
        unsigned = [name for name in unsigned if name != _CONTENT_HASH]
    if unsigned:
        raise RefusedError(Reason.UNSIGNED_HEADERS)
    if signature.expires is None and not request.header(_CONTENT_HASH):
        raise RefusedError(Reason.NO_CONTENT_HASH)


def _check_body(request: Request, signature: Signature) -> None:
    given = request.header(_CONTENT_HASH)
    if not given or given == UNSIGNED or (is_s3(signature) and given.startswith(STREAMING)):
        return
    if not hmac.compare_digest(given.encode(), hashlib.sha256(request.body).hexdigest().encode()):
        raise RefusedError(Reason.OTHER_CONTENT if is_s3(signature) else Reason.MISMATCH)


def _check_time(signature: Signature, now: datetime) -> None:
    signed = signature.moment
    stamp, here = signed.strftime(STAMP), now.strftime(STAMP)
    if signed > now + _SKEW:
        latest = (now + _SKEW).strftime(STAMP)
        raise RefusedError(
            Reason.WRONG_TIME, f"Signature not yet current: {stamp} is still later than {latest} ({here} + 15 min.)"
        )
    if signature.expires is None and signed < now - _SKEW:
        earliest = (now - _SKEW).strftime(STAMP)
        raise RefusedError(
            Reason.WRONG_TIME, f"Signature expired: {stamp} is now earlier than {earliest} ({here} - 15 min.)"
        )
    if signature.expires is not None and now > signed + signature.expires:
        end = (signed + signature.expires).strftime(STAMP)
        raise RefusedError(Reason.EXPIRED_URL, f"Signature expired: {end} is now earlier than {here}")
