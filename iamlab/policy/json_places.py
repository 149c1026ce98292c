"""Where each value of a JSON text stands. Only for text that the standard library has already accepted."""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)


def path_text(path: Path) -> str:
    """`("Statement", 0, "Action")` as people write it: `Statement[0].Action`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text if len(text) <= 200 else text[:200] + "…"


def member_lines(text: str, key: str) -> list[tuple[int, int]]:
    """The first and last line, from 1, of each member of the list that a top-level key has; or of its one value.

    Leaves the reading to the standard library's decoder, which is many times faster than a scan in Python.
    """
    position = _skip(text, 0) + 1
    while text[_skip(text, position)] != "}":
        name, position = _DECODER.raw_decode(text, _skip(text, position))
        position = _skip(text, _skip(text, position) + 1)
        if name == key:
            return _lines_of(text, position)
        position = _skip(text, _DECODER.raw_decode(text, position)[1])
        position += text[position] == ","
    return []


def _lines_of(text: str, position: int) -> list[tuple[int, int]]:
    is_list = text[position] == "["
    position += is_list
    lines: list[tuple[int, int]] = []
    line, counted = 1, 0
    while text[position := _skip(text, position)] != "]":
        end = _DECODER.raw_decode(text, position)[1]
        first = line + text.count("\n", counted, position)
        line, counted = first + text.count("\n", position, end), end
        lines.append((first, line))
        if not is_list:
            break
        position = _skip(text, end)
        position += text[position] == ","
    return lines


def _skip(text: str, position: int) -> int:
    while text[position] in " \t\r\n":
        position += 1
    return position


@dataclass(slots=True)
class _Open:
    """A bracket that is not closed yet."""

    path: Path
    start: int
    is_object: bool
    index: int = 0
    key: str | None = None
    seen: dict[str, int] = field(default_factory=dict)


class Places:
    """The offsets of keys and values in a JSON text, by path.

    `keys[path]` is where the key of a member starts, `values[path]` the first and last offset of its value.
    `repeated` lists keys that appear twice in one object: path, offset of the second, offset of the first.
    """

    def __init__(self, text: str) -> None:
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, tuple[int, int]] = {}
        self.repeated: list[tuple[Path, int, int]] = []
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._scan(text)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1, the column in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def of_key(self, path: Path) -> tuple[int, int]:
        """Line and column of a member's key; of its value where it has no key."""
        return self.line_and_column(self.keys[path]) if path in self.keys else self.of_value(path)

    def of_value(self, path: Path) -> tuple[int, int]:
        """Line and column where a value starts; of the nearest value around it where there is none."""
        while path and path not in self.values:
            path = path[:-1]
        return self.line_and_column(self.values[path][0])

    def _scan(self, text: str) -> None:
        stack: list[_Open] = []
        for token in TOKEN.finditer(text):
            mark = token[0]
            here = stack[-1] if stack else None
            if mark in ("}", "]"):
                closed = stack.pop()
                self.values[closed.path] = (closed.start, token.start())
            elif mark == ",":
                if here is not None:
                    here.key = None
                    here.index += 1
            elif mark == ":":
                continue
            elif here is not None and here.is_object and here.key is None:
                self._key(here, token)
            else:
                path: Path = () if here is None else (*here.path, here.index if here.key is None else here.key)
                if mark in ("{", "["):
                    stack.append(_Open(path, token.start(), mark == "{"))
                else:
                    self.values[path] = (token.start(), token.end() - 1)

    def _key(self, here: _Open, token: re.Match[str]) -> None:
        key: str = json.loads(token[0], strict=False)
        path = (*here.path, key)
        if key in here.seen:
            self.repeated.append((path, token.start(), here.seen[key]))
        here.seen[key] = token.start()
        here.key = key
        self.keys[path] = token.start()
