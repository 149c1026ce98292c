"""`manage.py evaluate`: decisions for evaluation cases, a line of JSON for a line of JSON."""

import time
from typing import IO, Any

from django.core.management.base import CommandParser

from iamlab.evaluator.case import decide_case, read_case
from iamlab.management.line_command import LineCommand


class Command(LineCommand):
    help = (
        "Decides evaluation cases: reads one JSON object a line, writes one decision a line, in the same order. "
        "A line that is no case gets its error, blank lines are skipped, and the rest goes on; the exit status is "
        "then 1."
    )
    what = "cases"
    _decided = 0

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--explain", action="store_true", help="add the whole trace to each decision")
        parser.add_argument("--stats", action="store_true", help="write evaluations per second to standard error")

    def answer(self, text: str, **options: Any) -> dict[str, Any]:
        decided = decide_case(read_case(text), explained=options["explain"])
        self._decided += 1
        return decided

    def answer_all(self, source: IO[bytes], **options: Any) -> int:
        start = time.perf_counter()
        refused = super().answer_all(source, **options)
        if options["stats"]:
            took = time.perf_counter() - start
            speed = f"{self._decided / took:.0f} evaluations per second"
            self.stderr.write(f"{self._decided} evaluations in {took:.3f} s: {speed}.")
        return refused
