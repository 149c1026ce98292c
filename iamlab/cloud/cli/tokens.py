"""Splitting what was typed into commands and words, as a POSIX shell does. Nothing is ever expanded or run.

Standard: "Shell Command Language", sections Quoting and Token Recognition (POSIX.1-2017).
"""

from iamlab.cloud.cli.usage import UsageError
from iamlab.cloud.text import first_not_text

MAX_CHARACTERS = 16_384
MAX_COMMANDS = 50

_BLANK = " \t\r"
# Unquoted, these mean something to a shell that this terminal does not do.
_OPERATORS = {
    "|": "pipes",
    "&": "`&` or `&&`",
    ";": "several commands in one line",
    "<": "redirection",
    ">": "redirection",
    "(": "subshells",
    ")": "subshells",
}
_ESCAPED_IN_DOUBLE_QUOTES = '"\\$`\n'


def commands(text: str) -> list[list[str]]:
    """Return the commands in `text`, each a list of words; comments and empty lines are left out.

    Raises UsageError for text that is too long, an unclosed quote, or shell syntax that the terminal does not know.
    """
    if len(text) > MAX_CHARACTERS:
        raise UsageError(f"That is {len(text):,} characters; a line here has at most {MAX_CHARACTERS:,}.")
    wrong = first_not_text(text)
    if wrong:
        raise UsageError(f"What you typed contains {wrong}, which is not text. Remove it and try again.")
    found = _Scanner(text).scan()
    if len(found) > MAX_COMMANDS:
        raise UsageError(f"That is {len(found)} commands; paste at most {MAX_COMMANDS} at a time.")
    return found


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.found: list[list[str]] = []
        self.words: list[str] = []
        self.word: list[str] | None = None  # None between words: an empty pair of quotes is a word, too

    def scan(self) -> list[list[str]]:
        while self.at < len(self.text):
            self._step(self.text[self.at])
        self._end_command()
        return self.found

    def _step(self, char: str) -> None:
        if char == "\n":
            self.at += 1
            self._end_command()
        elif char in _BLANK:
            self.at += 1
            self._end_word()
        elif char == "#" and self.word is None:
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end
        elif char == "'":
            self._single_quoted()
        elif char == '"':
            self._double_quoted()
        elif char == "\\":
            self._escape()
        elif char in _OPERATORS:
            raise UsageError(
                f"This terminal does not do {_OPERATORS[char]} (`{char}`). Run one command a line;"
                " if the character belongs to a value, put the value in single quotes."
            )
        else:
            self._refuse_expansion(char)
            self._add(char)
            self.at += 1

    def _single_quoted(self) -> None:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise self._unclosed("'")
        self._add(self.text[self.at + 1 : end])
        self.at = end + 1

    def _double_quoted(self) -> None:
        self._add("")
        start, self.at = self.at, self.at + 1
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == '"':
                self.at += 1
                return
            if char == "\\" and self.text[self.at + 1 : self.at + 2] in tuple(_ESCAPED_IN_DOUBLE_QUOTES):
                self._escape()
                continue
            self._refuse_expansion(char)
            self._add(char)
            self.at += 1
        self.at = start
        raise self._unclosed('"')

    def _escape(self) -> None:
        after = self.text[self.at + 1 : self.at + 2]
        if after != "\n":  # a backslash at the end of a line joins it with the next
            self._add(after)
        self.at += 2

    def _refuse_expansion(self, char: str) -> None:
        after = self.text[self.at + 1 : self.at + 2]
        if char == "`" or (char == "$" and (after.isalpha() or after in ("_", "{", "("))):
            raise UsageError(
                f"A shell would replace what follows `{char}`; this terminal has no variables and runs nothing."
                " Put the value in single quotes."
            )

    def _add(self, text: str) -> None:
        if self.word is None:
            self.word = []
        self.word.append(text)

    def _end_word(self) -> None:
        if self.word is not None:
            self.words.append("".join(self.word))
            self.word = None

    def _end_command(self) -> None:
        self._end_word()
        if self.words:
            self.found.append(self.words)
            self.words = []

    def _unclosed(self, quote: str) -> UsageError:
        line = self.text.count("\n", 0, self.at) + 1
        column = self.at - self.text.rfind("\n", 0, self.at)
        return UsageError(
            f"The quote {quote} at line {line}, column {column} is never closed. Add the closing {quote}."
        )
