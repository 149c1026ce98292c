"""Checks: conditions about MFA that say nothing of long-term access keys.

A request with such keys has neither aws:MultiFactorAuthPresent nor aws:MultiFactorAuthAge ("AWS global condition
context keys"). So a Deny must match without the key, and an Allow must not.
"""

from iamlab.policy.checks.conditions.fixes import use_operator
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.conditions import strings
from iamlab.policy.conditions.operators import COMPARISONS, NULL, Operator, Quantifier
from iamlab.policy.findings import Findings
from iamlab.policy.fixes import Fix

_CODE = "MFA_CONDITION_SKIPPED_BY_ACCESS_KEYS"
_PRESENT, _AGE = "aws:multifactorauthpresent", "aws:multifactorauthage"
_KEYS = frozenset({_PRESENT, _AGE})
_Entries = tuple[bool, frozenset[str]]  # whether they are those of a Not element, and the texts
_ALL = (False, frozenset({"*"}))

_OF_TRUTH = frozenset({"Bool", *strings.OPERATORS})  # operators that can tell true from false
_STRICT = {_PRESENT: "Use Bool, without IfExists.", _AGE: "Use an operator without IfExists."}
_OLDER = ("NumericGreaterThan", "NumericGreaterThanEquals")
_YOUNGER = ("NumericLessThan", "NumericLessThanEquals")


def check(draft: Draft, findings: Findings) -> None:
    """Note the statements that mean to demand MFA and do not demand it of access keys."""
    stopped = {(_actions(one), _resources(one)) for one in draft.statements if _stops_keys(one)}
    for statement in draft.statements:
        conditions = [one for one in statement.conditions if one.key.lower() in _KEYS and one.operator]
        if statement.allows:
            _review_allow(statement, conditions, findings)
        elif statement.effect == "Deny" and not stopped & _stoppers(statement):
            _review_deny(statement, conditions, findings)


def _review_allow(statement: DraftStatement, conditions: list[DraftCondition], findings: Findings) -> None:
    if not all(map(_matches_without_key, conditions)):
        return
    for condition in filter(_is_with_mfa, conditions):
        findings.add(
            _CODE,
            f"This Allow also matches where {condition.key} is not in the request, and requests with long-term access "
            f"keys never have it: they get in without MFA. {_STRICT[condition.key.lower()]}",
            condition.path,
            at_key=True,
            fix=_mended(statement, condition, condition.base) if not COMPARISONS[condition.base].negated else None,
        )


def _review_deny(statement: DraftStatement, conditions: list[DraftCondition], findings: Findings) -> None:
    for condition in conditions:
        if not _is_without_mfa(condition) or _matches_without_key(condition):
            continue
        better = str(Operator(condition.base, if_exists=True))
        findings.add(
            _CODE,
            f"This Deny matches only where {condition.key} is in the request, and requests with long-term access keys "
            f"never have it: they are not denied. Use {better}.",
            condition.path,
            at_key=True,
            fix=_mended(statement, condition, better),
        )


def _mended(statement: DraftStatement, condition: DraftCondition, operator: str) -> Fix | None:
    return use_operator(f"Use {operator}", statement, condition, operator)


def _matches_without_key(condition: DraftCondition) -> bool:
    """Whether a condition is true for a request that has no such key ("Condition operators", IfExists and Null)."""
    operator = condition.operator
    if operator is None:
        return False
    if operator.base == NULL:
        return _has(condition, "true")
    if operator.if_exists or operator.quantifier is Quantifier.ALL:
        return True
    return operator.quantifier is None and COMPARISONS[operator.base].negated


def _is_with_mfa(condition: DraftCondition) -> bool:
    """Whether a condition asks for MFA: for the key to be true, or for a young sign-in."""
    if condition.key.lower() == _AGE:
        return condition.base in _YOUNGER
    return _truth(condition) is True


def _is_without_mfa(condition: DraftCondition) -> bool:
    """Whether a condition asks for a lack of MFA, or for a sign-in that is too old."""
    if condition.key.lower() == _AGE:
        return condition.base in _OLDER
    return _truth(condition) is False


def _truth(condition: DraftCondition) -> bool | None:
    """The value of aws:MultiFactorAuthPresent that a condition matches; None where it matches both or neither."""
    true, false = _has(condition, "true"), _has(condition, "false")
    if condition.base not in _OF_TRUTH or true == false:
        return None
    return true is not COMPARISONS[condition.base].negated


def _has(condition: DraftCondition, value: str) -> bool:
    return any(one.text.lower() == value for one in condition.values)


def _stops_keys(statement: DraftStatement) -> bool:
    """Whether a statement denies requests without the keys, on no other condition."""
    conditions = statement.conditions
    return (
        statement.effect == "Deny"
        and bool(conditions)
        and all(one.key.lower() in _KEYS and _matches_without_key(one) for one in conditions)
    )


def _stoppers(statement: DraftStatement) -> set[tuple[_Entries, _Entries]]:
    """Actions and resources of which one Deny without the keys does all that the statement leaves out."""
    resources = _resources(statement)
    return {(actions, where) for actions in (_actions(statement), _ALL) for where in (resources, _ALL)}


def _actions(statement: DraftStatement) -> _Entries:
    return statement.not_action, frozenset(one.text.lower() for one in statement.actions)


def _resources(statement: DraftStatement) -> _Entries:
    names = frozenset(one.text for one in statement.resources) or frozenset({"*"})
    return _ALL if "*" in names and not statement.not_resource else (statement.not_resource, names)
