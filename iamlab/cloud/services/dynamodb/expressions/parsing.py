"""The words of an expression, and the names and values that its placeholders stand for.

AWS pages: "Expression attribute names (aliases) in DynamoDB", "Using expression attribute values in DynamoDB".
"""

import re
from collections.abc import Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.state.dynamodb import Value

MAX_CHARACTERS = 4_096  # "Quotas in Amazon DynamoDB": expression parameters
MAX_DEPTH = 50
_WORD = re.compile(r"\s*(<>|<=|>=|[#:]?[A-Za-z_][\w-]*|#[\w-]+|:[\w-]+|\d+|[()\[\],.=<>+-])", re.ASCII)
_SPACE = re.compile(r"\s*")


class Placeholders:
    """The names and values that a call gives; each must be used by one of its expressions."""

    def __init__(self, names: Mapping[str, str], values: Mapping[str, Value]) -> None:
        self._names, self._values = names, values
        self._unused = {*names, *values}

    def name(self, word: str) -> str:
        """The attribute name that a word stands for."""
        if not word.startswith("#"):
            return word
        if word not in self._names:
            raise invalid(
                "Invalid Expression: An expression attribute name used in the document path is not defined;"
                f" attribute name: {word}"
            )
        self._unused.discard(word)
        return self._names[word]

    def value(self, word: str) -> Value:
        """The value that a word stands for."""
        if word not in self._values:
            raise invalid(
                "Invalid Expression: An expression attribute value used in expression is not defined; attribute value:"
                f" {word}"
            )
        self._unused.discard(word)
        return self._values[word]

    def check_all_used(self) -> None:
        """Raise for a placeholder that no expression has used."""
        for kind, mark in (("Names", "#"), ("Values", ":")):
            unused = sorted(one for one in self._unused if one.startswith(mark))
            if unused:
                raise invalid(
                    f"Value provided in ExpressionAttribute{kind} unused in expressions: keys: {{{', '.join(unused)}}}"
                )


def placeholders(parameters: Mapping[str, Any]) -> Placeholders:
    """Those of a call, or of one of the operations in a transaction."""
    names = parameters.get("ExpressionAttributeNames") or {}
    return Placeholders(names, parameters.get("ExpressionAttributeValues") or {})


class Words:
    """The words of one expression, taken one by one. `kind` names the parameter in errors."""

    def __init__(self, text: str, kind: str) -> None:
        self._kind = kind
        self._words = self._split(text)
        self._place = 0
        self._depth = 0

    def peek(self, ahead: int = 0) -> str:
        """The next word, or one after it; "" at the end."""
        place = self._place + ahead
        return self._words[place] if place < len(self._words) else ""

    def take(self) -> str:
        word = self.peek()
        if not word:
            raise self.wrong("<EOF>")
        self._place += 1
        return word

    def take_if(self, *wanted: str) -> str:
        """Take the next word if it is one of some, upper and lower case alike; else return ""."""
        return self.take() if self.peek().upper() in wanted else ""

    def expect(self, wanted: str) -> None:
        if not self.take_if(wanted):
            raise self.wrong(self.peek() or "<EOF>")

    def end(self) -> None:
        """Raise unless every word was taken."""
        if self.peek():
            raise self.wrong(self.peek())

    def deeper(self) -> None:
        """Note one more level of nesting; raise where that is too deep."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.invalid(f"The expression is nested more than {MAX_DEPTH} levels deep")

    def shallower(self) -> None:
        self._depth -= 1

    def wrong(self, token: str) -> ServiceError:
        return self.invalid(f'Syntax error; token: "{token[:50]}", near: "{self._near()}"')

    def invalid(self, what: str) -> ServiceError:
        return invalid(f"Invalid {self._kind}: {what}")

    def _near(self) -> str:
        return " ".join(self._words[max(0, self._place - 1) : self._place + 2])[:100]

    def _split(self, text: str) -> list[str]:
        if not text.strip():
            raise self.invalid("The expression can not be empty;")
        if len(text) > MAX_CHARACTERS:
            raise self.invalid(f"Expression size has exceeded the maximum allowed size; expression size: {len(text)}")
        words, place = [], 0
        end = len(text.rstrip())
        while place < end:
            found = _WORD.match(text, place)
            if found is None:
                space = _SPACE.match(text, place)
                rest = text[space.end() if space else place :][:1]
                raise self.invalid(f'Syntax error; token: "{rest}"')
            words.append(found[1])
            place = found.end()
        return words
