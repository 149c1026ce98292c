"""The kinds of resources that an action works on, and which of them an ARN is ("Service Authorization Reference")."""

import re
from dataclasses import dataclass
from functools import lru_cache

from iamlab.catalog import actions, resource_types
from iamlab.evaluator.request import MAX_CHARACTERS

_VARIABLE = re.compile(r"\$\{([^{}]+)\}")
_FIELDS = 5
_COMMON = frozenset({"Partition", "Region", "Account"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One resource type of one action, with one ARN format. `required` is the reference's star."""

    name: str
    required: bool
    arn_format: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the gaps that tell one resource from another, in order."""
        return tuple(name for name in _VARIABLE.findall(self.arn_format) if name not in _COMMON)

    @property
    def head(self) -> str:
        """What stands before the first of them in the last field: `table/`."""
        resource = self.arn_format.split(":", _FIELDS)[-1]
        return _VARIABLE.split(resource)[0]


@lru_cache(maxsize=4096)
def of_action(action: str) -> tuple[Kind, ...]:
    """The kinds of an action in the reference's order; empty for an action without resource types."""
    service, _, name = action.partition(":")
    data = actions.packaged()
    if not (service in actions.services() and data.actions.action_exists(service, name)):
        return ()
    found = []
    for one in data.actions.get_action_details(service, name)["resourceTypes"]:
        for text in resource_types.formats_of(service, one["name"]):
            found.append(Kind(one["name"], bool(one["required"]), _same_account(text)))
    return tuple(found)


def _same_account(arn_format: str) -> str:
    """A format whose fifth field is `${Account}`, as most have it; some write `${AccountId}` there."""
    return arn_format.replace(":${AccountId}:", ":${Account}:", 1)


@lru_cache(maxsize=4096)
def _pattern(arn_format: str) -> tuple[re.Pattern[str], int]:
    """A pattern of the ARNs of a format, and how much of it is literal text."""
    pieces = _VARIABLE.split(arn_format)
    pattern = re.escape(pieces[0])
    for name, literal in zip(pieces[1::2], pieces[2::2], strict=True):
        pattern += ("[^:]*" if name in _COMMON else "[^:/]*" if literal else ".+") + _anything(literal)
    return re.compile(pattern), sum(map(len, pieces[::2]))


def _anything(literal: str) -> str:
    """A literal part as a pattern; `*` in a format stands for whatever AWS puts there."""
    return re.escape(literal).replace(re.escape("*"), ".+")


def of_arn(kinds: tuple[Kind, ...], arn: str) -> Kind | None:
    """The kind that an ARN is of: of several that fit, the one whose format says most."""
    if len(arn) > MAX_CHARACTERS:
        return None
    fitting = [
        (literal, kind) for kind in kinds for pattern, literal in [_pattern(kind.arn_format)] if pattern.fullmatch(arn)
    ]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None
