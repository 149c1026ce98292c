"""Collects problems while a document is read, so that all of them are reported and not only the first."""

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from operator import itemgetter

from iamlab.policy.fixes import Fix
from iamlab.policy.json_places import Path, path_text
from iamlab.policy.json_text import JsonText, Number
from iamlab.policy.problems import PolicyError, Problem

MAX_PROBLEMS = 50
TOO_MANY = "TOO_MANY_PROBLEMS"


class Findings:
    """The problems of one document. `located` tells whether the reader knows the document as this text.

    After `most` problems only those are kept whose code is new, so that a hundred of one kind hide none of another.
    """

    def __init__(self, document: JsonText, *, located: bool, most: int = MAX_PROBLEMS) -> None:
        self._document = document
        self._located = located
        self._most = most
        self._problems: list[tuple[tuple[int, int], Problem]] = []
        self._codes: set[str] = set()
        self.left_out: Counter[str] = Counter()  # how often each code came when there were enough

    def add(self, code: str, message: str, path: Path, *, at_key: bool = False, fix: Fix | None = None) -> None:
        """Note a problem with the value at `path`, or with its key."""
        if len(self._problems) >= self._most and code in self._codes:
            self.left_out[code] += 1
            return
        self._codes.add(code)
        places = self._document.places
        place = places.of_key(path) if at_key else places.of_value(path)
        line, column = place if self._located else (None, None)
        self._problems.append((place, Problem(code, message, path_text(path), line, column, fix)))

    def in_order(self) -> list[Problem]:
        """The problems in the order of the document, and in the end how many were left out."""
        problems = [problem for _, problem in sorted(self._problems, key=itemgetter(0))]
        if self.left_out:
            message = f"There are {self.left_out.total()} more problems. Mend these first and submit again."
            problems.append(Problem(TOO_MANY, message))
        return problems

    def raise_if_any(self) -> None:
        """Raise PolicyError with the problems, if there are any."""
        if self._problems:
            raise PolicyError(self.in_order())


def kind_of(value: object) -> str:
    """The JSON type of a value as a sentence names it: `a number`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a Boolean"
    if isinstance(value, Number):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an object" if isinstance(value, dict) else "a list"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`, upper and lower case alike, or None where none is near."""
    by_lower_case = {one.lower(): one for one in known}
    near = get_close_matches(name[:60].lower(), by_lower_case, n=1, cutoff=0.6)
    return by_lower_case[near[0]] if near else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean "Action"?`, or "" where nothing known is near."""
    near = nearest(name, known)
    return f' Did you mean "{near}"?' if near else ""


def shown(text: str) -> str:
    """A learner's text for use within a sentence: one line, and not too long."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= 80 else line[:80] + '…'}`"
