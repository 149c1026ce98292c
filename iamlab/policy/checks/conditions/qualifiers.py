"""Checks: ForAllValues and ForAnyValue, where they are missing and where they do harm.

Source: "Set operators for multivalued context keys".
"""

from iamlab.catalog.condition_keys import find
from iamlab.policy.checks.conditions.fixes import MOST, without_qualifier
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.conditions.operators import NULL, Operator, Quantifier
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import rename

# AWS's reference calls these lists, and AWS compares them with StringEquals or ArnLike alone: in its own managed
# policies, in "Using IAM policy conditions for fine-grained access control" (EventBridge) and in "Example policies for
# AWS Data Pipeline" (a pipeline has one creator).
_COMPARED_AS_ONE = frozenset(
    {
        "datapipeline:pipelinecreator",
        "datapipeline:workergroup",
        "events:detail-type",
        "events:source",
        "events:targetarn",
    }
)

# What a token says of somebody, once ("IAM and AWS STS condition context keys"). Other claims of an identity provider
# may be lists; the audience has findings of its own.
_SINGLE_CLAIMS = frozenset(
    {
        "actor",
        "actor_id",
        "email",
        "enterprise_id",
        "environment",
        "job_workflow_ref",
        "ref",
        "repository",
        "repository_id",
        "sub",
        "workflow",
    }
)


def check(draft: Draft, findings: Findings) -> None:
    """Note keys with several values that are compared as if they had one, and the other way round."""
    for statement in draft.statements:
        seen: set[str] = set()  # the operator is what is wrong, however many keys are under it
        for condition in statement.conditions:
            operator = condition.operator
            if operator is None:
                continue
            if operator.base == NULL:
                if condition.operator_name not in seen:
                    seen.add(condition.operator_name)
                    _check_null(statement, condition, operator, findings)
            elif operator.quantifier is None:
                _check_missing(condition, operator, findings)
            elif operator.quantifier is Quantifier.ALL:
                _check_single(statement, condition, findings)


def _check_missing(condition: DraftCondition, operator: Operator, findings: Findings) -> None:
    key = find(condition.key)
    if key is None or not key.multivalued or condition.key.lower() in _COMPARED_AS_ONE:
        return
    message = (
        f"A request can hold several values for {shown(condition.key)}. Write ForAnyValue:{operator} if one of them "
        f"must match, or ForAllValues:{operator} if every one must."
    )
    findings.add("MISSING_QUALIFIER", message, condition.path, at_key=True)


def _check_single(statement: DraftStatement, condition: DraftCondition, findings: Findings) -> None:
    key = find(condition.key)
    if key is None or key.multivalued or not _is_known(condition.key.lower()):
        return
    message = (
        f"{shown(condition.key)} has one value at most, and ForAllValues is also true when a request has none. "
        "Remove ForAllValues:."
    )
    # In a Deny, the condition would be true for fewer requests: that would allow more than before.
    fix = without_qualifier(statement, condition) if statement.allows else None
    findings.add("FORALLVALUES_WITH_SINGLE_VALUED_KEY", message, condition.path, at_key=True, fix=fix)


def _is_known(key: str) -> bool:
    prefix, _, claim = key.partition(":")
    return "." not in prefix or claim in _SINGLE_CLAIMS


def _check_null(statement: DraftStatement, condition: DraftCondition, operator: Operator, findings: Findings) -> None:
    if operator.quantifier is None:
        return
    everything = operator.quantifier is Quantifier.ALL
    message = (
        f"{operator} is always {'true' if everything else 'false'}, whatever the request holds. "
        "Write Null alone to ask whether the key is there."
    )
    safe = everything == statement.allows and statement.effect is not None
    block = statement.value.get("Condition")
    alone = isinstance(block, dict) and len(block) <= MOST and NULL.lower() not in map(str.lower, block)
    fix = rename(f"Use {NULL}", condition.path[:-1], NULL) if safe and alone else None
    findings.add("NULL_WITH_QUALIFIER", message, condition.path[:-1], at_key=True, fix=fix)
