"""One-time codes by the time: RFC 6238 with its defaults, as authenticator applications make them.

AWS page: "Assign a virtual MFA device in the AWS Management Console". A seed is base32 text; a step is the number of
half minutes since 1970.
"""

import base64
import hashlib
import hmac
from datetime import datetime

STEP_SECONDS = 30
DIGITS = 6
WINDOW = 1  # a code of the step before or after counts, too: clocks differ, and typing takes time


def step_at(moment: datetime) -> int:
    """The step that a moment is in."""
    return int(moment.timestamp()) // STEP_SECONDS


def code(seed: str, moment: datetime) -> str:
    """The code that an authenticator with this seed shows at a moment."""
    return code_of_step(seed, step_at(moment))


def codes(seed: str, moment: datetime, count: int = 2) -> list[str]:
    """The code of a moment and those that follow it: what an authenticator shows now and next."""
    first = step_at(moment)
    return [code_of_step(seed, step) for step in range(first, first + count)]


def address(label: str, seed: str) -> str:
    """What a QR code for an authenticator holds. `label` says whose device it is, as in `phone@123456789012`."""
    return f"otpauth://totp/{label}?secret={seed}"


def code_of_step(seed: str, step: int) -> str:
    """The code of one step (RFC 4226, "Generating an HOTP value")."""
    digest = hmac.digest(base64.b32decode(seed), step.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def verify(seed: str, given: str, moment: datetime, after: int = -1) -> int | None:
    """The step that a code is of, when it is good at a moment; None for a wrong one.

    Steps up to `after` do not count: a code is good once (RFC 6238, section 5.2). Takes the same time for all codes.
    """
    return verify_consecutive(seed, (given,), moment, after)


def verify_consecutive(seed: str, given: tuple[str, ...], moment: datetime, after: int = -1) -> int | None:
    """The step of the last of several codes that follow each other, when all are good; None otherwise."""
    middle, found = step_at(moment), None
    for last in range(middle - WINDOW, middle + WINDOW + 1):
        first = last - len(given) + 1
        same = [
            hmac.compare_digest(code_of_step(seed, first + place).encode(), one.encode("utf-8", "replace"))
            for place, one in enumerate(given)
        ]
        if all(same) and first > after:
            found = last
    return found
