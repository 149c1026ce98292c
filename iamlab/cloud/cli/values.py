"""Turning the text of an option into the value that the operation's input shape asks for."""

import json
from collections.abc import Mapping
from typing import Any

from botocore.model import Shape

from iamlab.cloud.cli import shorthand
from iamlab.cloud.cli.usage import bad_value
from iamlab.cloud.cli.workspace import read

_MAX_DIGITS = 18
_TEXT, BYTES = "file://", "fileb://"


def value(option: str, shape: Shape, words: list[str], files: Mapping[str, str]) -> Any:
    """Return the value of `option` (its CLI name, such as --tags) from the words that followed it.

    A blob may be the text that was typed, or bytes (`fileb://`). Raises UsageError, in the AWS CLI's words where it
    has any, for a value that the shape does not take.
    """
    if words[0].startswith(BYTES):
        return _read(option, words[0], BYTES, files).encode()  # validation refuses bytes for all but a blob
    words = [_read(option, word, _TEXT, files) if word.startswith(_TEXT) else word for word in words]
    if shape.type_name == "list":
        return _list(option, shape, words)
    if shape.type_name in ("structure", "map"):
        return _structured(option, shape, words[0])
    return scalar(option, shape, words[0])


def scalar(option: str, shape: Shape, text: str) -> Any:
    if shape.type_name in ("integer", "long"):
        return _integer(option, text)
    if shape.type_name in ("float", "double"):
        return _float(option, text)
    if shape.type_name == "boolean":
        if text.lower() not in ("true", "false"):
            raise bad_value(option, f"Invalid boolean: expected true or false, received: {_short(text)}")
        return text.lower() == "true"
    return text


def typed(option: str, shape: Shape, given: Any) -> Any:
    """Return a value from shorthand or JSON with its numbers and booleans in the types of the shape."""
    if shape.type_name == "structure" and isinstance(given, dict):
        return {
            key: typed(option, shape.members[key], item) if key in shape.members else item
            for key, item in given.items()
        }
    if shape.type_name == "map" and isinstance(given, dict):
        return {key: typed(option, shape.value, item) for key, item in given.items()}
    if shape.type_name == "list":
        items = given if isinstance(given, list) else [given]
        return [typed(option, shape.member, item) for item in items]
    return scalar(option, shape, given) if isinstance(given, str) else given


def _list(option: str, shape: Shape, words: list[str]) -> Any:
    if len(words) == 1 and words[0].lstrip().startswith("["):
        return json_value(option, words[0])
    if shape.member.type_name in ("structure", "map", "list"):
        return [_structured(option, shape.member, word) for word in words]
    return [scalar(option, shape.member, word) for word in words]


def _structured(option: str, shape: Shape, word: str) -> Any:
    if word.lstrip().startswith(("{", "[")):
        return json_value(option, word)
    return typed(option, shape, shorthand.parse(option, word))


def json_value(option: str, text: str) -> Any:
    """Return the JSON value written in `text`; raises UsageError."""
    try:
        return json.loads(text, parse_int=lambda digits: _integer(option, digits), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise bad_value(option, f"Invalid JSON: {reason}\nJSON received: {_short(text)}") from None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON value")


def _integer(option: str, text: str) -> int:
    sign_less = text.removeprefix("-")
    if not (sign_less.isascii() and sign_less.isdigit() and len(sign_less) <= _MAX_DIGITS):
        raise bad_value(option, f"invalid literal for int() with base 10: '{_short(text)}'")
    return int(text)


def _float(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise bad_value(option, f"could not convert string to float: '{_short(text)}'") from None


def _read(option: str, word: str, scheme: str, files: Mapping[str, str]) -> str:
    return read(option, word, word.removeprefix(scheme), files)


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:200] + "..."
