"""Checks: the JSON types of a condition's values, and Booleans that are given more than once."""

from collections.abc import Iterator

from iamlab.catalog.condition_keys import KeyType, find
from iamlab.policy.checks.draft import Draft, DraftCondition
from iamlab.policy.conditions import booleans
from iamlab.policy.conditions.operators import NULL
from iamlab.policy.findings import Findings, kind_of, shown
from iamlab.policy.fixes import Change, Fix, replace
from iamlab.policy.json_places import Path
from iamlab.policy.json_text import Number

_ONE_BOOLEAN = (*booleans.OPERATORS, NULL)


def check(draft: Draft, findings: Findings) -> None:
    """Note lists of values that mix JSON types, and several Booleans where one is compared."""
    for statement in draft.statements:
        for condition in statement.conditions:
            _check_types(condition, findings)
            _check_booleans(condition, findings)


def _check_types(condition: DraftCondition, findings: Findings) -> None:
    first: str | None = None
    for kind, path in _kinds(condition):
        first = first or kind
        if kind != first:
            message = (
                f"The values of {shown(condition.key)} are of different types: {first} comes first and this is {kind}. "
                "Write all of them alike, as strings for example."
            )
            findings.add("INVALID_CONDITION_DATA_TYPE", message, path, fix=_as_strings(condition))
            return


def _kinds(condition: DraftCondition) -> Iterator[tuple[str, Path]]:
    if isinstance(condition.value, list):
        for index, member in enumerate(condition.value):
            if isinstance(member, str | bool):  # the grammar reports whatever is no value at all
                yield kind_of(member), (*condition.path, index)


def _as_strings(condition: DraftCondition) -> Fix | None:
    members = condition.value
    if not isinstance(members, list) or len(condition.values) < len(members):
        return None
    others = [
        Change("replace", text.path, text.text)
        for text, member in zip(condition.values, members, strict=True)
        if isinstance(member, bool | Number)
    ]
    return Fix("Write all values as strings", tuple(others))


def _check_booleans(condition: DraftCondition, findings: Findings) -> None:
    if len(condition.values) < 2 or condition.operator is None:
        return
    key = find(condition.key)
    several = condition.operator.quantifier is not None and (key is None or key.multivalued)
    boolean = condition.base in _ONE_BOOLEAN or (key is not None and key.type is KeyType.BOOL)
    if boolean and not several:
        message = (
            f"{shown(condition.key)} is compared with one Boolean; here it has {len(condition.values)}. "
            "Keep either true or false."
        )
        answers = {value.text.lower() for value in condition.values}
        same = answers.pop() if len(answers) == 1 else None
        fix = replace(f"Keep {same}", condition.path, same) if same in ("true", "false") else None
        findings.add("INVALID_CONDITION_MULTIPLE_BOOLEAN", message, condition.path, at_key=True, fix=fix)
