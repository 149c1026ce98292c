"""Checks: attributes of DynamoDB items that a read returns without being asked.

Source: "Using IAM policy conditions for fine-grained access control" (Amazon DynamoDB Developer Guide).
"""

from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.checks.names.action_patterns import covers
from iamlab.policy.conditions.operators import NULL
from iamlab.policy.findings import Findings

_ATTRIBUTES, _SELECT, _SPECIFIC = "dynamodb:attributes", "dynamodb:select", "SPECIFIC_ATTRIBUTES"
_READS = ("dynamodb:getitem", "dynamodb:batchgetitem", "dynamodb:query", "dynamodb:scan", "dynamodb:partiqlselect")
_EQUAL = ("StringEquals", "StringEqualsIgnoreCase", "StringLike")


def check(draft: Draft, findings: Findings) -> None:
    """Note statements that limit the attributes but not what a read selects."""
    for statement in draft.statements:
        if not statement.allows:
            continue
        limits = [one for one in statement.conditions if one.key.lower() == _ATTRIBUTES and one.base != NULL]
        if limits and not any(map(_selects, statement.conditions)) and _reads(statement):
            message = (
                "A read that names no attributes returns all of them, whatever dynamodb:Attributes says here. "
                'Add {"StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}} to this Condition.'
            )
            findings.add("DYNAMODB_ATTRIBUTES_WITHOUT_SELECT", message, limits[0].path, at_key=True)


def _selects(condition: DraftCondition) -> bool:
    return (
        condition.key.lower() == _SELECT
        and condition.base in _EQUAL
        and bool(condition.values)
        and all(value.text == _SPECIFIC for value in condition.values)
    )


def _reads(statement: DraftStatement) -> bool:
    if statement.not_action:
        return True
    return any(covers(action.text, read) for action in statement.actions for read in _READS)
