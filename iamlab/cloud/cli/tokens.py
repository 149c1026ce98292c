"""Splitting what was typed into words and operators, as a POSIX shell does. Nothing is ever expanded or run.

Standard: "Shell Command Language", sections Quoting and Token Recognition (POSIX.1-2017).
"""

from dataclasses import dataclass

from iamlab.cloud.cli.usage import UsageError
from iamlab.cloud.text import first_not_text

MAX_CHARACTERS = 16_384

_BLANK = " \t\r"
_OPERATORS = ("&&", "||", ">>", "|", ";", ">")
# Unquoted, these mean something to a shell that this terminal does not do; each with what to do instead.
_REFUSED = {
    "&": "run commands in the background (`&`). Use `&&` to run the next command after a success",
    "<<": "read a text that follows (`<<`). Write it with `echo 'TEXT' > FILE`",
    "<": "redirect input (`<`). Use `cat FILE | COMMAND`",
    "(": "open subshells (`(`). Run the commands one after the other",
    ")": "open subshells (`)`). Run the commands one after the other",
    ";;": "do `;;`. One `;` separates two commands",
    "|&": "pipe standard error (`|&`). Errors are always shown",
}
_ESCAPED_IN_DOUBLE_QUOTES = ('"', "\\", "$", "`", "\n")
_GLOB = "*?["


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its quotes taken off, or an operator (`&&`, `||`, `;`, `|`, `>`, `>>` or a line end).

    `at` counts characters from the start of the text; `glob` is whether a shell would look for files of such a name.
    """

    text: str
    at: int
    operator: bool = False
    glob: bool = False


def scan(text: str) -> list[Token]:
    """Return the tokens of `text` without its comments.

    Raises UsageError, with line and column, for text that is too long, an unclosed quote, or shell syntax that the
    terminal does not know.
    """
    if len(text) > MAX_CHARACTERS:
        raise UsageError(f"That is {len(text):,} characters; a line here has at most {MAX_CHARACTERS:,}.")
    wrong = first_not_text(text)
    if wrong:
        raise UsageError(f"What you typed contains {wrong}, which is not text. Remove it and try again.")
    return _Scanner(text.replace("\r\n", "\n")).scan()


def place(text: str, at: int) -> str:
    """Return where a character is, for a message: `line 1, column 30`."""
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Token] = []
        self.word: list[str] | None = None  # None between words: an empty pair of quotes is a word, too
        self.start = 0
        self.glob = False

    def scan(self) -> list[Token]:
        while self.at < len(self.text):
            self._step(self.text[self.at])
        self._end_word()
        return self.found

    def _step(self, char: str) -> None:
        pair = self.text[self.at : self.at + 2]
        if char == "\n":
            self._operator(char)
        elif char in _BLANK:
            self._end_word()
            self.at += 1
        elif char == "#" and self.word is None:
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end
        elif char == "'":
            self._single_quoted()
        elif char == '"':
            self._double_quoted()
        elif char == "\\":
            self._escape()
        elif pair in _REFUSED:
            raise self._refused(pair)
        elif pair in _OPERATORS:
            self._operator(pair)
        elif char in _OPERATORS:
            self._operator(char)
        elif char in _REFUSED:
            raise self._refused(char)
        else:
            self._refuse_expansion(char)
            self._add(char)
            self.glob = self.glob or char in _GLOB
            self.at += 1

    def _operator(self, operator: str) -> None:
        stream = "".join(self.word or ()) if self.at and self.text[self.at - 1].isdigit() else ""
        if operator[0] == ">" and stream.isdigit():
            raise UsageError(
                f"This terminal does not redirect stream {stream[:10]} ({place(self.text, self.start)})."
                " Errors are always shown; `>` alone writes the answer to a file."
            )
        self._end_word()
        self.found.append(Token(operator, self.at, operator=True))
        self.at += len(operator)

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
            if char == "\\" and self.text[self.at + 1 : self.at + 2] in _ESCAPED_IN_DOUBLE_QUOTES:
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
        if char == "`" or (char == "$" and after == "("):
            instead = "Run the inner command first and copy its answer"
        elif char == "$" and (after.isalpha() or after in ("_", "{")):
            instead = "Write the value itself"
        else:
            return
        raise UsageError(
            f"A shell would replace what follows `{char}` at {place(self.text, self.at)}; this terminal has no"
            f" variables and runs nothing inside a value. {instead}, or put a text that contains `{char}` in"
            " single quotes."
        )

    def _add(self, text: str) -> None:
        if self.word is None:
            self.word, self.start = [], self.at
        self.word.append(text)

    def _end_word(self) -> None:
        if self.word is not None:
            self.found.append(Token("".join(self.word), self.start, glob=self.glob))
        self.word, self.glob = None, False

    def _refused(self, operator: str) -> UsageError:
        return UsageError(
            f"This terminal does not {_REFUSED[operator]} ({place(self.text, self.at)})."
            " If the character belongs to a value, put the value in single quotes."
        )

    def _unclosed(self, quote: str) -> UsageError:
        return UsageError(f"The quote {quote} at {place(self.text, self.at)} is never closed. Add the closing {quote}.")
