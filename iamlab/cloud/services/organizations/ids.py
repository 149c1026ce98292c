"""The ids that AWS Organizations gives, made repeatable. AWS page: "AWS Organizations API reference", the patterns."""

import base64
import hashlib
from datetime import datetime

from iamlab.cloud.text import time_text

_DIGITS = 12


def organization_id(account_id: str, made: datetime) -> str:
    """Return an id such as o-a1b2c3d4e5, from the management account and when it made the organisation."""
    return f"o-{_letters(f'organization/{account_id}/{time_text(made)}', 10)}"


def root_id(organization: str) -> str:
    return f"r-{_letters(f'{organization}/root', 4)}"


def unit_id(organization: str, root: str, number: int) -> str:
    """Return an id such as ou-ab12-c3d4e5f6, of which the middle is the root's."""
    return f"ou-{root.removeprefix('r-')}-{_letters(f'{organization}/unit/{number}', 8)}"


def policy_id(organization: str, number: int) -> str:
    return f"p-{_letters(f'{organization}/policy/{number}', 8)}"


def handshake_id(organization: str, number: int) -> str:
    return f"h-{_letters(f'{organization}/handshake/{number}', 32)}"


def request_id(organization: str, number: int) -> str:
    """Return the id of a request to create an account."""
    return f"car-{_letters(f'{organization}/request/{number}', 32)}"


def resource_policy_id(organization: str) -> str:
    return f"rp-{_letters(f'{organization}/resource-policy', 8)}"


def account_id(organization: str, number: int) -> str:
    """Return twelve digits, of which the first is not 0."""
    digest = int.from_bytes(hashlib.sha256(f"{organization}/account/{number}".encode()).digest())
    return str(digest % (9 * 10 ** (_DIGITS - 1)) + 10 ** (_DIGITS - 1))


def _letters(seed: str, length: int) -> str:
    return base64.b32encode(hashlib.sha256(seed.encode()).digest()).decode().lower()[:length]
