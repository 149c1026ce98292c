"""Printing an answer in the format asked for. AWS page: "Setting the output format in the AWS CLI"."""

import json
from collections.abc import Callable
from typing import Any

import yaml

from iamlab.cloud.cli import table
from iamlab.cloud.cli.usage import UsageError

MAX_CHARACTERS = 262_144


def printed(value: Any, how: str, title: str) -> str:
    """Return the text of an answer; `how` is one of global_options.OUTPUTS; `title` heads a table.

    Nothing is printed for an empty object, as an operation without an answer gives one. Raises UsageError for a result
    that is too long or too deep to be shown.
    """
    if value == {}:
        return ""
    try:
        return _FORMATS[how](value, title)
    except RecursionError:
        raise UsageError("\nThe --query expression nests its result too deeply to be shown.") from None


def _json(value: Any, title: str) -> str:
    # Piece by piece, so that an answer that a query blew up is dropped before it is whole.
    pieces: list[str] = []
    size = 0
    for piece in json.JSONEncoder(indent=4, ensure_ascii=False).iterencode(value):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_CHARACTERS:
            raise _too_long()
    return "".join(pieces) + "\n"


def _text(value: Any, title: str) -> str:
    lines: list[str] = []
    _text_lines(value, None, lines)
    text = "".join(f"{line}\n" for line in lines)
    if len(text) > MAX_CHARACTERS:
        raise _too_long()
    return text


def _text_lines(value: Any, name: str | None, lines: list[str]) -> None:
    label = [name.upper()] if name else []
    if isinstance(value, dict):
        _object_lines(value, _plain_keys([value]), name, lines)
    elif isinstance(value, list):
        plain = [_cell(item) for item in value if not _nested(item)]
        if plain:
            # A list of plain values inside an object is one labelled line each.
            lines.extend("\t".join((*label, item)) for item in plain) if name else lines.append("\t".join(plain))
        keys = _plain_keys([item for item in value if isinstance(item, dict)])
        for item in value:
            if isinstance(item, dict):
                _object_lines(item, keys, name, lines)
            elif isinstance(item, list):
                _text_lines(item, name, lines)
    else:
        lines.append(_cell(value))


def _object_lines(value: dict[str, Any], keys: list[str], name: str | None, lines: list[str]) -> None:
    """Add an object: one line of the plain values under `keys`, empty where it has none, then its nested parts."""
    if keys:
        label = [name.upper()] if name else []
        lines.append("\t".join(label + [_cell(value.get(key, "")) for key in keys]))
    for key in sorted(value):
        if _nested(value[key]):
            _text_lines(value[key], key, lines)


def _plain_keys(objects: list[dict[str, Any]]) -> list[str]:
    return sorted({key for item in objects for key, inner in item.items() if not _nested(inner)})


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _cell(value: Any) -> str:
    return "None" if value is None else str(value)


def _table(value: Any, title: str) -> str:
    text = table.drawn(value, title)
    if len(text) > MAX_CHARACTERS:
        raise _too_long()
    return text


def _too_long() -> UsageError:
    return UsageError(
        f"The answer has more than {MAX_CHARACTERS:,} characters. Choose a part of it with --query or --max-items."
    )


class _PlainDumper(yaml.SafeDumper):
    """Writes a value that occurs twice in full, each time."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(value: Any, title: str) -> str:
    plain = json.loads(_json(value, title))  # which refuses what is too long, piece by piece
    return yaml.dump(plain, Dumper=_PlainDumper, default_flow_style=False, allow_unicode=True)


def _yaml_stream(value: Any, title: str) -> str:
    """Each page of an answer is an item of one list; here there is one page."""
    return _yaml([value], title)


def _off(value: Any, title: str) -> str:
    return ""


_FORMATS: dict[str, Callable[[Any, str], str]] = {
    "json": _json,
    "text": _text,
    "table": _table,
    "yaml": _yaml,
    "yaml-stream": _yaml_stream,
    "off": _off,
}
