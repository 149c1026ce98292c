"""Splitting what was typed into words and operators, as a POSIX shell does.

Standard: "Shell Command Language", sections Quoting, Token Recognition, Word Expansions and Here-Document
(POSIX.1-2017). Nothing is expanded here: a word remembers where `$NAME` and `$(COMMAND)` are in it.
"""

from dataclasses import dataclass
from typing import Literal

from iamlab.cloud.cli import substitutions
from iamlab.cloud.cli.places import place
from iamlab.cloud.cli.usage import UsageError
from iamlab.cloud.text import first_not_text

MAX_CHARACTERS = 16_384

_BLANK = " \t\r"
_OPERATORS = ("&&", "||", ">>", "|", ";", ">")
# Unquoted, these mean something to a shell that this terminal does not do; each with what to do instead.
_REFUSED = {
    "<<<": "read a word as text (`<<<`). Use `echo TEXT | COMMAND`",
    "&": "run commands in the background (`&`). Use `&&` to run the next command after a success",
    "<": "redirect input (`<`). Use `cat FILE | COMMAND`",
    "(": "open subshells (`(`). Run the commands one after the other",
    ")": "open subshells (`)`). Run the commands one after the other",
    ";;": "do `;;`. One `;` separates two commands",
    "|&": "pipe standard error (`|&`). Errors are always shown",
}
_ESCAPED_IN_DOUBLE_QUOTES = ('"', "\\", "$", "`", "\n")
_ESCAPED_IN_DOCUMENTS = ("\\", "$", "`", "\n")
_GLOB = "*?["


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word: text, the name of a variable, or the text of a command whose answer takes its place.

    What is not `quoted` is split into several words where its value has blanks in it.
    """

    text: str
    kind: Literal["text", "variable", "command"] = "text"
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its quotes taken off, or an operator (`&&`, `||`, `;`, `|`, `>`, `>>`, `<<` or a line end).

    `at` counts characters from the start of the text; `glob` is whether a shell would look for files of such a name.
    `parts` are there where something is to be expanded, and for `<<`, whose text they are.
    """

    text: str
    at: int
    operator: bool = False
    glob: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Document:
    """A here-document that was announced by `<<`; its text begins after the line end."""

    index: int  # of its token
    end: str
    literal: bool
    without_tabs: bool


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


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Token] = []
        self.word: list[Part] | None = None  # None between words: an empty pair of quotes is a word, too
        self.start = 0
        self.glob = False
        self.documents: list[_Document] = []

    def scan(self) -> list[Token]:
        while self.at < len(self.text):
            self._step(self.text[self.at])
        self._end_word()
        if self.documents:
            self._read_documents()
        return self.found

    def document(self) -> tuple[Part, ...]:
        """Return the parts of a here-document, in which quotes mean nothing."""
        self._add("")
        while self.at < len(self.text):
            self._quoted(self.text[self.at], _ESCAPED_IN_DOCUMENTS)
        return tuple(self.word or ())

    def _step(self, char: str) -> None:
        pair = self.text[self.at : self.at + 2]
        if char == "\n":
            self._line_end()
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
        elif pair == "<<" and self.text[self.at + 2 : self.at + 3] != "<":
            self._announce_document()
        elif refused := next((one for one in _REFUSED if self.text.startswith(one, self.at)), None):
            self._operator_or_refusal(pair, refused)
        elif pair in _OPERATORS:
            self._operator(pair)
        elif char in _OPERATORS:
            self._operator(char)
        else:
            self._plain(char)

    def _operator_or_refusal(self, pair: str, refused: str) -> None:
        if pair in _OPERATORS and len(refused) == 1:  # `&&` is no `&`
            self._operator(pair)
        else:
            raise self._refused(refused)

    def _plain(self, char: str) -> None:
        if char in "$`":
            self._expansion(quoted=False)
            return
        self._add(char)
        self.glob = self.glob or char in _GLOB
        self.at += 1

    def _operator(self, operator: str) -> None:
        stream = "".join(part.text for part in self.word or ()) if self.text[self.at - 1 : self.at].isdigit() else ""
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
            self._quoted(char, _ESCAPED_IN_DOUBLE_QUOTES)
        self.at = start
        raise self._unclosed('"')

    def _quoted(self, char: str, escaped: tuple[str, ...]) -> None:
        """Take one character between double quotes, or of a here-document."""
        if char == "\\" and self.text[self.at + 1 : self.at + 2] in escaped:
            self._escape()
        elif char in "$`":
            self._expansion(quoted=True)
        else:
            self._add(char)
            self.at += 1

    def _escape(self) -> None:
        after = self.text[self.at + 1 : self.at + 2]
        if after != "\n":  # a backslash at the end of a line joins it with the next
            self._add(after)
        self.at += 2

    def _expansion(self, quoted: bool) -> None:
        found = substitutions.at(self.text, self.at)
        if found is None:
            self._add(self.text[self.at])
            self.at += 1
            return
        self._add_part(Part(found.text, found.kind, quoted))
        self.at = found.end

    def _announce_document(self) -> None:
        self._end_word()
        at, self.at = self.at, self.at + 2
        without_tabs = self.text[self.at : self.at + 1] == "-"
        self.at += without_tabs
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        begin = self.at
        while self.at < len(self.text) and self.text[self.at] not in " \t\r\n;|&><()":
            self.at += 1
        word = self.text[begin : self.at]
        end = word.replace("'", "").replace('"', "").replace("\\", "")
        if not end:
            raise UsageError(f"No word follows `<<` at {place(self.text, at)}. It ends the text: `cat > FILE <<'EOF'`.")
        self.documents.append(_Document(len(self.found), end, word != end, without_tabs))
        self.found.append(Token("<<", at, operator=True))

    def _line_end(self) -> None:
        self._operator("\n")
        if self.documents:
            self._read_documents()

    def _read_documents(self) -> None:
        """Take the texts that were announced on the line before, each up to its own last line."""
        for document in self.documents:
            lines: list[str] = []
            while True:
                if self.at >= len(self.text):
                    raise UsageError(
                        f"The text after `<<` at {place(self.text, self.found[document.index].at)} never ends. Write"
                        f" {document.end[:100]} alone on the line after it."
                    )
                line = self.text[self.at :].partition("\n")[0]
                self.at += len(line) + 1
                line = line.lstrip("\t") if document.without_tabs else line
                if line == document.end:
                    break
                lines.append(f"{line}\n")
            text, token = "".join(lines), self.found[document.index]
            parts = (Part(text),) if document.literal else _Scanner(text).document()
            self.found[document.index] = Token(token.text, token.at, operator=True, parts=parts)
        self.documents = []

    def _add(self, text: str) -> None:
        self._add_part(Part(text))

    def _add_part(self, part: Part) -> None:
        if self.word is None:
            self.word, self.start = [], self.at
        self.word.append(part)

    def _end_word(self) -> None:
        if self.word is not None:
            text = "".join(part.text for part in self.word)
            parts = tuple(self.word) if any(part.kind != "text" for part in self.word) else ()
            self.found.append(Token(text, self.start, glob=self.glob, parts=parts))
        self.word, self.glob = None, False

    def _refused(self, operator: str) -> UsageError:
        return UsageError(
            f"This terminal does not {_REFUSED[operator]} ({place(self.text, self.at)})."
            " If the character belongs to a value, put the value in single quotes."
        )

    def _unclosed(self, quote: str) -> UsageError:
        return UsageError(f"The quote {quote} at {place(self.text, self.at)} is never closed. Add the closing {quote}.")
