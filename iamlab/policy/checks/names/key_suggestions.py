"""Which condition key somebody meant who wrote one that AWS does not have."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from iamlab.catalog import condition_keys
from iamlab.policy.findings import nearest

_CLOSE = 0.8  # so alike that the key is surely a slip of the pen
_PREFIX = 6  # characters; a start as long as this is no accident
_PART = re.compile(r"/(?:\$\{\w+\}|<\w+>)$")  # to be filled in, such as the key of a tag


@lru_cache(maxsize=1024)
def meant(key: str) -> tuple[str, bool] | None:
    """A key that exists and is near: of the same prefix, a global one, or of a near prefix. And whether it is close."""
    prefix, _, name = key.partition(":")
    head, slash, part = name.partition("/")
    known = [
        {_PART.sub("", one).partition(":")[2].lower(): one for one in condition_keys.keys_of_service(owner)}
        for owner in _owners(prefix)
    ]
    exact = next((keys for keys in known if name.lower() in keys or head.lower() in keys), None)
    for keys in [exact] if exact else known:
        for wanted in (head, name):
            found = nearest(wanted, keys)
            filled = _filled(keys[found], part) if found else None
            if found and filled:
                return filled, _is_close(wanted.lower(), found) and bool(slash) == ("/" in filled)
    return None


def _filled(key: str, part: str) -> str | None:
    """A key with its part filled in. None where it has another one, or there is nothing to fill in."""
    if _PART.search(key):
        return f"{_PART.sub('', key)}/{part}" if part else None
    return None if "$" in key else key


def _is_close(written: str, name: str) -> bool:
    shorter, longer = sorted((written, name), key=len)
    if len(shorter) >= _PREFIX and longer.startswith(shorter):
        return True
    return SequenceMatcher(None, written, name).ratio() >= _CLOSE


def _owners(prefix: str) -> list[str]:
    lower = prefix.lower()
    if lower == "aws":
        return [lower]
    if lower in condition_keys.prefixes():
        return [lower, "aws"]
    near = nearest(lower, condition_keys.prefixes())
    return [near, "aws"] if near else ["aws"]
