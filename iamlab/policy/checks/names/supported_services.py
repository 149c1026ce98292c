"""Checks: global condition keys that only some services give ("AWS global condition context keys", availability)."""

from iamlab.catalog.vpc_endpoint_keys import SERVICES, UNSUPPORTED_ACTIONS
from iamlab.policy.checks.draft import Draft, DraftStatement, Text
from iamlab.policy.checks.names.action_patterns import covers
from iamlab.policy.findings import Findings, shown

_NAMED = 5  # services that a message lists
_ARN_SERVICE = 2


def check(draft: Draft, findings: Findings) -> None:
    """Note keys about VPC endpoints in statements that reach services which do not give these keys."""
    for statement in draft.statements:
        keys = [one for one in statement.conditions if one.key.lower() in SERVICES]
        for condition in keys[:_NAMED]:
            outside = _outside(statement, SERVICES[condition.key.lower()])
            if outside:
                message = (
                    f"Only some services give the key {shown(condition.key)}. This statement also speaks of {outside}, "
                    "which may be allowed or denied against your intention. Name only actions of services that have it."
                )
                path = condition.path
                findings.add("USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES", message, path, at_key=True)


def _outside(statement: DraftStatement, supported: frozenset[str]) -> str:
    """What the statement reaches beyond the services that have the key, as words; "" where it is scoped to them."""
    if statement.not_action:
        return "" if _names_supported(statement, supported) else "everything that its NotAction leaves over"
    found = dict.fromkeys(filter(None, (_unsupported(one, supported) for one in statement.actions)))
    if "*" in found:
        return "" if _names_supported(statement, supported) else "all services"
    named = list(found)
    return ", ".join(shown(one) for one in named[:_NAMED]) + (", ..." if len(named) > _NAMED else "")


def _unsupported(action: Text, supported: frozenset[str]) -> str:
    service = action.text.partition(":")[0].lower()
    if service == "*":
        return "*"
    if service not in supported:
        return service
    return next((one for one in UNSUPPORTED_ACTIONS if covers(action.text, one)), "")


def _names_supported(statement: DraftStatement, supported: frozenset[str]) -> bool:
    """Whether every resource of the statement belongs to a service that has the key."""
    if statement.not_resource or not statement.resources:
        return False
    fields = (one.text.split(":", _ARN_SERVICE + 1) for one in statement.resources)
    return all(len(parts) > _ARN_SERVICE and parts[_ARN_SERVICE] in supported for parts in fields)
