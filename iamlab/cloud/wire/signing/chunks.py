"""Uploads in chunks, each with a signature of its own, and the checksums that follow them.

AWS pages: "Signature Calculations for the Authorization Header: Transferring Payload in Multiple Chunks", "Signature
calculations for trailing headers (chunked uploads)" of the Amazon S3 API reference.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field

from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.refusals import Reason, RefusedError
from iamlab.cloud.wire.signing import sigv4
from iamlab.cloud.wire.signing.signature import STAMP, Signature

_MOST_CHUNKS = 10_000
_MOST_TRAILERS = 20
_SIZE = re.compile(rb"[0-9a-fA-F]{1,8}")
_EMPTY = hashlib.sha256(b"").hexdigest()
_KINDS = frozenset(
    {
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """The content of a body that came in chunks, and the headers that came after it (names in lower case)."""

    content: bytes
    trailers: dict[str, str] = field(default_factory=dict)


def is_chunked(request: Request) -> bool:
    return request.header("x-amz-content-sha256").startswith(sigv4.STREAMING)


def read(request: Request, signature: Signature, secret: str) -> Upload:
    """Join the chunks, after their signatures were verified. Raises RefusedError."""
    kind = request.header("x-amz-content-sha256")
    if kind not in _KINDS:
        raise RefusedError(Reason.BAD_UPLOAD, f"The lab does not take uploads signed as {kind[:80]}.")
    signed = "UNSIGNED" not in kind
    chain = _Chain(signature, sigv4.signing_key(secret, signature))
    parts: list[bytes] = []
    rest = memoryview(request.body)
    for _ in range(_MOST_CHUNKS):
        line, rest = _line(rest)
        size_text, _, extension = line.partition(b";")
        if not _SIZE.fullmatch(size_text):
            raise RefusedError(Reason.BAD_UPLOAD, "A chunk does not begin with its size.")
        size = int(size_text, 16)
        data = bytes(rest[:size])
        if len(data) < size:
            raise RefusedError(Reason.BAD_UPLOAD, "The last chunk is shorter than it says.")
        rest = rest[size:]
        if signed:
            chain.verify_chunk(data, extension.removeprefix(b"chunk-signature=").strip())
        if size == 0:
            break
        parts.append(data)
        line, rest = _line(rest)
        if line:
            raise RefusedError(Reason.BAD_UPLOAD, "A chunk is longer than it says.")
    else:
        raise RefusedError(Reason.BAD_UPLOAD, f"The lab takes at most {_MOST_CHUNKS:,} chunks.")
    content = b"".join(parts)
    if request.header("x-amz-decoded-content-length", str(len(content))) != str(len(content)):
        raise RefusedError(Reason.BAD_UPLOAD, "The chunks are not as long together as x-amz-decoded-content-length.")
    trailers = _trailers(rest) if kind.endswith("-TRAILER") else {}
    claimed = trailers.pop("x-amz-trailer-signature", "")
    if signed and kind.endswith("-TRAILER"):
        chain.verify_trailers(trailers, claimed)
    return Upload(content, trailers)


@dataclass(slots=True)
class _Chain:
    """Each signature signs the one before it, the first one that of the request."""

    signature: Signature
    key: bytes
    before: str = ""

    def verify_chunk(self, data: bytes, claimed: bytes) -> None:
        self._verify("AWS4-HMAC-SHA256-PAYLOAD", (_EMPTY, hashlib.sha256(data).hexdigest()), claimed)

    def verify_trailers(self, trailers: dict[str, str], claimed: str) -> None:
        lines = "".join(f"{name}:{value}\n" for name, value in sorted(trailers.items()))
        digest = hashlib.sha256(lines.encode()).hexdigest()
        self._verify("AWS4-HMAC-SHA256-TRAILER", (digest,), claimed.encode())

    def _verify(self, algorithm: str, digests: tuple[str, ...], claimed: bytes) -> None:
        before = self.before or self.signature.value
        stamp = self.signature.moment.strftime(STAMP)
        wanted = sigv4.sign(self.key, "\n".join((algorithm, stamp, self.signature.scope, before, *digests)))
        if not hmac.compare_digest(wanted.encode(), claimed):
            raise RefusedError(Reason.MISMATCH)
        self.before = wanted


def _line(rest: memoryview) -> tuple[bytes, memoryview]:
    """Split off a line; it is short, so that looking for its end is cheap."""
    line, found, _ = bytes(rest[:256]).partition(b"\r\n")
    if not found:
        raise RefusedError(Reason.BAD_UPLOAD, "The chunks of the upload end in the middle.")
    return line, rest[len(line) + 2 :]


def _trailers(rest: memoryview) -> dict[str, str]:
    trailers: dict[str, str] = {}
    for _ in range(_MOST_TRAILERS):
        line, found, _ = bytes(rest[:1_024]).partition(b"\r\n")
        rest = rest[len(line) + 2 :]
        if not line or not found:
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        trailers[name.strip().lower()] = value.strip()
    return trailers
