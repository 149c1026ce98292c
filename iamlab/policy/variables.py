"""Policy variables: `${aws:username}`, defaults and escapes ("IAM policy elements: Variables and tags")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

PLACEHOLDER = re.compile(r"\$\{(?P<body>[^{}]*)\}")
_BODY = re.compile(r"(?P<key>[^,']+)(?:,\s*'(?P<default>[^']*)')?")
_ESCAPES = {"*": "*", "?": "?", "$": "$"}

# Keys that can hold several values never serve as variables, whatever the request gives for them
# ("AWS global condition context keys", value type).
_MULTIVALUED = frozenset(
    {
        "aws:calledvia",
        "aws:principalorgpaths",
        "aws:principalservicenameslist",
        "aws:resourceorgpaths",
        "aws:sourceorgpaths",
        "aws:tagkeys",
        "aws:vpceorgpaths",
    }
)


class Wild(Enum):
    """A wildcard, as opposed to the character that it is written with."""

    ANY_TEXT = "*"
    ANY_CHARACTER = "?"


_WILDCARD = re.compile(r"([*?])")
_WILDCARDS = {wild.value: wild for wild in Wild}


@dataclass(frozen=True, slots=True)
class Variable:
    """A placeholder for a context key's value. `key` is lower-cased: key names ignore case.

    `misplaced` says that it stands where no variable may, so that it never has a value.
    """

    key: str
    default: str | None
    written: str
    misplaced: bool = False

    def value(self, lookup: "Lookup") -> str | None:
        """What stands in its place for a request, or None where that is nothing."""
        if self.misplaced:
            return None
        found = None if self.key in _MULTIVALUED else lookup(self.key)
        return self.default if found is None else found


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
        texts: list[str] = []
        for part in self.parts:
            value = part.value(lookup) if isinstance(part, Variable) else part
            if value is None:
                return None
            if isinstance(value, str):
                texts.append(value)
                continue
            if texts:
                resolved.append("".join(texts))
                texts = []
            resolved.append(value)
        return (*resolved, "".join(texts)) if texts else tuple(resolved)


def parse_template(text: str, *, with_variables: bool) -> Template:
    """Take a policy string apart. Without variables (Version 2008-10-17), `${` is plain text."""
    parts: list[str | Wild | Variable] = []
    position = 0
    if with_variables and "${" in text:
        for placeholder in PLACEHOLDER.finditer(text):
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
    return [_WILDCARDS.get(piece, piece) for piece in _WILDCARD.split(text) if piece]


def _placeholder(placeholder: re.Match[str]) -> str | Variable:
    body = placeholder["body"].strip()
    if body in _ESCAPES:
        return _ESCAPES[body]
    match = _BODY.fullmatch(body)
    if match is None:
        return placeholder[0]
    return Variable(match["key"].rstrip().lower(), match["default"], placeholder[0])
