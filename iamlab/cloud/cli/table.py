"""`--output table`: an answer as nested boxes, one for each list or object inside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SCREEN = 80  # columns; an object too wide for them is turned on its side
_PADDING = 4


@dataclass(frozen=True, slots=True)
class _Box:
    """One titled part of the table, `depth` boxes deep. All rows are equally long."""

    title: str
    depth: int
    rows: list[list[str]] = field(default_factory=list)
    header: list[str] = field(default_factory=list)

    def columns(self) -> list[int]:
        lines = [self.header, *self.rows] if self.header else self.rows
        return [max(map(len, column)) + _PADDING for column in zip(*lines, strict=True)]

    def width(self) -> int:
        columns = self.columns()
        return max(sum(columns) + len(columns) - 1, len(self.title) + 2) + 2 * self.depth + 2


def drawn(value: Any, title: str) -> str:
    """Return the table of an answer, `title` in its first row."""
    boxes = list(_boxes(value, title, 0)) or [_Box(title, 0)]
    width = max(box.width() for box in boxes)
    lines = ["-" * width]
    for box in boxes:
        lines += _lines(box, width)
    return "".join(f"{line}\n" for line in lines)


def _boxes(value: Any, title: str, depth: int) -> Iterator[_Box]:
    if isinstance(value, dict):
        yield _object_box(value, title, depth)
        for key in sorted(value):
            if isinstance(value[key], dict) or (isinstance(value[key], list) and value[key]):
                yield from _boxes(value[key], key, depth + 1)
    elif isinstance(value, list):
        yield from _list_boxes(value, title, depth)
    else:
        yield _Box(title, depth, [[_cell(value)]])


def _object_box(value: dict[str, Any], title: str, depth: int) -> _Box:
    plain = {key: _cell(value[key]) for key in sorted(value) if not isinstance(value[key], dict | list)}
    if not plain:
        return _Box(title, depth)
    across = _Box(title, depth, [list(plain.values())], list(plain))
    if len(plain) > 1 and across.width() <= SCREEN:
        return across
    return _Box(title, depth, [[key, text] for key, text in plain.items()])


def _list_boxes(items: list[Any], title: str, depth: int) -> Iterator[_Box]:
    objects = [item for item in items if isinstance(item, dict)]
    if any(isinstance(inner, dict | list) for item in objects for inner in item.values()):
        for item in objects:
            yield from _boxes(item, title, depth)
    elif objects:
        names = sorted({name for item in objects for name in item})
        yield _Box(title, depth, [[_cell(item.get(name, "")) for name in names] for item in objects], names)
    else:
        rows = [[_cell(inner) for inner in item] if isinstance(item, list) else [_cell(item)] for item in items]
        columns = max(map(len, rows), default=0)
        yield _Box(title, depth, [row + [""] * (columns - len(row)) for row in rows if columns])


def _lines(box: _Box, width: int) -> list[str]:
    edge, inner = "|" * box.depth, width - 2 * box.depth - 2
    columns = box.columns()
    if not columns:
        return [f"{edge}|{box.title.center(inner)}|{edge}", f"{edge}+{'-' * inner}+{edge}"]
    columns[-1] += inner - sum(columns) - (len(columns) - 1)
    rule = f"{edge}+{'+'.join('-' * column for column in columns)}+{edge}"
    lines = [f"{edge}|{box.title.center(inner)}|{edge}", rule]
    if box.header:
        lines += [_row(box.header, columns, edge), rule]
    return [*lines, *(_row(row, columns, edge) for row in box.rows), rule]


def _row(texts: list[str], columns: list[int], edge: str) -> str:
    cells = "|".join(f"  {text}".ljust(column) for text, column in zip(texts, columns, strict=True))
    return f"{edge}|{cells}|{edge}"


def _cell(value: Any) -> str:
    return "None" if value is None else str(value)
