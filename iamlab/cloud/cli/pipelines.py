"""Commands joined by `|`, `&&`, `||`, `;` and line ends, with `>`, `>>` and `<<`.

Standard: "Shell Command Language", sections Pipelines, Lists and Redirection (POSIX.1-2017).
"""

from dataclasses import dataclass, field

from iamlab.cloud.cli.places import place
from iamlab.cloud.cli.tokens import Token, scan
from iamlab.cloud.cli.usage import UsageError

MAX_COMMANDS = 50


@dataclass(slots=True)
class Command:
    """The words of one command; `target` is the file that its output goes to, None for the screen or the pipe.

    `document` is the text that follows `<<`, which the command reads in the place of a pipe.
    """

    words: list[Token] = field(default_factory=list)
    target: Token | None = None
    append: bool = False
    document: Token | None = None


@dataclass(slots=True)
class Pipeline:
    """Commands whose output flows from one to the next.

    `after` says when it runs: `&&` after a success, `||` after a failure, `;` always.
    """

    after: str = ";"
    commands: list[Command] = field(default_factory=lambda: [Command()])

    def runs(self, exit_code: int) -> bool:
        return self.after == ";" or (self.after == "&&") == (exit_code == 0)


def parse(text: str) -> list[Pipeline]:
    """Return the pipelines in `text`; raises UsageError, with line and column, for what is not complete."""
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = scan(text)
        self.text = text.replace("\r\n", "\n")
        self.found = [Pipeline()]
        self.commands = 0

    def parse(self) -> list[Pipeline]:
        left = list(reversed(self.tokens))
        while left:
            token = left.pop()
            if not token.operator:
                self._word(token)
            elif token.text in (">", ">>"):
                self._redirect(token, left)
            elif token.text == "<<":
                self._document(token)
            elif token.text == "\n":
                self._line_end()
            else:
                self._join(token)
        last = self.found[-1]
        if not last.commands[-1].words:
            if self._waits():
                raise UsageError(f"The last `{self._joint()}` has no command after it. Add one, or remove it.")
            self.found.pop()
        return self.found

    def _word(self, token: Token) -> None:
        words = self.found[-1].commands[-1].words
        if not words:
            self.commands += 1
            if self.commands > MAX_COMMANDS:
                where = place(self.text, token.at)
                raise UsageError(
                    f"Command {self.commands} begins at {where}; this terminal takes {MAX_COMMANDS} at a time."
                    " Nothing was run. Paste fewer."
                )
        words.append(token)

    def _redirect(self, token: Token, left: list[Token]) -> None:
        command = self.found[-1].commands[-1]
        where = place(self.text, token.at)
        if not command.words:
            raise UsageError(f"Nothing is written before `{token.text}` at {where}. Begin with a command.")
        if not left or left[-1].operator:
            raise UsageError(f"No file name follows `{token.text}` at {where}. Add one.")
        if command.target is not None:
            raise UsageError(f"A second file follows at {where}. Write to one file at a time.")
        command.target, command.append = left.pop(), token.text == ">>"

    def _document(self, token: Token) -> None:
        command = self.found[-1].commands[-1]
        where = place(self.text, token.at)
        if not command.words:
            raise UsageError(f"Nothing is written before `<<` at {where}. Begin with a command: `cat > FILE <<'EOF'`.")
        if command.document is not None:
            raise UsageError(f"A second text follows at {where}. A command reads one.")
        command.document = token

    def _line_end(self) -> None:
        # After `|`, `&&` and `||` the command may follow on the next line.
        if self.found[-1].commands[-1].words:
            self.found.append(Pipeline())

    def _join(self, token: Token) -> None:
        if not self.found[-1].commands[-1].words:
            raise UsageError(
                f"There is no command before `{token.text}` at {place(self.text, token.at)}. Add one, or remove it."
            )
        if token.text == "|":
            self.found[-1].commands.append(Command())
        else:
            self.found.append(Pipeline(token.text))

    def _waits(self) -> bool:
        return len(self.found[-1].commands) > 1 or self.found[-1].after != ";"

    def _joint(self) -> str:
        return "|" if len(self.found[-1].commands) > 1 else self.found[-1].after
