"""Which resources an action works on, and which ARN formats a Resource value can name.

Formats stand for the resource types of the "Service Authorization Reference"; here they go by their text.
"""

from dataclasses import dataclass
from functools import lru_cache

from iamlab.catalog import actions, arn_formats
from iamlab.catalog.more_arn_formats import ACTIONS_UNKNOWN, AS_WRITTEN
from iamlab.policy.arns import request_arn
from iamlab.policy.checks.arns.fields import agrees, complaints
from iamlab.policy.checks.arns.pattern import could_name, read_pattern
from iamlab.policy.checks.names.action_patterns import LONGEST, is_pattern, matching


@dataclass(frozen=True, slots=True)
class ActionReach:
    """What the actions work on that one Action value means. `everywhere` ones cannot be limited to resources.

    Without `known`, nothing can be said: the value means no known action, or actions of every service.
    """

    known: bool
    formats: frozenset[str] = frozenset()
    everywhere: frozenset[str] = frozenset()


_UNKNOWN = ActionReach(known=False)


@lru_cache(maxsize=4096)
def of_action(text: str) -> ActionReach:
    """What an Action value can reach."""
    service, _, name = text.lower().partition(":")
    if len(text) > LONGEST or not name or is_pattern(service):
        return _UNKNOWN
    found = [actions.describe(one) for one in (matching(text.lower()) if is_pattern(name) else (text,))]
    names = [action.name for action in found if action]
    if not names:
        return _UNKNOWN
    by_name = {one: arn_formats.of_action(one) for one in names}
    return ActionReach(
        known=True,
        formats=frozenset(format.text for formats in by_name.values() for format in formats),
        everywhere=frozenset(one.lower() for one, formats in by_name.items() if not formats),
    )


@lru_cache(maxsize=4096)
def of_resource(text: str) -> frozenset[str] | None:
    """The formats that a Resource value can name; None where it names those of every service, or nothing is known."""
    pattern = read_pattern(text)
    if pattern is None or text in AS_WRITTEN or complaints(pattern):
        return None
    service = pattern.field("service").literal
    if service is None:
        return None
    found = frozenset(
        one.text
        for one in (*arn_formats.of_service(service), *arn_formats.of_any_service())
        if agrees(pattern.field("region"), one.region)
        and agrees(pattern.field("account"), one.account)
        and could_name(pattern.field("resource"), one.resource)
    )
    return None if found <= ACTIONS_UNKNOWN else found


@lru_cache(maxsize=4096)
def works_without_types(text: str, everywhere: frozenset[str]) -> bool:
    """Whether a Resource value that is not `*` works all the same for one of the actions without resource types."""
    arns = [arn for action in everywhere if (arn := request_arn(action, "*")) != "*"]
    pattern = read_pattern(text) if arns else None
    return pattern is not None and any(map(pattern.matches, arns))
