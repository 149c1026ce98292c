"""Policies that arrive as objects (from YAML, a template, a test) rather than as text."""

import datetime
from collections.abc import Mapping
from typing import NoReturn

from iamlab.policy.json_places import Path, path_text
from iamlab.policy.json_text import MAX_CHARACTERS, MAX_DEPTH
from iamlab.policy.problems import PolicyError, Problem

_SMALLEST, _LARGEST = 1e-99, 1e100


def checked(document: Mapping[str, object]) -> dict[str, object]:
    """A copy of the object that is certain to become JSON.

    Raises PolicyError with the path of the first value that JSON cannot hold, and for objects that are too
    deep (so also for those that hold themselves) or too large.
    """
    budget = [MAX_CHARACTERS]
    copy = _copy(document, (), budget)
    if not isinstance(copy, dict):
        raise PolicyError([Problem("JSON_SYNTAX_ERROR", "A policy is an object: { ... }.")])
    return copy


def _copy(value: object, path: Path, budget: list[int]) -> object:
    budget[0] -= len(value) + 1 if isinstance(value, str) else 1
    if budget[0] < 0:
        _fail(path, f"The document is larger than {MAX_CHARACTERS:,} characters. Submit the policy only.")
    if len(path) >= MAX_DEPTH:
        _fail(path, f"The document is nested more than {MAX_DEPTH} levels deep. A policy needs six.")
    if isinstance(value, Mapping):
        members: dict[str, object] = {}
        for key, member in value.items():
            if not isinstance(key, str):
                _fail(path, f"The key {str(key)[:60]!r} is not a string. Put it in quotes.")
            _check_text(key, path)
            budget[0] -= len(key)
            members[key] = _copy(member, (*path, key), budget)
        return members
    if isinstance(value, list | tuple):
        return [_copy(member, (*path, index), budget) for index, member in enumerate(value)]
    if isinstance(value, str):
        _check_text(value, path)
        return str(value)
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 10**40):
        return value
    # A longer exponent than the reader of texts takes; nan and the infinities are in no range.
    if isinstance(value, float) and (value == 0 or _SMALLEST <= abs(value) < _LARGEST):
        return value
    if isinstance(value, datetime.date):
        return _fail(path, f'{value} was read as a date. Put it in quotes: "{value}".')
    return _fail(path, f"A {type(value).__name__} cannot stand in a policy. Write a string in quotes.")


def _check_text(text: str, path: Path) -> None:
    if any(ord(character) < 0x20 and character not in "\t\r\n" for character in text):
        _fail(path, "There is a control character in this text, which no policy may hold. Delete it.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        _fail(path, "There is half of a character (a lone surrogate) in this text. Delete it.")


def _fail(path: Path, message: str) -> NoReturn:
    raise PolicyError([Problem("JSON_SYNTAX_ERROR", message, path_text(path))])
