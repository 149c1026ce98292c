"""Checks: values of a condition that another value makes pointless.

Sources: "IAM policy validation check reference", Redundant condition value num; "Conditions with multiple context keys
or values", where one of several values is enough.
"""

from collections.abc import Callable
from decimal import Decimal

from iamlab.policy.checks.draft import Draft, DraftCondition
from iamlab.policy.checks.redundancy.covering import Budget, Covers, redundant
from iamlab.policy.checks.redundancy.entries import report, without
from iamlab.policy.conditions.dates import seconds
from iamlab.policy.conditions.numbers import number
from iamlab.policy.containment import covers
from iamlab.policy.findings import Findings, shown
from iamlab.policy.resource_containment import covers_by_field

_READERS: dict[str, Callable[[str], Decimal | None]] = {"Numeric": number, "Date": seconds}
_UNBOUNDED = {
    f"{family}{comparison}{equals}": (reader, is_greatest)
    for family, reader in _READERS.items()
    for comparison, is_greatest in (("LessThan", True), ("GreaterThan", False))
    for equals in ("", "Equals")
}


def check(draft: Draft, findings: Findings) -> None:
    """Note values that add nothing."""
    budget = Budget()
    for statement in draft.statements:
        for condition in statement.conditions:
            if condition.base in _UNBOUNDED:
                _check_limits(condition, findings)
            elif condition.base in _COMPARED and len(condition.values) > 1:
                _check_values(condition, budget, findings)


def _check_limits(condition: DraftCondition, findings: Findings) -> None:
    """Of several limits, only the one that is reached last counts: below 2700 or below 3600 is below 3600."""
    read, greatest = _UNBOUNDED[condition.base]
    limits = [limit for limit in (read(value.text) for value in condition.values) if limit is not None]
    if len(limits) < 2 or len(limits) != len(condition.values):
        return
    counts = limits.index((max if greatest else min)(limits))
    kept, word = condition.values[counts].text, "greatest" if greatest else "least"
    message = (
        f"One of the values of {shown(condition.key)} is enough to pass {condition.operator_name}, so only the {word} "
        f"counts. Keep {shown(kept)} alone."
    )
    others = [index for index in range(len(limits)) if index != counts]
    fix = without(condition.values, others, "value")
    # The catalogue has a code of its own for numbers.
    code = "REDUNDANT_CONDITION_VALUE_NUM" if condition.base.startswith("Numeric") else "REDUNDANT_CONDITION_VALUE"
    findings.add(code, message, condition.path, at_key=True, fix=fix)


def _check_values(condition: DraftCondition, budget: Budget, findings: Findings) -> None:
    fold = str.casefold if condition.base.endswith("IgnoreCase") else str
    found = redundant([fold(one.text) for one in condition.values], _COMPARED[condition.base], budget)
    report("REDUNDANT_CONDITION_VALUE", "value", condition.values, found, findings)


def _equal(wide: str, narrow: str) -> bool:
    return wide == narrow


def _like(wide: str, narrow: str) -> bool:
    """A value with a variable can be anything."""
    return wide in ("*", narrow) or ("${" not in wide + narrow and covers(wide, narrow))


def _like_arn(wide: str, narrow: str) -> bool:
    return wide in ("*", narrow) or ("${" not in wide + narrow and covers_by_field(wide, narrow))


_COMPARED: dict[str, Covers] = {
    **dict.fromkeys(("StringEquals", "StringNotEquals"), _equal),
    **dict.fromkeys(("NumericEquals", "NumericNotEquals", "DateEquals", "DateNotEquals"), _equal),
    **dict.fromkeys(("IpAddress", "NotIpAddress"), _equal),
    **dict.fromkeys(("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"), _equal),
    **dict.fromkeys(("StringLike", "StringNotLike"), _like),
    **dict.fromkeys(("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"), _like_arn),
}
