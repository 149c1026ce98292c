"""The AWS CLI's shorthand for structures: `Key=Team,Value=Data` and `Names=a,b,Inner={X=1},List=[a,b]`.

AWS page: "Using shorthand syntax in the AWS CLI".
"""

import re
from typing import Any

from iamlab.cloud.cli.usage import UsageError, bad_value

_MAX_DEPTH = 10
_PAIR = re.compile(r"[^=,{}\[\]'\"]+=")


def parse(option: str, text: str) -> dict[str, Any]:
    """Return the structure written in `text`, its values strings, lists or structures; raises UsageError."""
    reader = _Reader(option, text)
    found = reader.pairs("", 0)
    if reader.at < len(text):
        raise reader.expected("','")
    return found


class _Reader:
    def __init__(self, option: str, text: str) -> None:
        self.option, self.text, self.at = option, text, 0

    def pairs(self, close: str, depth: int) -> dict[str, Any]:
        """Read `key=value` pairs up to `close` ("" for the end of the text), which stays unread."""
        if depth > _MAX_DEPTH:
            raise bad_value(self.option, f"The value is nested more than {_MAX_DEPTH} levels deep.")
        found: dict[str, Any] = {}
        while True:
            key = self._bare("=,{}[]")
            if not key or self._peek() != "=":
                raise self.expected("'='")
            self.at += 1
            found[key] = self._value_or_list(close, depth)
            if self._peek() != ",":
                return found
            self.at += 1

    def expected(self, what: str) -> UsageError:
        got = self._peek() or "EOF"
        return bad_value(
            self.option,
            f"Expected: {what}, received: '{got}' for input:\n{self.text[:200]}\n{' ' * min(self.at, 200)}^",
        )

    def _value_or_list(self, close: str, depth: int) -> Any:
        values = [self._value(close, depth)]
        # `Names=a,b,Other=c`: what follows a comma is another value unless it begins a new pair.
        while self._peek() == "," and not self._pair_follows():
            self.at += 1
            values.append(self._value(close, depth))
        return values[0] if len(values) == 1 else values

    def _value(self, close: str, depth: int) -> Any:
        char = self._peek()
        if char == "{":
            self.at += 1
            inner = self.pairs("}", depth + 1)
            self._take("}")
            return inner
        if char == "[":
            return self._bracketed(depth)
        if char in ("'", '"'):
            return self._quoted(char)
        return self._bare("," + close)

    def _bracketed(self, depth: int) -> list[Any]:
        if depth > _MAX_DEPTH:
            raise bad_value(self.option, f"The value is nested more than {_MAX_DEPTH} levels deep.")
        self.at += 1
        items: list[Any] = []
        while self._peek() != "]":
            items.append(self._value("]", depth + 1))
            if self._peek() != ",":
                break
            self.at += 1
        self._take("]")
        return items

    def _pair_follows(self) -> bool:
        return _PAIR.match(self.text, self.at + 1) is not None

    def _quoted(self, quote: str) -> str:
        end = self.text.find(quote, self.at + 1)
        if end < 0:
            raise self.expected(f"a closing {quote}")
        found = self.text[self.at + 1 : end]
        self.at = end + 1
        return found

    def _bare(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in stops:
            self.at += 1
        return self.text[start : self.at].strip()

    def _take(self, char: str) -> None:
        if self._peek() != char:
            raise self.expected(f"'{char}'")
        self.at += 1

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]
