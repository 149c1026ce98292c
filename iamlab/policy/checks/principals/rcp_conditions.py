"""Checks: conditions of a resource control policy that would shut out services, or people.

Source: "Resource control policy examples": such a policy applies to services that act for you as well.
"""

from dataclasses import dataclass

from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.checks.principals.key_groups import PRINCIPAL_TAG, SOURCES
from iamlab.policy.conditions.operators import NULL, parse_operator
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, add
from iamlab.policy.json_places import Path

# "AWS global condition context keys", properties of the principal, without those that services alone have.
_OF_PRINCIPALS = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principaltype",
        "aws:userid",
        "aws:username",
    }
)
_NULL_CHECKS = frozenset({"aws:sourceaccount", "aws:sourcearn"})
_IS_SERVICE = "aws:PrincipalIsAWSService"


@dataclass(frozen=True, slots=True)
class _Companion:
    """A condition that has to stand beside another: what it is, and where a statement lacks it, why that is bad."""

    code: str
    operator: str
    key: str
    value: str
    why: str


_NO_SERVICE = _Companion(
    "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
    "BoolIfExists",
    _IS_SERVICE,
    "false",
    "AWS services that act for you have no such property, so this would shut them out",
)
_A_SERVICE = _Companion(
    "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
    "BoolIfExists",
    _IS_SERVICE,
    "true",
    "only requests of AWS services have this key, so this would shut out your users and roles",
)
_SOURCE_IS_KNOWN = _Companion(
    "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    NULL,
    "aws:SourceAccount",
    "false",
    "some requests of AWS services come without this key, and this would shut them out",
)


def check(draft: Draft, findings: Findings) -> None:
    """Note keys without the condition that has to stand beside them. An Allow cannot have conditions at all."""
    if draft.policy_type is not PolicyType.RCP:
        return
    for statement in draft.statements:
        if statement.effect == "Deny":
            _statement(statement, findings)


def _statement(statement: DraftStatement, findings: Findings) -> None:
    fixes: dict[str, Fix | None] = {}
    spared = {_flag(one) for one in statement.conditions if one.key.lower() == _IS_SERVICE.lower()}
    is_checked = any(
        one.base == NULL and one.key.lower() in _NULL_CHECKS and _flag(one) == "false" for one in statement.conditions
    )
    for condition in statement.conditions:
        key = condition.key.lower()
        if condition.base == NULL and _flag(condition) == "false":
            continue  # whoever has no such key is left alone
        if key in _OF_PRINCIPALS or key.startswith(PRINCIPAL_TAG):
            if "false" not in spared:
                _note(_NO_SERVICE, condition, _fix_of(_NO_SERVICE, statement, fixes), findings)
        elif key in SOURCES:
            if "true" not in spared:
                _note(_A_SERVICE, condition, _fix_of(_A_SERVICE, statement, fixes), findings)
            if not is_checked and condition.base != NULL:
                _note(_SOURCE_IS_KNOWN, condition, _fix_of(_SOURCE_IS_KNOWN, statement, fixes), findings)


def _flag(condition: DraftCondition) -> str:
    """The one value that a condition asks for, if it is a Boolean and not negated."""
    if condition.base not in ("Bool", NULL, "StringEquals", "StringEqualsIgnoreCase"):
        return ""
    values = {value.text.lower() for value in condition.values}
    return values.pop() if len(values) == 1 else ""


def _note(needed: _Companion, condition: DraftCondition, fix: Fix | None, findings: Findings) -> None:
    message = (
        f"Beside {shown(condition.key)}, add "
        f'"{needed.operator}": {{"{needed.key}": "{needed.value}"}} to the condition: {needed.why}.'
    )
    findings.add(needed.code, message, condition.path, at_key=True, fix=fix)


def _fix_of(needed: _Companion, statement: DraftStatement, known: dict[str, Fix | None]) -> Fix | None:
    """The fix, worked out once for a statement: a condition may be of any size."""
    if needed.code not in known:
        known[needed.code] = _fix(needed, statement)
    return known[needed.code]


def _fix(needed: _Companion, statement: DraftStatement) -> Fix | None:
    path: Path = (*statement.path, "Condition")
    block = statement.value.get("Condition")
    if not isinstance(block, dict):
        return None
    title = f"Add {needed.operator} on {needed.key}"
    wanted = parse_operator(needed.operator)
    same = [name for name in block if len(name) <= len(needed.operator) and parse_operator(name) == wanted]
    if not same:
        return add(title, (*path, needed.operator), {needed.key: needed.value})
    keys = block[same[0]]
    if not isinstance(keys, dict) or needed.key.lower() in {key.lower() for key in keys}:
        return None
    return add(title, (*path, same[0], needed.key), needed.value)
