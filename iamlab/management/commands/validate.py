"""`manage.py validate`: findings for policy documents, a line of JSON for a line of JSON."""

import json
from typing import IO, Any

from django.core.management.base import CommandParser

from iamlab.management.line_command import LineCommand
from iamlab.policy.checks.lines import Validated, validate_line
from iamlab.policy.checks.sarif import log
from iamlab.policy.json_lines import LineError


class Command(LineCommand):
    help = (
        "Validates policy documents: reads one JSON object a line, writes its findings in a line, in the same order. "
        "A line that asks nothing gets its error, blank lines are skipped, and the rest goes on; the exit status is "
        "then 1. Findings do not change the exit status."
    )
    what = "documents"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--format",
            choices=["json", "sarif"],
            default="json",
            help="json: a line for a line (the default); sarif: one SARIF 2.1.0 log of all lines",
        )

    def answer(self, text: str, **options: Any) -> Validated:
        return validate_line(text)

    def written(self, answer: Validated) -> dict[str, Any]:
        return answer.as_dict()

    def answer_all(self, source: IO[bytes], **options: Any) -> int:
        if options["format"] == "json":
            return super().answer_all(source, **options)
        answers = list(self.answers(source, **options))
        documents = [answer for answer in answers if isinstance(answer, Validated)]
        refused = [str(answer) for answer in answers if isinstance(answer, LineError)]
        self.stdout.write(json.dumps(log(documents, refused), indent=2))
        return len(refused)
