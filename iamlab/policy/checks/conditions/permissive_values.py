"""Checks: wildcards and variables that open a condition on who or where.

Sources: "AWS global condition context keys" (sensitive condition keys) and "IAM policy validation check reference"
(wildcard usage too permissive, variable usage too permissive).
"""

from collections.abc import Iterator

from iamlab.policy.checks.conditions.bare_stars import WITH_WILDCARDS
from iamlab.policy.checks.conditions.patterns import parts_of
from iamlab.policy.checks.draft import Draft, DraftCondition, Text
from iamlab.policy.conditions import arns, strings
from iamlab.policy.findings import Findings, shown
from iamlab.policy.grammar import VERSIONS
from iamlab.policy.variables import Part, Variable

_SENSITIVE = {
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:vpceaccount",
    "aws:vpceorgid",
}
# Two keys that AWS sets may be compared where they say the same of two parties: AWS's own policies ask for
# "aws:ResourceAccount": "${aws:PrincipalAccount}", and its pages for "aws:SourceVpc": "${aws:Ec2InstanceSourceVpc}".
_COUNTERPARTS = {
    "aws:principalaccount": {"aws:resourceaccount"},
    "aws:principalorgid": {"aws:resourceorgid"},
    "aws:resourceaccount": {"aws:principalaccount"},
    "aws:resourceorgid": {"aws:principalorgid"},
    "aws:sourceaccount": {"aws:resourceaccount"},
    "aws:sourceorgid": {"aws:resourceorgid"},
    "aws:sourcevpc": {"aws:ec2instancesourcevpc"},
    "aws:vpceaccount": {"aws:principalaccount", "aws:resourceaccount"},
    "aws:vpceorgid": {"aws:principalorgid", "aws:resourceorgid"},
}

_USER_ID = "aws:userid"

# Keys that name a principal or a source by a longer text. AWS publishes no list of the keys that need six characters
# before a wildcard. These are identities of which AWS's pages give such patterns (`arn:aws:iam::*:role/admin`,
# `o-a1b2c3d4e5/*`), and the subjects of identity providers. Tags, prefixes and encryption contexts are not among them:
# AWS's managed policies compare those with a bare `*`.
_IDENTITIES = {
    "aws:principalarn",
    "aws:principalorgpaths",
    "aws:resourceorgpaths",
    "aws:sourcearn",
    "aws:sourceorgpaths",
    "aws:sourcevpcarn",
    "aws:vpceorgpaths",
}
_SUBJECT = ":sub"
_ENOUGH = 6

_WITH_VARIABLES = frozenset((*strings.OPERATORS, *arns.OPERATORS))

_WILDCARD = ("WILDCARD_USAGE_TOO_PERMISSIVE", "wildcard")
_VARIABLE = ("VARIABLE_USAGE_TOO_PERMISSIVE", "variable")


def check(draft: Draft, findings: Findings) -> None:
    """Note wildcards and variables that match nearly everything where one identity is asked for."""
    for statement in draft.statements:
        for condition in statement.conditions:
            if condition.base not in _WITH_VARIABLES:
                continue
            advice = _advice(condition.key.lower())
            if advice is None:
                continue
            for value in condition.values:
                for code, what in sorted(set(_open_parts(condition, value))):
                    if what == "variable" and draft.version != VERSIONS[0]:
                        continue
                    message = f"The {what} in {shown(value.text)} opens {shown(condition.key)} too far. {advice}"
                    findings.add(code, message, value.path)


def _advice(key: str) -> str | None:
    if key in _SENSITIVE:
        return "This key takes whole values only: write each one out."
    if key == _USER_ID:
        return "Put it behind the colon, or let it be all that stands before the colon: AROAEXAMPLEID:* or *:session."
    if key in _IDENTITIES or _is_subject(key):
        return f"Write at least {_ENOUGH} characters directly before it."
    return None


def _is_subject(key: str) -> bool:
    return key.endswith(_SUBJECT) and "." in key


def _open_parts(condition: DraftCondition, value: Text) -> Iterator[tuple[str, str]]:
    key, parts = condition.key.lower(), parts_of(value.text)
    if key in _SENSITIVE:
        found: Iterator[Part | Variable] = _any_part(key, parts)
    elif key == _USER_ID:
        found = _before_colon(parts)
    else:
        found = _without_start(parts, each=_is_subject(key))
    for part in found:
        if isinstance(part, Variable):
            yield _VARIABLE
        elif condition.base in WITH_WILDCARDS:
            yield _WILDCARD


def _any_part(key: str, parts: tuple[Part | Variable, ...]) -> Iterator[Part | Variable]:
    if len(parts) == 1 and isinstance(parts[0], Variable) and parts[0].key in _COUNTERPARTS.get(key, ()):
        return
    yield from (part for part in parts if not isinstance(part, str))


def _before_colon(parts: tuple[Part | Variable, ...]) -> Iterator[Part | Variable]:
    before: list[Part | Variable] = []
    for part in parts:
        if isinstance(part, str) and ":" in part:
            start = part.partition(":")[0]
            if len(before) == 1 and not start:
                return
            break
        before.append(part)
    yield from (part for part in before if not isinstance(part, str))


def _without_start(parts: tuple[Part | Variable, ...], *, each: bool) -> Iterator[Part | Variable]:
    # A subject is made of names that anybody can register, so each wildcard needs a start of its own. In an ARN or a
    # path, what stands in front narrows all that follows.
    length = 0
    for part in parts:
        if isinstance(part, str):
            length = len(part)
            continue
        if length < _ENOUGH:
            yield part
        if not each:
            return
        length = 0
