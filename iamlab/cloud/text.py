"""Text and times as AWS writes them.

Some characters no AWS protocol, terminal or database can carry: controls and half a surrogate pair.
"""

import re
from datetime import UTC, datetime

# Tab and line breaks are text; a lone carriage return is, too, since objects may hold Windows line ends.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def first_not_text(value: str) -> str | None:
    """Return how the first character that is not text is written, such as U+0000; None when all is text."""
    found = _NOT_TEXT.search(value)
    return f"U+{ord(found.group()):04X}" if found else None


def cleaned(value: str) -> str:
    """Return `value` with a replacement character in the place of each character that is not text."""
    return _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)


def time_text(moment: datetime) -> str:
    """Return a moment as `2026-01-05T09:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
