"""`manage.py evaluate`: decisions for evaluation cases, a line of JSON for a line of JSON."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from iamlab.evaluator.case import CaseError, decide_case, read_case

LONGEST_LINE = 16 * 1024 * 1024  # bytes; a longer line is skipped unread, so that memory stays bounded


class Command(BaseCommand):
    help = (
        "Decides evaluation cases: reads one JSON object a line, writes one decision a line, in the same order. "
        "A line that is no case gets its error, blank lines are skipped, and the rest goes on; the exit status is "
        "then 1."
    )
    requires_system_checks = []
    _at_once = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a file of cases; - for standard input")
        parser.add_argument("--explain", action="store_true", help="add the whole trace to each decision")
        parser.add_argument("--stats", action="store_true", help="write evaluations per second to standard error")

    def handle(self, *args: Any, file: str, explain: bool, stats: bool, **options: Any) -> None:
        try:
            with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as source:
                self._at_once = file == "-"  # another program may wait for the answer before it asks on
                refused = self._answer_all(source, explain, stats)
        except BrokenPipeError:  # whoever reads the decisions has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have
            reason = getattr(error, "strerror", None) or str(error)
            raise CommandError(f"{file!r} cannot be read: {reason}. Give a file of cases, or - for input.") from error
        if refused:
            sys.exit(1)

    def _answer_all(self, source: IO[bytes], explain: bool, stats: bool) -> int:
        """Answer every line; give the number of lines that are no cases."""
        decided, refused, start = 0, 0, time.perf_counter()
        for number, line in _lines(source):
            try:
                answer = decide_case(read_case(_text(line)), explained=explain)
                decided += 1
            except CaseError as error:
                answer = {"id": error.id, "error": f"line {number}: {error}"}
                refused += 1
            self.stdout.write(json.dumps(answer))
            if self._at_once:
                self.stdout.flush()
        self.stdout.flush()
        if stats:
            took = time.perf_counter() - start
            self.stderr.write(f"{decided} evaluations in {took:.3f} s: {decided / took:.0f} evaluations per second.")
        return refused


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
        raise CaseError("", f"The line is longer than {LONGEST_LINE:,} bytes.")
    try:
        return line.decode("utf-8-sig").strip("\ufeff \t\r\n")
    except UnicodeDecodeError as error:
        raise CaseError("", f"The line is not UTF-8 text (byte {error.start + 1}).") from None
