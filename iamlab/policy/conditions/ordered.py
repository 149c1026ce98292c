"""The six comparisons that numbers and dates share ("IAM JSON policy elements: Condition operators")."""

import operator
from collections.abc import Callable
from decimal import Decimal

from iamlab.policy.conditions.comparison import Comparison, pair
from iamlab.policy.variables import Part, plain_text


def ordered(prefix: str, read: Callable[[str], Decimal | None], kind: str) -> dict[str, Comparison]:
    """The operators whose names start with `prefix`. `read` gives a value's place in the order, None for no value."""

    def prepare(parts: tuple[Part, ...]) -> Decimal | None:
        return read(plain_text(parts))

    def comparison(wanted_and_found: Callable[[Decimal, Decimal], bool]) -> Comparison:
        return Comparison(prepare, read, wanted_and_found, kind=kind)

    # The policy's value comes first: "the request's is less" is "the policy's is greater".
    return {
        **pair(f"{prefix}Equals", f"{prefix}NotEquals", comparison(operator.eq)),
        f"{prefix}LessThan": comparison(operator.gt),
        f"{prefix}LessThanEquals": comparison(operator.ge),
        f"{prefix}GreaterThan": comparison(operator.lt),
        f"{prefix}GreaterThanEquals": comparison(operator.le),
    }
