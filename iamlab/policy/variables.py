"""Policy variables: `${aws:username}`, defaults and escapes ("IAM policy elements: Variables and tags")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

_PLACEHOLDER = re.compile(r"\$\{(?P<body>[^{}]*)\}")
_BODY = re.compile(r"(?P<key>[^\s,'{}]+)(?:,\s*'(?P<default>[^']*)')?")
_ESCAPES = {"*": "*", "?": "?", "$": "$"}


class Wild(Enum):
    """A wildcard, as opposed to the character that it is written with."""

    ANY_TEXT = "*"
    ANY_CHARACTER = "?"


@dataclass(frozen=True, slots=True)
class Variable:
    """A placeholder for a context key's value. `key` is lower-cased: key names ignore case."""

    key: str
    default: str | None
    written: str


Part = str | Wild
Lookup = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Template:
    """A policy string taken apart into literal text, wildcards and variables."""

    parts: tuple[str | Wild | Variable, ...]

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that the text holds; most hold none."""
        return tuple(part for part in self.parts if isinstance(part, Variable))

    def resolve(self, lookup: Lookup) -> tuple[Part, ...] | None:
        """The parts with every variable replaced by its value, or None where one has no value and no default.

        `lookup` gives the one value of a context key (lower-case), or None. Wildcards in it are plain text.
        """
        resolved: list[Part] = []
        for part in self.parts:
            if isinstance(part, Variable):
                value = lookup(part.key)
                value = part.default if value is None else value
                if value is None:
                    return None
                resolved.append(value)
            else:
                resolved.append(part)
        return tuple(resolved)


def parse_template(text: str, *, with_variables: bool) -> Template:
    """Take a policy string apart. Without variables (Version 2008-10-17), `${` is plain text."""
    parts: list[str | Wild | Variable] = []
    position = 0
    if with_variables and "${" in text:
        for placeholder in _PLACEHOLDER.finditer(text):
            parts.extend(_wildcards(text[position : placeholder.start()]))
            parts.append(_placeholder(placeholder))
            position = placeholder.end()
    parts.extend(_wildcards(text[position:]))
    return Template(tuple(parts))


def plain_text(parts: tuple[Part, ...]) -> str:
    """The parts as text, for operators to which a wildcard is a character like any other."""
    return "".join(part.value if isinstance(part, Wild) else part for part in parts)


def _wildcards(text: str) -> list[str | Wild]:
    if "*" not in text and "?" not in text:
        return [text] if text else []
    return [Wild(piece) if piece in ("*", "?") else piece for piece in re.split(r"([*?])", text) if piece]


def _placeholder(placeholder: re.Match[str]) -> str | Variable:
    body = placeholder["body"].strip()
    if body in _ESCAPES:
        return _ESCAPES[body]
    match = _BODY.fullmatch(body)
    if match is None:
        return placeholder[0]
    return Variable(match["key"].lower(), match["default"], placeholder[0])
