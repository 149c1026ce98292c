"""Whether one value of a Resource element matches everything that another matches.

Sources: "IAM JSON policy elements: Resource", "Identify AWS resources with Amazon Resource Names (ARNs)".
"""

from functools import lru_cache
from re import Match

from iamlab.policy.arns import FIELDS
from iamlab.policy.containment import covers
from iamlab.policy.variables import PLACEHOLDER

_STANDS_IN = 0xE000  # the first of the characters that are for private use: one stands for each variable
_MOST_VARIABLES = 100


def covers_resource(wide: str, narrow: str, *, with_variables: bool = True) -> bool:
    """Whether `wide` matches whatever `narrow` matches. Upper and lower case differ in an ARN.

    A policy variable is the same as itself and can be anything otherwise: `*` covers it, `?` does not. The answer no
    may be wrong where variables or many wildcards are involved, the answer yes never is.
    """
    if wide in ("*", narrow):
        return True
    if with_variables and ("${" in wide or "${" in narrow):
        names: dict[str, str] = {}
        texts = _without_variables(wide, names), _without_variables(narrow, names)
        # One character stands for a text of any length, so nothing may be counted.
        if "?" in texts[0] or len(names) > _MOST_VARIABLES or any(map(_is_private, wide + narrow)):
            return False
        wide, narrow = texts
    if narrow == "*":
        return False  # it also stands for the requests that have no resource
    wide, narrow = _whole(wide), _whole(narrow)
    return covers(wide, narrow) and (not _stays_in_its_field(wide) or covers_by_field(wide, narrow))


def _without_variables(text: str, names: dict[str, str]) -> str:
    def character(found: Match[str]) -> str:
        return names.setdefault(found[0], chr(_STANDS_IN + len(names)))

    return PLACEHOLDER.sub(character, text)


def _is_private(character: str) -> bool:
    return _STANDS_IN <= ord(character) < 0xF900


def _whole(text: str) -> str:
    """An incomplete ARN is completed by `*` for each missing field."""
    return text + ":*" * max(0, len(FIELDS) - 1 - text.count(":"))


@lru_cache(maxsize=1024)
def _stays_in_its_field(pattern: str) -> bool:
    """Whether there is a wildcard that matches no colon: one before the last field that is no star at a field's end."""
    fields = pattern.split(":", len(FIELDS) - 1)[:-1]
    return any("?" in field or "*" in field[:-1] for field in fields)


def covers_by_field(wide: str, narrow: str) -> bool:
    """Whether each of the six fields covers that of the other ARN; what has fewer fields covers nothing."""
    fields = [text.split(":", len(FIELDS) - 1) for text in (wide, narrow)]
    return all(len(one) == len(FIELDS) for one in fields) and all(covers(*pair) for pair in zip(*fields, strict=True))
