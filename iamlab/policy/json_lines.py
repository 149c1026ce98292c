"""Reads one line of a JSON-lines file that somebody else wrote."""

import json
from collections import Counter
from typing import NoReturn


class LineError(ValueError):
    """A line that cannot be answered. `id` is the line's own id where it could be read."""

    def __init__(self, reason: str, identifier: object = None) -> None:
        self.id = identifier
        super().__init__(reason)


def read_line(text: str) -> object:
    """The JSON value of a line. Raises LineError for what is no JSON, too deep, or has a key twice in one object."""
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise LineError(f"This is not JSON: {error.msg} ({place}).") from None
    except RecursionError:
        raise LineError("This JSON is nested too deeply to be a case.") from None
    except LineError:
        raise
    except ValueError:  # Python refuses to convert numbers of thousands of digits
        raise LineError("There is a number in this line that is too long to read.") from None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        repeated = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise LineError(f"The key {repeated[:60]!r} appears twice in one object. Keep one of them.")
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise LineError(f"{name} is not JSON. Write a number or a string in quotes.")
