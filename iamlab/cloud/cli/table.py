"""`--output table`: an answer as nested boxes, one for each list or object inside it."""

from typing import Any

Rows = list[list[str]]


def drawn(value: Any, title: str) -> str:
    """Return the table of an answer, `title` in its first row."""
    sections = _sections(value, title, 0)
    width = max(_width(rows, head, depth) for head, rows, depth in sections)
    lines = ["-" * width]
    for head, rows, depth in sections:
        lines += _section(head, rows, depth, width)
    return "".join(f"{line}\n" for line in lines)


def _sections(value: Any, title: str, depth: int) -> list[tuple[str, Rows, int]]:
    """Return (title, rows, depth) of the value's own plain part, then of each nested part."""
    if isinstance(value, list):
        return _list_sections(value, title, depth)
    if not isinstance(value, dict):
        return [(title, [[_cell(value)]], depth)]
    plain = [[key, _cell(value[key])] for key in sorted(value) if not _nested(value[key])]
    found = [(title, plain, depth)]
    for key in sorted(value):
        if _nested(value[key]):
            found += _sections(value[key], key, depth + 1)
    return found


def _list_sections(items: list[Any], title: str, depth: int) -> list[tuple[str, Rows, int]]:
    if any(isinstance(item, dict) for item in items):
        objects = [item for item in items if isinstance(item, dict)]
        plain = not any(_nested(inner) for item in objects for inner in item.values())
        if plain:
            names = sorted({name for item in objects for name in item})
            rows = [[_cell(item.get(name, "")) for name in names] for item in objects]
            return [(title, [names, *rows], depth)]
        return [section for item in objects for section in _sections(item, title, depth)]
    rows = [[_cell(inner) for inner in item] if isinstance(item, list) else [_cell(item)] for item in items]
    columns = max((len(row) for row in rows), default=0)
    return [(title, [row + [""] * (columns - len(row)) for row in rows], depth)]


def _section(head: str, rows: Rows, depth: int, width: int) -> list[str]:
    edge = "|" * depth
    inner = width - 2 * depth - 2
    rule = f"{edge}+{'-' * inner}+{edge}"
    lines = [f"{edge}|{head.center(inner)}|{edge}"]
    if not rows or not rows[0]:
        return [*lines, rule]
    widths = _column_widths(rows)
    widths[-1] += inner - sum(widths) - (len(widths) - 1)
    ruler = f"{edge}+{'+'.join('-' * column for column in widths)}+{edge}"
    lines.append(ruler)
    for row in rows:
        cells = "|".join(f"  {text}".ljust(column) for text, column in zip(row, widths, strict=True))
        lines.append(f"{edge}|{cells}|{edge}")
    return [*lines, ruler]


def _width(rows: Rows, head: str, depth: int) -> int:
    columns = _column_widths(rows) if rows and rows[0] else [0]
    return max(sum(columns) + len(columns) - 1, len(head) + 2) + 2 * depth + 2


def _column_widths(rows: Rows) -> list[int]:
    return [max(len(row[place]) for row in rows) + 4 for place in range(len(rows[0]))]


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _cell(value: Any) -> str:
    return "None" if value is None else str(value)
