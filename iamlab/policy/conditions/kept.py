"""Remembers how a text reads: the same few addresses and dates stand in most policies and requests."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

LONGEST = 64  # characters, so that what is remembered is small
MOST = 1_024


def kept(read: Callable[[str], T]) -> Callable[[str], T]:
    """`read`, which must depend on nothing but the text, remembering its results for short texts."""
    remembered = lru_cache(maxsize=MOST)(read)

    @wraps(read)
    def reading(text: str) -> T:
        return remembered(text) if len(text) <= LONGEST else read(text)

    return reading
