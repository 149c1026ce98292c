"""The names of the condition operators, with their prefixes and suffix."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.policy.conditions import addresses, arns, binary, booleans, dates, numbers, strings
from iamlab.policy.conditions.comparison import Comparison

COMPARISONS: dict[str, Comparison] = {
    **strings.OPERATORS,
    **numbers.OPERATORS,
    **dates.OPERATORS,
    **booleans.OPERATORS,
    **binary.OPERATORS,
    **addresses.OPERATORS,
    **arns.OPERATORS,
}
NULL = "Null"
NAMES = (*COMPARISONS, NULL)

_BY_LOWER_CASE = {name.lower(): name for name in NAMES}
_IF_EXISTS = "ifexists"


class Quantifier(StrEnum):
    """The set operators for keys with several values ("Multivalued context keys")."""

    ALL = "ForAllValues"
    ANY = "ForAnyValue"


_QUANTIFIERS = {quantifier.lower(): quantifier for quantifier in Quantifier}


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator as a policy names it: `ForAllValues:StringLikeIfExists`. `base` has AWS's spelling."""

    base: str
    quantifier: Quantifier | None = None
    if_exists: bool = False

    def __str__(self) -> str:
        prefix = f"{self.quantifier}:" if self.quantifier else ""
        return f"{prefix}{self.base}{'IfExists' if self.if_exists else ''}"


def parse_operator(name: str) -> Operator | None:
    """The operator of that name, upper and lower case alike, or None where there is none.

    IfExists goes with every operator except Null ("IAM JSON policy elements: Condition operators").
    """
    prefix, colon, rest = name.lower().rpartition(":")
    if colon and prefix not in _QUANTIFIERS:
        return None
    quantifier = _QUANTIFIERS.get(prefix)
    if rest in _BY_LOWER_CASE:
        return Operator(_BY_LOWER_CASE[rest], quantifier)
    base = _BY_LOWER_CASE.get(rest.removesuffix(_IF_EXISTS))
    if base is None or base == NULL:
        return None
    return Operator(base, quantifier, if_exists=True)
