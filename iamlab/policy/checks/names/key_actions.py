"""Checks: condition keys and the actions beside them.

A key of a service comes with the requests for some actions and with no others ("Service Authorization Reference").
Where an action stands beside a key that its requests never carry, the condition does not do what it says.
"""

from functools import lru_cache

from iamlab.catalog import actions, condition_keys, published_names
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.checks.names.action_patterns import LONGEST, covers, is_pattern
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, add, replace
from iamlab.policy.grammar import CONDITION_KEY
from iamlab.policy.json_places import Path

_NAMED = 5  # actions that a message lists
_MOST_COMPARISONS = 50_000  # of keys with actions, of one document

# "IAM and AWS STS condition context keys": to set such a value while a role is assumed takes a permission of its own.
_SETTERS = {
    "sts:sourceidentity": "sts:SetSourceIdentity",
    "sts:transitivetagkeys": "sts:TagSession",
    "aws:requesttag/${tagkey}": "sts:TagSession",
    "aws:tagkeys": "sts:TagSession",
}


def check(draft: Draft, findings: Findings) -> None:
    """Note keys that do not go with the actions of their statement."""
    left = _MOST_COMPARISONS
    settable = _settable(draft)
    for statement in draft.statements:
        if statement.not_action or not statement.actions:
            continue
        for condition in statement.conditions:
            left -= len(statement.actions)
            key = _key(condition)
            if key and left > 0:
                _check_unsupported(statement, condition, key, findings)
                _check_missing(statement, condition, key, settable, findings)


def _key(condition: DraftCondition) -> str | None:
    found = condition_keys.find(condition.key) if CONDITION_KEY.fullmatch(condition.key) else None
    return found.name if found else None


@lru_cache(maxsize=4096)
def _is_apart(key: str, action: str) -> bool:
    """Whether requests for an action never carry a key."""
    carriers = condition_keys.actions_of_key(key)
    known = actions.describe(action)
    if not carriers or known is None or known.name in carriers:
        return False
    return not _from_provider(key) or known.name.startswith("sts:")


def _from_provider(key: str) -> bool:
    """Whether an identity provider said it of a user. It goes with that user's requests to every other service."""
    prefix = key.partition(":")[0]
    return "." in prefix or prefix == "saml"


def _check_unsupported(statement: DraftStatement, condition: DraftCondition, key: str, findings: Findings) -> None:
    if condition.operator and condition.operator.if_exists:
        return  # made for such statements ("Using conditions", IfExists; "Amazon DynamoDB: specific attributes")
    names = tuple(one.text for one in statement.actions if len(one.text) <= LONGEST and not is_pattern(one.text))
    apart = list(dict.fromkeys(name for name in names if _is_apart(key, name)))
    if not apart or published_names.is_combination(key, names):
        return
    listed = ", ".join(shown(name) for name in apart[:_NAMED]) + (", ..." if len(apart) > _NAMED else "")
    message = (
        f"The key {shown(condition.key)} does not come with requests for {listed}, so the condition says nothing about "
        "them. Move these actions to a statement without this key."
    )
    findings.add("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", message, condition.path, at_key=True)


def _check_missing(
    statement: DraftStatement, condition: DraftCondition, key: str, settable: frozenset[str], findings: Findings
) -> None:
    needed = _setter(statement, key, settable) or _only_action(statement, key)
    if needed is None:
        return
    message = (
        f"The key {shown(condition.key)} needs the action {shown(needed)}, which this statement does not have. "
        "Add the action, or move the condition to the statement that has it."
    )
    element = (*statement.path, "Action")
    fix = _add_action(statement, element, needed) if needed in _SETTERS.values() and statement.allows else None
    findings.add("MISSING_ACTION_FOR_CONDITION_KEY", message, element, fix=fix)


def _settable(draft: Draft) -> frozenset[str]:
    """Which of the actions that allow setting values some statement allows."""
    allowing = [one for one in draft.statements if one.allows]
    return frozenset(needed for needed in set(_SETTERS.values()) if any(_has(one, needed) for one in allowing))


def _setter(statement: DraftStatement, key: str, settable: frozenset[str]) -> str | None:
    """The action that allows setting the key while a role is assumed, where no statement allows it."""
    needed = _SETTERS.get(key.lower())
    if needed is None or needed in settable or not statement.allows:
        return None
    if not all(one.text.lower().startswith("sts:") for one in statement.actions):
        return None
    if not any(one.text.lower().startswith("sts:assumerole") for one in statement.actions):
        return None
    return needed


def _only_action(statement: DraftStatement, key: str) -> str | None:
    """The one action that carries the key, where the statement does not have it."""
    carriers = condition_keys.actions_of_key(key)
    if len(carriers) != 1 or _from_provider(key):
        return None
    (needed,) = carriers
    return None if _has(statement, needed) else needed


def _has(statement: DraftStatement, action: str) -> bool:
    named = any(covers(one.text, action) for one in statement.actions)
    return not named if statement.not_action else named


def _add_action(statement: DraftStatement, element: Path, action: str) -> Fix:
    title, written = f"Add {action} to the actions", statement.value.get("Action")
    if isinstance(written, list):
        return add(title, (*element, len(written)), action)
    return replace(title, element, [written, action])
