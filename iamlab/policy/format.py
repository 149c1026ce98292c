"""Policies as text."""

import json
from collections.abc import Mapping

from iamlab.policy.json_objects import checked
from iamlab.policy.json_places import TOKEN
from iamlab.policy.json_text import read


def pretty(document: str | Mapping[str, object]) -> str:
    """The document as JSON text indented by two spaces; keys, strings and numbers stay as they were written.

    Raises PolicyError where the text is not JSON or the object cannot be written as JSON.
    """
    if isinstance(document, str):
        return _indented(read(document).text)
    return json.dumps(checked(document), indent=2, ensure_ascii=False)


def _indented(text: str) -> str:
    written: list[str] = []
    depth = 0
    before = ""
    for token in TOKEN.finditer(text):
        mark = token[0]
        if mark in ("}", "]"):
            depth -= 1
        if (
            (before in ("{", "[") and mark not in ("}", "]"))
            or before == ","
            or (mark in ("}", "]") and before not in ("{", "["))
        ):
            written.append("\n" + "  " * depth)
        written.append(": " if mark == ":" else mark)
        if mark in ("{", "["):
            depth += 1
        before = mark
    return "".join(written)
