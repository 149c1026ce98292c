"""How somebody laid out a JSON text, and values written the same way."""

import json
import re
from dataclasses import dataclass

from iamlab.policy.json_places import TOKEN
from iamlab.policy.json_text import Number

_BLANK = re.compile(r"[ \t]*")
_INDENTED = re.compile(r"^[ \t]+(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Layout:
    """The habits of a text. `indent` is one step of indentation, None where the whole text is one line."""

    indent: str | None
    newline: str
    colon: str
    comma: str

    def write(self, value: object, around: str | None) -> str:
        """A value as text: in one line where `around` is None, else for a line with that indentation."""
        if isinstance(value, Number):
            return str(value)
        if isinstance(value, dict):
            members = [self.key(key) + self.write(one, self.inside(around)) for key, one in value.items()]
            return self._bracketed("{", members, "}", around)
        if isinstance(value, list | tuple):
            return self._bracketed("[", [self.write(one, self.inside(around)) for one in value], "]", around)
        return json.dumps(value, ensure_ascii=False)

    def key(self, name: str) -> str:
        """The key of a member and its colon."""
        return json.dumps(name, ensure_ascii=False) + self.colon

    def inside(self, around: str | None) -> str | None:
        """The indentation of what stands in brackets that are opened in a line indented like `around`."""
        return None if around is None or self.indent is None else around + self.indent

    def _bracketed(self, opening: str, members: list[str], closing: str, around: str | None) -> str:
        inside = self.inside(around)
        if not members or inside is None:
            return opening + self.comma.join(members) + closing
        between = f",{self.newline}{inside}".join(members)
        return f"{opening}{self.newline}{inside}{between}{self.newline}{around}{closing}"


def layout_of(text: str) -> Layout:
    """The layout of a JSON text."""
    newline = "\r\n" if "\r\n" in text else "\n"
    return Layout(_step(text), newline, _after(text, ":", ": "), _after(text, ",", ", "))


def indentation_at(text: str, offset: int) -> str:
    """The blanks that begin the line in which an offset lies."""
    start = text.rfind("\n", 0, offset) + 1
    blank = _BLANK.match(text, start)
    return blank[0] if blank else ""


def _step(text: str) -> str | None:
    if "\n" not in text.strip():
        return None
    return min(_INDENTED.findall(text), key=len, default="  ")


def _after(text: str, mark: str, usual: str) -> str:
    """The mark and what follows it where it is first used between two tokens of one line; `usual` elsewhere."""
    end: int | None = None
    for token in TOKEN.finditer(text):
        if end is not None:
            between = text[end : token.start()]
            if "\n" not in between:
                return mark + between
        end = token.end() if token[0] == mark else None
    return usual
