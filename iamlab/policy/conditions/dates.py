"""Date condition operators ("IAM JSON policy elements: Condition operators").

A date is written in one of the W3C forms of ISO 8601, or as seconds since 1970. Without a zone it is in UTC.
"""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from iamlab.policy.conditions.kept import kept
from iamlab.policy.conditions.ordered import ordered

_ISO = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)"
    r"(T(?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d)(?P<fraction>\.\d{1,9})?)?"
    r"(?P<zone>Z|[+-]([01]\d|2[0-3]):?[0-5]\d)?)?)?)?",
    re.ASCII,
)
_EPOCH = re.compile(r"\d{1,12}(\.\d{1,9})?", re.ASCII)
_START = datetime(1970, 1, 1, tzinfo=UTC)


@kept
def seconds(text: str) -> Decimal | None:
    """Seconds since 1970 in UTC, or None where `text` is no date. Four digits are a year."""
    match = _ISO.fullmatch(text)
    if match is None:
        return Decimal(text) if _EPOCH.fullmatch(text) else None
    part = match.groupdict(default="")
    try:
        moment = datetime(
            int(part["year"]),
            int(part["month"] or 1),
            int(part["day"] or 1),
            int(part["hour"] or 0),
            int(part["minute"] or 0),
            int(part["second"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    whole = (moment - _START) // timedelta(seconds=1) - _zone_seconds(part["zone"])
    return Decimal(whole) + Decimal(part["fraction"] or 0)


def _zone_seconds(zone: str) -> int:
    if zone in ("", "Z"):
        return 0
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * 3600 + int(zone[-2:]) * 60)


OPERATORS = ordered("Date", seconds, kind="date")
