"""`manage.py scenario check PATH...` and `manage.py scenario schema exercise|scenario`, for authors."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from pydantic import BaseModel

from lessons.curriculum.yaml_files import ContentError
from lessons.exercises.format import ExerciseFile
from lessons.scenarios.format import Scenario
from lessons.teaching.authoring import check_file

SCHEMAS: dict[str, type[BaseModel]] = {"exercise": ExerciseFile, "scenario": Scenario}


class Command(BaseCommand):
    help = "Check exercise and scenario files, or print their JSON Schema for an editor."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="validate files; run their solutions and wrong answers")
        check.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        schema = verbs.add_parser("schema", help="print the JSON Schema of a kind of file")
        schema.add_argument("kind", choices=sorted(SCHEMAS))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "schema":
            self.stdout.write(json.dumps(SCHEMAS[options["kind"]].model_json_schema(by_alias=True), indent=2))
            return
        failed = False
        for path in options["paths"]:
            try:
                for line in check_file(path):
                    self.stdout.write(line)
            except ContentError as error:
                failed = True
                for problem in error.problems:
                    self.stderr.write(problem)
        if failed:
            raise CommandError("Some files need work; see the lines above.")
