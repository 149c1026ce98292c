"""What every family of condition operators provides."""

import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from iamlab.policy.variables import Part


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one operator compares one value of the policy with one value of the request.

    `prepare` turns a policy value into what `matches` needs, once for all requests, and `read` a request's value,
    once for all policy values. None from either means that the value is not valid for the operator, so that
    nothing matches it. `negated` operators ask the same question and want the answer no. `substitutes` tells
    whether policy variables are replaced in the values.
    """

    prepare: Callable[[tuple[Part, ...]], Any | None]
    read: Callable[[str], Any | None]
    matches: Callable[[Any, Any], bool] = operator.eq
    negated: bool = False
    substitutes: bool = False
    kind: str = ""


def pair(positive: str, negative: str, comparison: Comparison) -> dict[str, Comparison]:
    """An operator and its negation, by name."""
    return {positive: comparison, negative: replace(comparison, negated=True)}
