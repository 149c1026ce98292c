"""Which actions a pattern covers today, and which it does not."""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from iamlab.catalog import actions as catalog
from iamlab.catalog.actions import Action
from iamlab.policy.patterns import compile_glob

MAX_TEXT = 2_000
MAX_PATTERNS = 10
SHOWN = 200  # actions of one pattern; the others are counted

_LEVELS = ("List", "Read", "Tagging", "Write", "Permissions management")


@dataclass(frozen=True)
class Expansion:
    """One pattern. `covered` and `others` are the first SHOWN of `count` and `other_count`.

    `problem` is why nothing is covered, `levels` counts what is covered by access level, `near` are names that may have
    been meant.
    """

    pattern: str
    service: str = ""
    covered: tuple[Action, ...] = ()
    count: int = 0
    levels: tuple[tuple[str, int], ...] = ()
    others: tuple[str, ...] = ()
    other_count: int = 0
    problem: str = ""
    near: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        """How many covered actions are not shown."""
        return self.count - len(self.covered)

    @property
    def more_others(self) -> int:
        """How many of the others are not shown."""
        return self.other_count - len(self.others)


def expand(text: str) -> tuple[Expansion, ...]:
    """Each pattern of a text, one a line, MAX_PATTERNS of them. Quotes and commas as in a policy do no harm."""
    words = (word.strip(" \t\"',") for word in text[:MAX_TEXT].replace(",", "\n").splitlines())
    return tuple(_expand(word) for word in list(dict.fromkeys(filter(None, words)))[:MAX_PATTERNS])


def _expand(pattern: str) -> Expansion:
    if pattern in ("*", "*:*"):
        return Expansion(pattern, count=len(catalog.all_names()))
    service, colon, name = pattern.lower().partition(":")
    if not colon:
        return Expansion(pattern, problem="Write service:Action, for example s3:Get*.")
    if "*" in service or "?" in service:
        return Expansion(pattern, problem="The service takes no wildcard. Name each service in a pattern of its own.")
    names = catalog.names(service)
    if not names:
        near = get_close_matches(service[:60], catalog.services(), n=3)
        return Expansion(pattern, problem=f"There is no service {service[:60]}.", near=tuple(f"{one}:" for one in near))
    glob = compile_glob(f"{service}:{name}")
    covered = [one for one in names if glob.matches(one.lower())]
    if not covered:
        return Expansion(pattern, service, problem="Nothing matches.", near=_near(service, name, names))
    matching = set(covered)
    others = [one for one in names if one not in matching]
    described = [action for action in map(catalog.describe, covered) if action]
    levels = Counter(action.access_level for action in described)
    return Expansion(
        pattern,
        service,
        tuple(described[:SHOWN]),
        len(covered),
        tuple((level, levels[level]) for level in _LEVELS if levels[level]),
        tuple(others[:SHOWN]),
        len(others),
    )


def _near(service: str, name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    spelled = {one.partition(":")[2].lower(): one for one in names}
    wanted = name.replace("*", "").replace("?", "")[:60]
    return tuple(spelled[near] for near in get_close_matches(wanted, spelled, n=3, cutoff=0.5))
