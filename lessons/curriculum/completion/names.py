"""The names that AWS's services give: actions, resources, condition keys and their values."""

import re
from collections.abc import Iterable, Iterator

from iamlab.catalog import actions as catalog
from iamlab.catalog import condition_keys, regions, resource_types
from iamlab.catalog.condition_keys import ConditionKey, KeyType
from iamlab.policy.conditions.operators import NULL, parse_operator
from iamlab.policy.patterns import compile_glob
from lessons.curriculum.completion.suggestion import MOST, Suggestion

_MOST_ACTIONS = 40  # whose resources and keys are looked up
# Condition keys with few values ("AWS global condition context keys").
_VALUES = {
    "aws:principaltype": ("Account", "User", "FederatedUser", "AssumedRole", "Anonymous"),
}
_FILL_IN = re.compile(r"\$\{|<")  # where a part to fill in begins: aws:RequestTag/${TagKey}, s3:ExistingObjectTag/<key>
_ESCAPES = (
    Suggestion("${*}", "escape", "A star that is no wildcard."),
    Suggestion("${?}", "escape", "A question mark that is no wildcard."),
    Suggestion("${$}", "escape", "A dollar sign."),
)


def actions(prefix: str) -> list[Suggestion]:
    """The actions of the service that `prefix` names; the services, while it names none yet."""
    if ":" in prefix:
        found = catalog.starting_with(prefix, MOST)
        return [Suggestion(one.name, one.access_level, one.deed) for one in found]
    services = (service for service in catalog.services() if service.startswith(prefix.lower()))
    return [Suggestion(f"{service}:", "service") for service, _ in zip(services, range(MOST), strict=False)]


def resources(named: Iterable[str]) -> Iterator[Suggestion]:
    """`*`, and ARNs to fill in for the resource types of a statement's actions."""
    yield Suggestion("*", "everything", "Every resource.")
    formats: dict[str, list[str]] = {}
    for action in _expanded(named):
        for arn in resource_types.arn_formats(action):
            formats.setdefault(arn.replace("${Partition}", "aws"), []).append(action)
    for arn, takers in formats.items():
        others = f" and {len(takers) - 1} more" if len(takers) > 1 else ""
        yield Suggestion(arn, "resource", f"For {takers[0]}{others}. Put your own names in it, or *.")


def keys(named: Iterable[str], operator: str) -> list[Suggestion]:
    """The condition keys of a statement's actions and the global ones; first those that go with the operator."""
    own = {name for action in _expanded(named) for name in condition_keys.keys_of_action(action)}
    found = [key for key in map(condition_keys.find, sorted(own)) if key]
    found += [key for key in condition_keys.global_keys() if key.name.lower() not in own]
    return [
        Suggestion(_FILL_IN.split(key.name)[0] or key.name, _kind(key), key.description)
        for key in sorted(found, key=lambda key: not _fits(key, operator))
    ]


def values(key: str, operator: str) -> Iterator[Suggestion]:
    """The values of a key that has few."""
    parsed = parse_operator(operator)
    found = condition_keys.find(key)
    if (parsed and parsed.base in (NULL, "Bool")) or (found and found.type is KeyType.BOOL):
        yield from (Suggestion(value, "value") for value in ("true", "false"))
    elif regions.takes_region(key):
        yield from (Suggestion(value, "Region") for value in regions.regions("aws"))
    else:
        yield from (Suggestion(value, "value") for value in _VALUES.get(key.lower(), ()))


def variables() -> Iterator[Suggestion]:
    """Policy variables, with their braces: the keys that have one value, and the escapes."""
    for key in condition_keys.global_keys():
        if not key.multivalued:
            yield Suggestion(f"${{{key.name.replace('${TagKey}', 'TAG')}}}", "variable", key.description)
    yield from _ESCAPES


def _expanded(named: Iterable[str]) -> list[str]:
    """The actions that the patterns of a statement cover, as far as they are needed to know its resources and keys."""
    found: dict[str, None] = {}
    for pattern in named:
        if "*" not in pattern and "?" not in pattern:
            found[pattern] = None
        elif ":" in pattern:
            glob = compile_glob(pattern.lower())
            of_service = catalog.names(pattern.partition(":")[0])
            found.update(dict.fromkeys(name for name in of_service if glob.matches(name.lower())))
        if len(found) >= _MOST_ACTIONS:
            break
    return list(found)[:_MOST_ACTIONS]


def _kind(key: ConditionKey) -> str:
    return f"{key.type.value}, several values" if key.multivalued else key.type.value


def _fits(key: ConditionKey, operator: str) -> bool:
    parsed = parse_operator(operator)
    if parsed is None or parsed.base == NULL:
        return True
    if key.multivalued != (parsed.quantifier is not None):
        return False
    base = parsed.base.removeprefix("Not").lower()
    return base.startswith(key.type.value.lower()) or (key.type is KeyType.ARN and base.startswith("string"))
