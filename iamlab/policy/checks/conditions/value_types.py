"""Checks: values that an operator cannot read ("IAM JSON policy elements: Condition operators")."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from iamlab.policy.checks.conditions.networks import read_range
from iamlab.policy.checks.draft import Draft, DraftCondition, Text
from iamlab.policy.conditions import addresses, binary, booleans, dates, numbers
from iamlab.policy.conditions.operators import NULL
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, replace

_EPOCH = re.compile(r"\d+(\.\d+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_LONGEST = 200  # characters of any date, number or address


class _Kind(NamedTuple):
    """What a family of operators reads: the code for other values, whether a value fits, and what to write instead."""

    code: str
    fits: Callable[[str], bool]
    wanted: str


def _is_date(text: str) -> bool:
    return dates.seconds(text) is not None or bool(_EPOCH.fullmatch(text))


_BOOLEAN = _Kind(
    "TYPE_MISMATCH_BOOLEAN", lambda text: booleans.boolean(text) is not None, "a Boolean: write true or false"
)
_DATE = _Kind("TYPE_MISMATCH_DATE", _is_date, "a date: write it like 2026-03-31 or 2026-03-31T08:00:00Z")
_NUMBER = _Kind("TYPE_MISMATCH_NUMBER", lambda text: numbers.number(text) is not None, "a number: write digits only")
_RANGE = _Kind(
    "TYPE_MISMATCH_IP_RANGE",
    lambda text: read_range(text) is not None,
    "an address or a range in CIDR form: write it like 203.0.113.0/24",
)
_BINARY = _Kind(
    "TYPE_MISMATCH_STRING",
    lambda text: binary.decoded(text) is not None,
    "base64, like QmluYXJ5 (a length of 4, 8, ...)",
)

_KINDS: dict[str, _Kind] = {
    **dict.fromkeys((*booleans.OPERATORS, NULL), _BOOLEAN),
    **dict.fromkeys(dates.OPERATORS, _DATE),
    **dict.fromkeys(numbers.OPERATORS, _NUMBER),
    **dict.fromkeys(addresses.OPERATORS, _RANGE),
    **dict.fromkeys(binary.OPERATORS, _BINARY),
}


def check(draft: Draft, findings: Findings) -> None:
    """Note values of the wrong type. Values with variables are left out: where one may stand is another question."""
    for statement in draft.statements:
        for condition in statement.conditions:
            kind = _KINDS.get(condition.base)
            if kind is None:
                continue
            for value in condition.values:
                if "${" in value.text:
                    continue
                if not _fits(kind, value.text):
                    fix = _trimmed(kind, value)
                    problem = "has spaces around it" if fix else "is something else"
                    message = f"{condition.base} compares with {kind.wanted}. {shown(value.text)} {problem}."
                    findings.add(kind.code, message, value.path, fix=fix)
                elif kind is _DATE:
                    _check_epoch(condition, value, findings)


def _fits(kind: _Kind, text: str) -> bool:
    # Base64 has no length of its own; everything else that is longer is nothing that an operator reads.
    return (kind is _BINARY or len(text) <= _LONGEST) and kind.fits(text)


def _trimmed(kind: _Kind, value: Text) -> Fix | None:
    text = value.text.strip()
    return replace("Take the spaces away", value.path, text) if text != value.text and _fits(kind, text) else None


def _check_epoch(condition: DraftCondition, value: Text, findings: Findings) -> None:
    if not _EPOCH.fullmatch(value.text) or _YEAR.fullmatch(value.text):
        return
    message = (
        f"{shown(value.text)} counts seconds since 1970, which may not be the moment that you think of. "
        f"Write the date for {condition.base} like 2026-03-31 or 2026-03-31T08:00:00Z."
    )
    iso = _iso(value.text)
    fix = replace(f"Write {iso}", value.path, iso) if iso else None
    findings.add("INVALID_DATE_VALUE", message, value.path, fix=fix)


def _iso(seconds: str) -> str | None:
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))
    except (OverflowError, ValueError):  # too far in the future, or with a fraction
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
