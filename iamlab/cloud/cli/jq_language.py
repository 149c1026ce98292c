"""The part of jq's language that this terminal knows, as a parser that builds functions.

Manual: "jq Manual", sections Basic filters, Types and Values, Builtin operators and functions.
"""

import re
from typing import Any

from iamlab.cloud.cli import jq_filters as filters
from iamlab.cloud.cli import jq_values as values
from iamlab.cloud.cli.jq_filters import Filter
from iamlab.cloud.cli.usage import UsageError

MAX_CHARACTERS = 1_000
_DEEPEST = 30
_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|//|\.\.|[^\s]))')
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_LITERALS = {"null": None, "true": True, "false": False}


def compiled(program: str) -> Filter:
    """Return the function of a program; raises UsageError for one that is wrong, too long, or not supported."""
    if len(program) > MAX_CHARACTERS:
        raise UsageError(f"jq: the program has {len(program):,} characters; at most {MAX_CHARACTERS:,} here.", 2)
    return _Parser(program).whole()


class _Parser:
    def __init__(self, program: str) -> None:
        self.tokens: list[tuple[str, int]] = []
        at = 0
        while match := _TOKEN.match(program, at):
            self.tokens.append((match.group().lstrip(), match.start(match.lastindex or 0)))
            at = match.end()
        self.tokens.append(("", len(program)))
        self.at = 0
        self.depth = 0

    def whole(self) -> Filter:
        if not self._peek():
            return filters.identity
        found = self._pipe()
        if self._peek():
            raise self._unexpected()
        return found

    def _pipe(self) -> Filter:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UsageError(f"jq: the program is nested more than {_DEEPEST} deep.", 2)
        parts = [self._comma()]
        while self._took("|"):
            parts.append(self._comma())
        self.depth -= 1
        return filters.piped(parts)

    def _comma(self) -> Filter:
        parts = [self._alternative()]
        while self._took(","):
            parts.append(self._alternative())
        return parts[0] if len(parts) == 1 else filters.each(parts)

    def _alternative(self) -> Filter:
        found = self._logic("or")
        while self._took("//"):
            found = filters.otherwise(found, self._logic("or"))
        return found

    def _logic(self, word: str) -> Filter:
        below = self._comparison if word == "and" else lambda: self._logic("and")
        found = below()
        while self._took(word):
            found = filters.combined(found, below(), word)
        return found

    def _comparison(self) -> Filter:
        left = self._postfix()
        operator = self._peek()
        if operator not in _COMPARISONS:
            return left
        self.at += 1
        return filters.combined(left, self._postfix(), operator)

    def _postfix(self) -> Filter:
        parts = [self._primary()]
        while True:
            if self._peek() == "." and (_is_name(self._peek(1)) or self._peek(1)[:1] == '"' or self._peek(1) == "["):
                self.at += 1
                if self._peek() != "[":
                    parts.append(filters.field(self._key()))
            elif self._peek() == "[":
                parts.append(self._brackets())
            elif self._took("?"):
                parts[-1:] = [filters.quiet(parts[-1])]
            else:
                return filters.piped(parts)

    def _primary(self) -> Filter:
        symbol = self._next()
        if symbol == ".":
            if _is_name(self._peek()) or self._peek()[:1] == '"':
                return filters.field(self._key())
            return filters.identity
        if symbol[:1] == '"':
            return filters.constant(self._string(symbol))
        if symbol[:1].isdigit():
            return filters.constant(float(symbol) if "." in symbol else int(symbol[:18]))
        if symbol == "-" and self._peek()[:1].isdigit():
            number = self._next()
            return filters.constant(-float(number) if "." in number else -int(number[:18]))
        if symbol == "(":
            return self._closed(self._pipe(), ")")
        if symbol == "[":
            return filters.array(filters.nothing) if self._took("]") else filters.array(self._closed(self._pipe(), "]"))
        if symbol == "{":
            return self._object()
        if symbol in _LITERALS:
            return filters.constant(_LITERALS[symbol])
        if _is_name(symbol):
            return self._function(symbol)
        self.at -= 1
        raise self._unexpected()

    def _brackets(self) -> Filter:
        """Read `[]`, `[0]`, `["key"]`, `[1:3]` after a value."""
        self.at += 1
        if self._took("]"):
            return values.items
        bounds: list[Any] = [None, None]
        side = 0
        while not self._took("]"):
            if self._took(":") and side == 0:
                side = 1
                continue
            sign = -1 if self._took("-") else 1
            token = self._next()
            if token[:1] == '"' and side == 0 and sign == 1:
                bounds[0] = self._string(token)
            elif token.isascii() and token.isdigit():
                bounds[side] = sign * int(token[:9])
            else:
                self.at -= 1
                raise self._unexpected()
        return values.sliced(bounds[0], bounds[1]) if side else filters.field(bounds[0])

    def _object(self) -> Filter:
        """Read `{name, other: FILTER, "text": FILTER}`."""
        parts: list[tuple[str, Filter]] = []
        while not self._took("}"):
            if parts and not self._took(","):
                raise self._unexpected()
            key = self._key()
            parts.append((key, self._postfix() if self._took(":") else filters.field(key)))
        return filters.objects(parts)

    def _function(self, name: str) -> Filter:
        arguments: list[Filter] = []
        place = self.tokens[self.at - 1][1]
        if self._took("("):
            arguments.append(self._closed(self._pipe(), ")"))
        if (name, len(arguments)) in values.FUNCTIONS:
            return values.FUNCTIONS[name, len(arguments)](*arguments)
        known = ", ".join(sorted({known for known, _ in values.FUNCTIONS}))
        raise UsageError(f"jq: `{name[:40]}` at character {place + 1} does not work here. These do: {known}.", 2)

    def _key(self) -> str:
        token = self._next()
        if token[:1] == '"':
            return self._string(token)
        if not _is_name(token):
            self.at -= 1
            raise self._unexpected()
        return token

    def _string(self, token: str) -> str:
        if len(token) < 2 or "\\(" in token:
            self.at -= 1
            raise self._unexpected()
        return values.text_of(token)

    def _closed(self, found: Filter, bracket: str) -> Filter:
        if not self._took(bracket):
            raise self._unexpected()
        return found

    def _peek(self, ahead: int = 0) -> str:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)][0]

    def _next(self) -> str:
        token = self._peek()
        self.at += 1
        return token

    def _took(self, token: str) -> bool:
        found = self._peek() == token
        self.at += found
        return found

    def _unexpected(self) -> UsageError:
        token, at = self.tokens[min(self.at, len(self.tokens) - 1)]
        what = f"`{token[:40]}` at character {at + 1} does not work here" if token else "the program ends too early"
        return UsageError(
            f"jq: {what}. This terminal knows paths such as `.a[].b`, `|`, `,`, comparisons, `select`, `map`,"
            " and `{a, b: .c}`.",
            2,
        )


def _is_name(token: str) -> bool:
    return token[:1].isalpha() or token[:1] == "_"
