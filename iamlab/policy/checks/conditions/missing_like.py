"""Checks: wildcards where none work ("IAM JSON policy elements: Condition operators", string operators)."""

from iamlab.catalog.condition_keys import KeyType, find
from iamlab.policy.checks.conditions.fixes import use_operator
from iamlab.policy.checks.conditions.patterns import has_wildcard
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement, Text
from iamlab.policy.conditions.operators import Operator
from iamlab.policy.findings import Findings, shown

# ArnEquals is not here: it understands wildcards as ArnLike does.
_LIKE = {
    "StringEquals": "StringLike",
    "StringNotEquals": "StringNotLike",
    "StringEqualsIgnoreCase": "StringLike",
    "StringNotEqualsIgnoreCase": "StringNotLike",
}

_LIKE_OF_ARNS = {name: like.replace("String", "Arn") for name, like in _LIKE.items()}


def check(draft: Draft, findings: Findings) -> None:
    """Note * and ? in values that are compared letter by letter."""
    for statement in draft.statements:
        for condition in statement.conditions:
            if condition.base not in _LIKE:
                continue
            for value in condition.values:
                if has_wildcard(value.text):
                    _report(statement, condition, value, findings)
                    break


def _report(statement: DraftStatement, condition: DraftCondition, value: Text, findings: Findings) -> None:
    operator = condition.operator
    if operator is None:
        return
    key = find(condition.key)
    table = _LIKE_OF_ARNS if key is not None and key.type is KeyType.ARN else _LIKE
    name = str(Operator(table[operator.base], operator.quantifier, operator.if_exists))
    message = (
        f"{operator.base} takes * and ? as ordinary characters, so {shown(value.text)} matches only that very text. "
        f"If you mean a wildcard, use {name}."
    )
    ignores_case = operator.base.endswith("IgnoreCase")  # there is no Like operator that does
    fix = None if ignores_case else use_operator(f"Use {name}", statement, condition, name)
    findings.add("WILDCARD_WITHOUT_LIKE_OPERATOR", message, value.path, fix=fix)
