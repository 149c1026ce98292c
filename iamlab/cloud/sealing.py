"""Marks and envelopes that only one sandbox can make and open. Everything comes from the sandbox's own seed.

`mark` is a message authentication code (RFC 2104). `seal` and `open_sealed` are deterministic authenticated encryption:
the mark of a text is the start value of the key stream that hides it (the construction of RFC 5297).
"""

import base64
import binascii
import hashlib
import hmac

_MARK_BYTES = 32


def key(seed: str, purpose: str) -> bytes:
    """A key of a sandbox for one purpose; from one key nobody learns another."""
    return hmac.digest(seed.encode(), purpose.encode(), hashlib.sha256)


def mark(seed: str, purpose: str, text: str) -> bytes:
    return hmac.digest(key(seed, purpose), text.encode("utf-8", "replace"), hashlib.sha256)


def is_mark(given: bytes, seed: str, purpose: str, text: str) -> bool:
    """Whether `given` is the mark of a text, compared in a time that tells nothing."""
    return hmac.compare_digest(given, mark(seed, purpose, text))


def seal(seed: str, purpose: str, content: bytes) -> str:
    """Return the content so that only this sandbox can read it, as URL-safe text."""
    start = hmac.digest(key(seed, f"{purpose}/mark"), content, hashlib.sha256)
    return base64.urlsafe_b64encode(start + _hidden(seed, purpose, start, content)).decode().rstrip("=")


def open_sealed(seed: str, purpose: str, text: str) -> bytes | None:
    """Return what was sealed; None for a text that this sandbox has not sealed for the purpose."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    start, hidden = raw[:_MARK_BYTES], raw[_MARK_BYTES:]
    content = _hidden(seed, purpose, start, hidden)
    expected = hmac.digest(key(seed, f"{purpose}/mark"), content, hashlib.sha256)
    return content if hmac.compare_digest(start, expected) else None


def _hidden(seed: str, purpose: str, start: bytes, content: bytes) -> bytes:
    """The content with the key stream that begins at `start` over it; twice gives the content back."""
    stream = hashlib.shake_256(key(seed, f"{purpose}/stream") + start).digest(len(content))
    return bytes(one ^ other for one, other in zip(content, stream, strict=True))
