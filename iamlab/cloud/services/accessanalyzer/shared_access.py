"""Which requests a resource's policy can be about: the actions on its kind of resource, in classes that the policy
treats alike, and the resource's parts that the policy tells apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iamlab.analysis import samples
from iamlab.catalog import actions as known_actions
from iamlab.catalog import resource_types
from iamlab.policy import Policy
from iamlab.policy.arns import parse_arn
from iamlab.policy.patterns import compile_glob

# Who comes with a provider's token assumes a role with that; everybody else signs AssumeRole.
_BY_TOKEN = frozenset({"sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"})
_BY_SIGNATURE = frozenset({"sts:AssumeRole", "sts:SetContext"})
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Actions that are alike, `action` for all of them. `not_for` are the kinds of principals that cannot call them."""

    action: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    not_for: frozenset[str]


def classes(policy: Policy, resource: str) -> list[Asked]:
    """The classes of actions that the policy's Allow statements may grant on the resource or its parts."""
    patterns = [compile_glob(name.lower()) for name in _patterns(policy)]
    granting = [compile_glob(name.lower()) for name in _granting(policy)]
    parts = _parts(policy, resource)
    found: dict[tuple[tuple[bool, ...], tuple[str, ...], frozenset[str]], list[str]] = {}
    for action in _actions(resource):
        lowered = action.lower()
        on = tuple(part for part in parts if resource_types.is_resource_of(action, part))
        if on and any(glob.matches(lowered) for glob in granting):
            alike = tuple(glob.matches(lowered) for glob in patterns)
            found.setdefault((alike, on, _not_for(action)), []).append(action)
    return [Asked(names[0], tuple(names), on, not_for) for (_, on, not_for), names in found.items()]


def _actions(resource: str) -> Sequence[str]:
    arn = parse_arn(resource)
    service = arn.service if arn else ""
    return known_actions.names("sts" if service == "iam" else service)


def _not_for(action: str) -> frozenset[str]:
    if action in _BY_TOKEN:
        return frozenset({"AWS", "CanonicalUser"})
    return frozenset({"Federated"}) if action in _BY_SIGNATURE else frozenset()


def _parts(policy: Policy, resource: str) -> list[str]:
    """The resource itself, something in it, and what the policy names of it."""
    arn = parse_arn(resource)
    drafts = samples.drafts((policy,)).get(arn.service, []) if arn else []
    own = [draft for draft in drafts if draft.startswith(f"{resource}/")]
    return list(dict.fromkeys([resource, f"{resource}/another", *own]))[:_MOST_PARTS]


def _patterns(policy: Policy) -> Iterator[str]:
    for statement in policy.statements:
        yield from statement.actions or statement.not_actions or ()


def _granting(policy: Policy) -> Iterator[str]:
    for statement in policy.statements:
        if statement.effect == "Allow":
            yield from statement.actions or ("*",)
