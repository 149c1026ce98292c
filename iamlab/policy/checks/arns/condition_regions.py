"""Checks: condition values that have to be Regions ("IAM policy validation check reference", Invalid Region)."""

from collections.abc import Iterator
from itertools import islice

from iamlab.catalog.regions import takes_region, values_of
from iamlab.policy.checks.arns.region_names import mended_region, region_hint
from iamlab.policy.checks.draft import Draft, DraftCondition, Text
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import replace
from iamlab.policy.patterns import compile_parts
from iamlab.policy.variables import Variable, Wild, parse_template

_IGNORE_CASE = frozenset({"StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"})
_OPERATORS = _IGNORE_CASE | {"StringLike", "StringNotLike", "StringEquals", "StringNotEquals"}
_MOST = 200  # findings of one document: to look for what somebody meant takes time
_LONGEST = 200  # characters that are looked at


def check(draft: Draft, findings: Findings) -> None:
    """Note values of aws:RequestedRegion and its like that no Region has."""
    for condition, value in islice(_no_regions(draft), _MOST):
        known = values_of(condition.key)
        title, mended = mended_region(value.text, known)
        findings.add(
            "INVALID_REGION",
            f"{shown(value.text)} is not a Region of AWS, and {shown(condition.key)} takes Regions. "
            f"{region_hint(value.text, known)}",
            value.path,
            fix=replace(title, value.path, mended) if title else None,
        )


def _no_regions(draft: Draft) -> Iterator[tuple[DraftCondition, Text]]:
    for statement in draft.statements:
        for condition in statement.conditions:
            if condition.base in _OPERATORS and takes_region(condition.key):
                for value in condition.values:
                    if not _may_be_region(value.text, condition):
                        yield condition, value


def _may_be_region(text: str, condition: DraftCondition) -> bool:
    """Whether some Region matches. A wildcard without a Like operator has a finding of its own."""
    known = values_of(condition.key)
    if text in known:
        return True
    if condition.base in _IGNORE_CASE:
        text, known = text.lower(), tuple(map(str.lower, known))
    parts = parse_template(text[:_LONGEST], with_variables=True).parts
    glob = compile_parts(tuple(Wild.ANY_TEXT if isinstance(part, Variable) else part for part in parts))
    return any(map(glob.matches, known))
