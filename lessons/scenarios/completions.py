"""What Tab may put at the cursor of a terminal's line."""

from collections.abc import Mapping

from django.http import JsonResponse, QueryDict

from iamlab.cloud.cli.completion import complete
from iamlab.cloud.state.company import Company
from lessons.scenarios.line_form import MAX_LINE

_MOST_DIGITS = 5


def candidates(company: Company, asked: QueryDict, files: Mapping[str, str]) -> JsonResponse:
    """The words that fit `line` at `cursor` (its end where that is no number) for the `identity` that is asking."""
    line = asked.get("line", "")[:MAX_LINE]
    cursor, identity = asked.get("cursor", ""), asked.get("identity", "")
    place = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) <= _MOST_DIGITS else len(line)
    return JsonResponse({"candidates": complete(company, line, min(place, len(line)), identity, files)})
