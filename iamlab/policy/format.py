"""Policies as text."""

import json
from collections.abc import Mapping

from iamlab.policy.json_objects import checked
from iamlab.policy.json_text import read


def pretty(document: str | Mapping[str, object]) -> str:
    """The document as JSON text indented by two spaces, keys in the order given.

    Raises PolicyError where the text is not JSON or the object cannot be written as JSON.
    """
    value = json.loads(read(document).text) if isinstance(document, str) else checked(document)
    return json.dumps(value, indent=2, ensure_ascii=False)
