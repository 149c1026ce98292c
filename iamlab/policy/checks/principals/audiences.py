"""Checks: set operators on the audience of a token ("Single-valued vs. multivalued context keys")."""

from iamlab.policy.checks.conditions.fixes import without_qualifier
from iamlab.policy.checks.draft import Draft
from iamlab.policy.conditions.operators import Quantifier
from iamlab.policy.findings import Findings, shown

# "IAM and AWS STS condition context keys": the claim that names whom a token is for.
_AUDIENCE = "aud"
_BUILT_IN = frozenset({"accounts.google.com:oaud", "graph.facebook.com:app_id", "www.amazon.com:app_id"})


def check(draft: Draft, findings: Findings) -> None:
    """Note ForAnyValue and ForAllValues on the audience of an OIDC provider's token."""
    for statement in draft.statements:
        for condition in statement.conditions:
            quantifier = condition.operator.quantifier if condition.operator else None
            if quantifier is None or not _is_audience(condition.key):
                continue
            fix = without_qualifier(statement, condition)
            if quantifier is Quantifier.ANY:
                message = (
                    f"{shown(condition.key)} has one value, and ForAnyValue is for keys with several. "
                    "Remove ForAnyValue: from the operator."
                )
                findings.add("FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", message, condition.path, at_key=True, fix=fix)
            message = (
                f"{shown(condition.key)} is the audience: the application that the token is for. A token usually "
                f"names one, and then the operator is written without {quantifier}. Find out whether tokens of this "
                "provider can name several."
            )
            findings.add("CONFIRM_AUDIENCE_CLAIM_TYPE", message, condition.path, at_key=True, fix=fix)


def _is_audience(key: str) -> bool:
    prefix, _, claim = key.lower().rpartition(":")
    return ("." in prefix and claim == _AUDIENCE) or key.lower() in _BUILT_IN
