"""Reads JSON text that somebody typed: bounded, and with an exact place for whatever is wrong.

The standard library decides what is JSON. This module refuses what that parser should not be given (too long,
too deep), says in plain words what it found wrong, and finds duplicate keys, which it would silently drop.
"""

import json
import re
from collections.abc import Callable
from typing import NoReturn

from iamlab.policy.json_complaints import WHITE_SPACE, excerpt, in_plain_words, trailing_comma
from iamlab.policy.json_places import Places, path_text
from iamlab.policy.problems import PolicyError, Problem

MAX_CHARACTERS = 200_000  # the longest of the policies that AWS itself manages has some 158,000
MAX_DEPTH = 20
MAX_DIGITS = 40

_OPEN_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_SHORT_CONTROLS = {"\\b": 0x08, "\\f": 0x0C}
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_NUMBER = re.compile(rf"-?[0-9.]{{{MAX_DIGITS + 1},}}|-?[0-9][0-9.]*[eE][+-]?[0-9]{{3,}}")


class Number(str):
    """A JSON number, kept as it was written: 1.10 stays 1.10, and no long one is ever converted."""

    __slots__ = ()


class JsonText:
    """A JSON value and the text it was read from."""

    def __init__(self, text: str, value: object) -> None:
        self.text = text
        self.value = value
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        """Where everything is. Worked out on first use: a document without problems seldom needs it."""
        if self._places is None:
            self._places = Places(self.text)
        return self._places


def read(text: str, *, most: int = MAX_CHARACTERS) -> JsonText:
    """Read one JSON document of at most `most` characters and MAX_DEPTH levels.

    Raises PolicyError with the line and column of what is wrong, whatever the text is.
    """
    _check_size(text, most)
    _check_characters(text)
    _check_depth(text)
    repeated = long_number = False

    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal repeated
        members = dict(pairs)
        repeated = repeated or len(members) != len(pairs)
        return members

    def number(digits: str) -> Number:
        nonlocal long_number
        long_number = long_number or _LONG_NUMBER.search(digits) is not None
        return Number(digits)

    try:
        value = json.loads(
            text,
            object_pairs_hook=build,
            parse_int=number,
            parse_float=number,
            parse_constant=_refuse_constant(text),
        )
    except json.JSONDecodeError as error:
        _check_numbers(text)
        comma = trailing_comma(text, error.pos)
        if comma is not None:
            _fail(text, comma, "There is nothing after this comma. Delete it.")
        _fail(text, error.pos, in_plain_words(text, error))
    if long_number:
        _check_numbers(text)
    _check_escapes(text)
    document = JsonText(text, value)
    if repeated:
        raise PolicyError(_repeated_keys(document))
    return document


def _check_size(text: str, most: int) -> None:
    if len(text) > most:
        message = (
            f"The document has {len(text):,} characters; {most:,} is the most that is read here. "
            "An IAM policy is never longer than 10,240 characters: submit the policy only."
        )
        raise PolicyError([Problem("POLICY_SIZE_EXCEEDED", message, "", 1, 1)])
    if not text.strip(WHITE_SPACE + "\ufeff"):
        message = "There is no document yet. A policy starts with { and ends with }."
        raise PolicyError([Problem("JSON_SYNTAX_ERROR", message, "", 1, 1)])


def _check_characters(text: str) -> None:
    if text.startswith("\ufeff"):
        _fail(
            text,
            0,
            "The text starts with a byte order mark, an invisible character. Delete it, or save without one.",
        )
    if not text.isascii() and (surrogate := _SURROGATE.search(text)):
        code = ord(surrogate[0])
        _fail(text, surrogate.start(), f"U+{code:04X} is half of a character (a lone surrogate). Delete it.")


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH or ("\\" not in text and _is_flat(text)):
        return
    depth = 0
    # With strings blanked out in place, what is left to look at in Python is a handful of brackets.
    for bracket in _BRACKET.finditer(_OPEN_STRING.sub(_blank, text)):
        if bracket[0] in ("[", "{"):
            depth += 1
            if depth > MAX_DEPTH:
                _fail(
                    text,
                    bracket.start(),
                    f"Brackets are nested more than {MAX_DEPTH} levels deep. A policy needs six.",
                )
        else:
            depth -= 1


def _is_flat(text: str) -> bool:
    """Whether a text without escapes is nested no deeper than allowed: every other piece between quotes is outside."""
    depth = 0
    for bracket in _BRACKET.findall("".join(text.split('"')[::2])):
        depth += _STEPS[bracket]
        if depth > MAX_DEPTH:
            return False
    return True


def _check_numbers(text: str) -> None:
    if _LONG_NUMBER.search(text) is None:
        return
    # Whoever reads the document next may convert its numbers; none is needed that takes long or becomes infinite.
    if number := _LONG_NUMBER.search(_OPEN_STRING.sub(_blank, text)):
        message = f"This number is too large. At most {MAX_DIGITS} digits and two digits of exponent are read here."
        _fail(text, number.start(), message)


def _check_escapes(text: str) -> None:
    if not any(escape in text for escape in ("\\u", "\\b", "\\f")):
        return
    for string in _STRING.finditer(text):
        high: int | None = None  # where a high surrogate waits for its low half
        for escape in _ESCAPE.finditer(string[0]):
            code = int(escape[1], 16) if escape[1] else _SHORT_CONTROLS.get(escape[0], 0xFFFF)
            place = string.start() + escape.start()
            if high is not None and not (0xDC00 <= code <= 0xDFFF and place == high + 6):
                _fail(text, high, "This escape is half of a character (a lone surrogate). Delete it.")
            if 0xDC00 <= code <= 0xDFFF and high is None:
                _fail(text, place, "This escape is half of a character (a lone surrogate). Delete it.")
            high = place if 0xD800 <= code <= 0xDBFF else None
            if code < 0x20 and code not in (0x09, 0x0A, 0x0D):
                _fail(text, place, f"{escape[0]} is a control character. No policy may hold one: delete it.")
        if high is not None:
            _fail(text, high, "This escape is half of a character (a lone surrogate). Delete it.")


def _refuse_constant(text: str) -> Callable[[str], NoReturn]:
    def refuse(name: str) -> NoReturn:
        _check_numbers(text)
        place = _STRING.sub(_blank, text).index(name)
        _fail(text, place, f"{name} is not JSON. A policy has no use for it: write a string in quotes.")

    return refuse


def _repeated_keys(document: JsonText) -> list[Problem]:
    problems = []
    for path, offset, first in document.places.repeated:
        line, column = document.places.line_and_column(offset)
        message = (
            f'The key "{excerpt(str(path[-1]))}" is here a second time; the first is in line '
            f"{document.places.line_and_column(first)[0]}. Only one counts: put both values under one key."
        )
        problems.append(Problem("JSON_SYNTAX_ERROR", message, path_text(path), line, column))
    return problems


def _blank(string: re.Match[str]) -> str:
    return "_" * len(string[0])


def _fail(text: str, offset: int, message: str) -> NoReturn:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    raise PolicyError([Problem("JSON_SYNTAX_ERROR", message, "", line, column)])
