"""Checks: aws:ResourceTag with actions whose requests do not carry the tags of their resource.

Source: "IAM policy validation check reference", the four checks of unsupported tag condition keys.
"""

from functools import lru_cache

from iamlab.catalog import actions
from iamlab.catalog.condition_keys import keys_of_action
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.checks.names.action_patterns import LONGEST, is_pattern, matching
from iamlab.policy.conditions.operators import NULL, Quantifier
from iamlab.policy.findings import Findings, shown

_KEY = "aws:resourcetag/${tagkey}"
_PREFIX = "aws:resourcetag/"
_NAMED = 5  # actions that a message lists
_MOST_ACTIONS = 500  # looked at in one document


def check(draft: Draft, findings: Findings) -> None:
    """Note conditions on the tags of resources that cannot work for all actions of their statement."""
    left = _MOST_ACTIONS
    for statement in draft.statements:
        tags = [one for one in statement.conditions if one.key.lower().startswith(_PREFIX) and one.key[len(_PREFIX) :]]
        if not tags or statement.effect is None:
            continue
        if statement.not_action:
            _add_not_action(statement, tags[0], findings)
            continue
        demanding = next((one for one in tags if _demands(one)), None)
        texts = [one.text for one in statement.actions if len(one.text) <= LONGEST][: max(left, 0)]
        left -= len(texts)
        apart = list(dict.fromkeys(text for text in texts if _has_no_tags(text.lower()))) if demanding else []
        if demanding and apart:
            _add(statement, demanding, apart, findings)


def _demands(condition: DraftCondition) -> bool:
    """Whether a request without the tag never meets the condition: only then does it decide for such actions."""
    operator = condition.operator
    if operator is None or operator.if_exists or operator.quantifier is Quantifier.ALL:
        return False
    if operator.base == NULL:
        return bool(condition.values) and all(one.text == "false" for one in condition.values)
    return "Not" not in operator.base or operator.quantifier is Quantifier.ANY


@lru_cache(maxsize=4096)
def _has_no_tags(action: str) -> bool:
    """Whether an action, or every action that a pattern matches, comes without the tags of its resource."""
    if action in ("*", "*:*") or ":" not in action:
        return False
    names = matching(action) if is_pattern(action) else (action,) if actions.describe(action) else ()
    return bool(names) and not any(_KEY in keys_of_action(name) for name in names)


def _add(statement: DraftStatement, condition: DraftCondition, apart: list[str], findings: Findings) -> None:
    services = ", ".join(shown(one) for one in dict.fromkeys(name.partition(":")[0].lower() for name in apart))
    listed = ", ".join(shown(one) for one in apart[:_NAMED]) + (", ..." if len(apart) > _NAMED else "")
    effect = "allow" if statement.allows else "deny"
    message = (
        f"Requests for {listed} ({services}) do not carry {shown(condition.key)}. The condition never holds for them, "
        f"so this statement does not {effect} them. Move them to a statement that names their resources instead."
    )
    code = f"{effect.upper()}_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"
    findings.add(code, message, condition.path, at_key=True)


def _add_not_action(statement: DraftStatement, condition: DraftCondition, findings: Findings) -> None:
    effect = "allow" if statement.allows else "deny"
    message = (
        f"NotAction reaches many actions whose requests do not carry {shown(condition.key)}, and for them the "
        f"condition looks at no tag. List the actions that you want to {effect} in an Action element."
    )
    code = f"{effect.upper()}_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"
    findings.add(code, message, condition.path, at_key=True)
