"""A command that answers a file of JSON lines, a line for a line."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from iamlab.policy.json_lines import LineError

LONGEST_LINE = 16 * 1024 * 1024  # bytes; a longer line is skipped unread, so that memory stays bounded


class LineCommand(BaseCommand):
    """Reads one JSON object a line and gives one answer a line, in the same order.

    A line that cannot be answered gets its error, blank lines are skipped, and the rest goes on; the exit status is
    then 1. A command says in `answer` what it makes of a line.
    """

    requires_system_checks = []
    what = "lines"
    _at_once = False

    def answer(self, text: str, **options: Any) -> Any:
        """The answer to one line, which `written` writes. Raises LineError where there is none."""
        raise NotImplementedError

    def written(self, answer: Any) -> dict[str, Any]:
        """An answer as an object of JSON."""
        return dict(answer)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=f"a file of {self.what}; - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as source:
                self._at_once = file == "-"  # another program may wait for the answer before it asks on
                refused = self.answer_all(source, **options)
        except BrokenPipeError:  # whoever reads the answers has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have
            reason = getattr(error, "strerror", None) or str(error)
            raise CommandError(
                f"{file!r} cannot be read: {reason}. Give a file of {self.what}, or - for input."
            ) from error
        if refused:
            sys.exit(1)

    def answer_all(self, source: IO[bytes], **options: Any) -> int:
        """Answer every line; give the number of lines that could not be."""
        refused = 0
        for answer in self.answers(source, **options):
            if isinstance(answer, LineError):
                refused += 1
                self.stdout.write(json.dumps({"id": answer.id, "error": str(answer)}))
            else:
                self.stdout.write(json.dumps(self.written(answer)))
            if self._at_once:
                self.stdout.flush()
        self.stdout.flush()
        return refused

    def answers(self, source: IO[bytes], **options: Any) -> Iterator[Any]:
        """The answer to each line, or the LineError with its number where there is none."""
        for number, line in _lines(source):
            try:
                yield self.answer(_text(line), **options)
            except LineError as error:
                yield LineError(f"line {number}: {error}", error.id)


def _lines(source: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers from 1; None in place of one that is too long."""
    number = 0
    while line := source.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = source.readline(LONGEST_LINE)
            yield number, None
        elif line.strip():
            yield number, line


def _text(line: bytes | None) -> str:
    if line is None:
        raise LineError(f"The line is longer than {LONGEST_LINE:,} bytes.")
    try:
        return line.decode("utf-8-sig").strip("\ufeff \t\r\n")
    except UnicodeDecodeError as error:
        raise LineError(f"The line is not UTF-8 text (byte {error.start + 1}).") from None
