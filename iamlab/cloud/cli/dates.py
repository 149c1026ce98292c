"""`date`: the sandbox's time. Standard: "Utilities", date (POSIX.1-2017)."""

import re
from datetime import UTC, datetime

from iamlab.cloud.cli.usage import UsageError

_USUAL = "%a %b %e %H:%M:%S UTC %Y"
# Days and months have English names whatever the server's language is.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LONGEST = 200


def date(words: list[str], now: datetime) -> str:
    """Return what `date` prints: the usual line, or what `+FORMAT` asks for."""
    wanted = [word for word in words if word not in ("-u", "--utc")]
    if len(wanted) > 1 or (wanted and not wanted[0].startswith("+")) or len("".join(wanted)) > _LONGEST:
        raise UsageError("date: it takes -u and +FORMAT here. `lab clock advance 91d` puts the clock forward.", 1)
    return _written(wanted[0][1:] if wanted else _USUAL, now.astimezone(UTC)) + "\n"


def _written(form: str, now: datetime) -> str:
    values = {
        "Y": f"{now.year:04}",
        "m": f"{now.month:02}",
        "d": f"{now.day:02}",
        "e": f"{now.day:2}",
        "H": f"{now.hour:02}",
        "M": f"{now.minute:02}",
        "S": f"{now.second:02}",
        "s": str(int(now.timestamp())),
        "j": f"{now.timetuple().tm_yday:03}",
        "A": _DAYS[now.weekday()],
        "a": _DAYS[now.weekday()][:3],
        "B": _MONTHS[now.month - 1],
        "b": _MONTHS[now.month - 1][:3],
        "Z": "UTC",
        "z": "+0000",
        "%": "%",
    }
    values |= {"F": f"{now:%Y-%m-%d}", "T": f"{now:%H:%M:%S}"}

    def value(directive: re.Match[str]) -> str:
        if directive[1] not in values:
            known = ", ".join(f"%{one}" for one in values)
            raise UsageError(f"date: %{directive[1]} is not known here. It knows {known}.", 1)
        return values[directive[1]]

    return re.sub("%(.)", value, form)
