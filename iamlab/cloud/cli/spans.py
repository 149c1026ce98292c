"""Spans of time as somebody writes them: 91d, 12h, 1h30m."""

import re

from iamlab.cloud.cli.usage import UsageError

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"(?:\d{1,9}[smhdw]){1,5}", re.ASCII)


def seconds(text: str) -> int:
    """Return how long a span is; raises UsageError for what is none."""
    if not _SPAN.fullmatch(text):
        raise UsageError(
            f"lab: {text[:40]} is no span of time. Write a number and s, m, h, d or w: 91d, 12h, 1h30m.", 1
        )
    return sum(int(piece[:-1]) * _UNITS[piece[-1]] for piece in re.findall(r"\d+[smhdw]", text))
