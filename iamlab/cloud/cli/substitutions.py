"""Finding `$NAME`, `${NAME}` and `$(COMMAND)`. Standard: "Shell Command Language", Word Expansions (POSIX.1-2017)."""

import re
from dataclasses import dataclass
from typing import Literal

from iamlab.cloud.cli.places import place
from iamlab.cloud.cli.usage import UsageError

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
STATUS = "?"  # `$?` is how the last command ended
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Substitution:
    """The name of a variable or the text of a command, and where the text goes on after it."""

    text: str
    kind: Literal["variable", "command"]
    end: int


def at(text: str, begin: int) -> Substitution | None:
    """Return what begins at a `$`; None for a `$` that means itself. Raises UsageError for what is not known here."""
    after = text[begin + 1 : begin + 2]
    if text[begin] == "`":
        raise _refused(text, begin, "`", "Write `$(COMMAND)` for the answer of a command")
    if text.startswith("$((", begin):
        raise _refused(text, begin, "$((", "Write the result itself")
    if after == "(":
        end = _end_of_command(text, begin + 2, 1, begin)
        return Substitution(text[begin + 2 : end], "command", end + 1)
    if after == "{":
        name = NAME.match(text, begin + 2)
        if name is None or text[name.end() : name.end() + 1] != "}":
            raise _refused(text, begin, "${", "Only `${NAME}` is known; write the value itself")
        return Substitution(name[0], "variable", name.end() + 1)
    name = NAME.match(text, begin + 1)
    if name:
        return Substitution(name[0], "variable", name.end())
    return Substitution(STATUS, "variable", begin + 2) if after == STATUS else None


def _end_of_command(text: str, position: int, depth: int, begin: int) -> int:
    """Return where the `)` is that closes a `$(`; quotes inside hide others."""
    if depth > _DEEPEST:
        raise UsageError(f"At {place(text, begin)} are more than {_DEEPEST} commands inside each other. Use variables.")
    while position < len(text):
        char = text[position]
        if char == ")":
            return position
        if char == "\\":
            position += 2
        elif char == "'":
            position = _after(text, text.find("'", position + 1), begin)
        elif char == '"':
            position = _end_of_quotes(text, position + 1, depth, begin) + 1
        elif text.startswith("$(", position):
            position = _end_of_command(text, position + 2, depth + 1, begin) + 1
        else:
            position += 1
    raise _unclosed(text, begin)


def _end_of_quotes(text: str, position: int, depth: int, begin: int) -> int:
    """Return where the `"` is that closes another."""
    while position < len(text):
        char = text[position]
        if char == '"':
            return position
        if char == "\\":
            position += 2
        elif text.startswith("$(", position):
            position = _end_of_command(text, position + 2, depth + 1, begin) + 1
        else:
            position += 1
    raise _unclosed(text, begin)


def _after(text: str, found: int, begin: int) -> int:
    if found < 0:
        raise _unclosed(text, begin)
    return found + 1


def _unclosed(text: str, begin: int) -> UsageError:
    return UsageError(f"The `$(` at {place(text, begin)} is never closed. Add the closing `)`.")


def _refused(text: str, begin: int, what: str, instead: str) -> UsageError:
    return UsageError(
        f"This terminal does not know what a shell does with `{what}` ({place(text, begin)}). {instead}, or put a text"
        f" that contains `{what[0]}` in single quotes."
    )
