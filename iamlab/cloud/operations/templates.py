"""ARNs with gaps, filled from the parameters of a call."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

from iamlab.cloud.identifiers import PARTITION

UNKNOWN = "*"  # what AWS asks on for a part that is not known yet: "arn:aws:ec2:us-east-1:123456789012:instance/*"
MOST = 200  # resources of one call that are asked for: each takes a decision

_GAP = re.compile(r"\$\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call is made: what the gaps of every ARN have in common."""

    account: str
    region: str

    def value(self, name: str) -> str | None:
        return {"Partition": PARTITION, "Region": self.region, "Account": self.account}.get(name)


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> ParsedResult:
    return jmespath.compile(expression)


def search(expression: str, parameters: Mapping[str, Any]) -> Any:
    """What a JMESPath expression finds in the parameters; None where it does not fit them."""
    try:
        return _compiled(expression).search(parameters)
    except JMESPathError:
        return None


def texts(value: object) -> list[str]:
    """The texts in a value: itself, or the members of a list."""
    members = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in members if isinstance(one, str | int) and not isinstance(one, bool) and one != ""]


def fill(template: str, parameters: Mapping[str, Any], place: Place) -> list[str]:
    """The ARNs that a template stands for, each once. A value that is an ARN itself takes the place of the whole."""
    pieces = _GAP.split(template)
    choices: list[list[str]] = []
    whole: list[str] = []
    for expression in pieces[1::2]:
        common = place.value(expression)
        found = [common] if common is not None else texts(search(expression, parameters))
        whole += [one for one in found if one.startswith("arn:")]
        choices.append([one for one in found if not one.startswith("arn:")])
    if whole and not any(chosen for chosen, name in zip(choices, pieces[1::2], strict=True) if not place.value(name)):
        return list(dict.fromkeys(whole))[:MOST]
    combinations = product(*(chosen or [UNKNOWN] for chosen in choices))
    arns = ["".join(_joined(pieces[::2], values)) for values in islice(combinations, MOST)]
    return list(dict.fromkeys([*whole, *arns]))[:MOST]


def _joined(literals: list[str], values: tuple[str, ...]) -> list[str]:
    parts = [literals[0]]
    for literal, value in zip(literals[1:], values, strict=True):
        # An alias or an id may already begin with what stands before it: `alias/x` after `alias/`, `ou-1` after `ou-`.
        begun = re.split(r"(?<=[:/])", parts[-1])[-1] if value != UNKNOWN else ""
        parts += [value.removeprefix(begun) if begun.endswith(("-", "/")) else value, literal]
    return parts
