"""Reading the times that callers give: text from a command line, a number or a datetime from a real client."""

from datetime import UTC, datetime
from typing import Any


def moment(given: Any) -> datetime | None:
    """Return a timestamp as a moment in UTC; None where it is none.

    Text is ISO 8601 or the seconds since 1970, as the AWS CLI takes them; without a time zone it is in UTC.
    """
    if isinstance(given, str):
        try:
            given = datetime.fromisoformat(given.strip())
        except ValueError:
            try:
                given = float(given)
            except ValueError:
                return None
    if isinstance(given, int | float):
        try:
            return datetime.fromtimestamp(given, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(given, datetime):
        return None
    try:
        return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
    except OverflowError:
        return None
