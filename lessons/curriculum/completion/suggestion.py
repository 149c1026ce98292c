"""One thing to complete with."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`name` goes into the text, `meta` says in a word what it is, `description` in a sentence."""

    name: str
    meta: str
    description: str = ""

    def as_dict(self) -> dict[str, str]:
        """The suggestion as the editor reads it."""
        return {"name": self.name, "meta": self.meta, "description": self.description}


def starting_with(prefix: str, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Up to MOST suggestions that start with `prefix`, and then those that only hold it."""
    wanted = prefix.lower()
    first, then = [], []
    for suggestion in suggestions:
        name = suggestion.name.lower()
        if name.startswith(wanted):
            first.append(suggestion)
        elif len(wanted) > 1 and wanted in name:
            then.append(suggestion)
    return [*first, *then][:MOST]
