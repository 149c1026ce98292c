"""What identity policies grant, looked at by action alone. AWS page: "Refine permissions in AWS using last accessed
information": resources and conditions make no difference to whether a service counts as allowed."""

from collections.abc import Sequence
from functools import lru_cache

from iamlab.catalog import actions
from iamlab.evaluator import CompiledPolicy

_EVERYTHING = ("*",)


def services(policies: Sequence[CompiledPolicy]) -> list[str]:
    """The prefixes of the services of which some action is granted, sorted."""
    return list(_services(tuple(policies)))


def of_service(policies: Sequence[CompiledPolicy], service: str) -> list[str]:
    """The granted actions of one service, sorted."""
    return [action for action in actions.names(service) if _grants(policies, action)]


@lru_cache(maxsize=512)
def _services(policies: tuple[CompiledPolicy, ...]) -> tuple[str, ...]:
    possible = _possible(policies)
    return tuple(
        service
        for service in actions.services()
        if ("*" in possible or service in possible)
        and any(_grants(policies, action) for action in actions.names(service))
    )


def _possible(policies: tuple[CompiledPolicy, ...]) -> set[str]:
    """The only services that can be granted, `*` for all: most policies speak of a few."""
    allowing = (one for policy in policies for one in policy.source.statements if one.effect == "Allow")
    return {name.lower().partition(":")[0] for one in allowing for name in one.actions or _EVERYTHING}


def _grants(policies: Sequence[CompiledPolicy], action: str) -> bool:
    """Whether a statement allows the action, on whatever, and none denies it outright."""
    statements = [statement for policy in policies for statement in policy.about(action.lower())]
    denied = any(
        not one.allows and not one.source.conditions and one.source.resources == _EVERYTHING for one in statements
    )
    return not denied and any(one.allows for one in statements)
