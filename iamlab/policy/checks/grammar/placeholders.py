"""Takes policy variables apart as somebody may have miswritten them.

Source: "IAM policy elements: Variables and tags". The evaluator reads only what is well formed; this says what is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 100  # placeholders of one text that are looked at

_KEY = re.compile(r"aws:(?:Principal|Request|Resource)Tag/[\w=+.@-]+|[A-Za-z0-9.-]+:[A-Za-z]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`${name, 'default'}` as written. `start` and `end` are its place in the text; `closed` tells of the brace.

    `default` is what follows the first comma, None without one. Without its brace, a placeholder reaches to the next
    one or to the end of the text.
    """

    start: int
    end: int
    body: str
    closed: bool

    @property
    def name(self) -> str:
        """What stands before the default value, with the spaces around it."""
        return self.body.partition(",")[0]

    @property
    def default(self) -> str | None:
        """The default value with its quotes, without the spaces around it."""
        _, comma, default = self.body.partition(",")
        return default.strip() if comma else None

    @property
    def written(self) -> str:
        """The placeholder as it stands in the text."""
        return f"${{{self.body}{'}' if self.closed else ''}"

    @property
    def is_empty(self) -> bool:
        """Whether there is no name in it."""
        return not self.name.strip()

    @property
    def has_space(self) -> bool:
        """Whether there is white space in or around the name."""
        return any(character.isspace() for character in self.name)

    @property
    def lacks_quote(self) -> bool:
        """Whether the default value does not begin and end with a single quote."""
        default = self.default
        return default is not None and not (len(default) > 1 and default[0] == default[-1] == "'")

    def with_brace(self) -> str | None:
        """The text with the brace added, where only one place can be meant: after a whole name, or a default value."""
        end = re.match(r"[^,/]*", self.body)
        name = self.body if self.default is not None or "Tag/" in self.body else end[0] if end else ""
        if self.default is not None and not self.lacks_quote:
            return f"${{{self.body.rstrip()}}}" if _KEY.fullmatch(self.name) else None
        return f"${{{name}}}{self.body[len(name) :]}" if _KEY.fullmatch(name) else None

    def with_quotes(self) -> str | None:
        """The text with the default value in single quotes, or None where it is empty or holds one."""
        default = (self.default or "").strip(_QUOTES)
        return f"${{{self.name}, '{default}'}}" if default and "'" not in default else None

    def without_space(self) -> str | None:
        """The text without the spaces, or None where one may belong to a tag key, so that it must not go."""
        name = self.name.strip()
        if "/" in name and any(character.isspace() for character in name):
            return None
        _, comma, default = self.body.partition(",")
        return f"${{{''.join(name.split())}{comma}{default}}}"


_QUOTES = "'\"\u2018\u2019\u201c\u201d \t"


def placeholders(text: str) -> Iterator[Placeholder]:
    """All that starts like a policy variable, in order."""
    start = text.find("${")
    for _ in range(MOST):
        if start < 0:
            return
        following = text.find("${", start + 2)
        limit = following if following >= 0 else len(text)
        brace = text.find("}", start + 2, limit)
        end = brace + 1 if brace >= 0 else limit
        yield Placeholder(start, end, text[start + 2 : brace if brace >= 0 else limit], brace >= 0)
        start = following
