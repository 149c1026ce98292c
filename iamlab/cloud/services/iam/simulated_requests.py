"""The requests of a simulation: each action on each resource, in one context.

AWS pages: "SimulateCustomPolicy" (ResourceArns, ResourceOwner, ResourceHandlingOption), "ContextEntry".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation
from iamlab.evaluator import Request, RequestError
from iamlab.policy.conditions.dates import seconds
from iamlab.policy.conditions.numbers import number

MOST = 500  # requests of one simulation

_OWNER = re.compile(r"(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?", re.ASCII)
_KINDS = ("instance", "image", "security-group", "network-interface", "subnet", "volume")
_EC2 = ("instance", "image", "security-group", "network-interface")
# What has to be among the resources of each scenario.
_SCENARIOS: Mapping[str, Sequence[str]] = {
    "EC2-VPC-InstanceStore": _EC2,
    "EC2-VPC-InstanceStore-Subnet": (*_EC2, "subnet"),
    "EC2-VPC-EBS": (*_EC2, "volume"),
    "EC2-VPC-EBS-Subnet": (*_EC2, "subnet", "volume"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One action on all resources. `given` are the condition keys of the call, in lower case."""

    requests: Sequence[Request]
    given: frozenset[str]


def asked(call: Invocation, caller: str) -> list[Asked]:
    """The requests, by action. Raises ServiceError InvalidInput for what cannot be asked."""
    actions = [str(one) for one in call.parameters["ActionNames"]]
    resources = [str(one) for one in call.parameters.get("ResourceArns", [])] or ["*"]
    if len(actions) * len(resources) > MOST:
        raise ServiceError(
            "InvalidInput", f"This lab simulates at most {MOST} combinations of actions and resources in one call."
        )
    _check_scenario(call.text("ResourceHandlingOption"), resources)
    owner, context = _owner(call), _context(call)
    given = frozenset(key.lower() for key in context)
    try:
        return [
            Asked([Request(caller, action, one, _account(one, owner), context) for one in resources], given)
            for action in actions
        ]
    except RequestError as error:
        raise ServiceError("InvalidInput", f"Invalid input: {error}") from None


def _account(resource: str, owner: str | None) -> str | None:
    """The given owner is that of resources whose ARN names none."""
    fields = resource.split(":")
    return None if len(fields) > 4 and fields[4] else owner


def _owner(call: Invocation) -> str | None:
    text = call.text("ResourceOwner")
    if not text:
        return None
    found = _OWNER.fullmatch(text)
    if found is None:
        raise ServiceError("InvalidInput", f"Invalid resource owner: {text[:200]}")
    return found[1]


def _check_scenario(option: str, resources: Sequence[str]) -> None:
    if not option:
        return
    if option not in _SCENARIOS:
        known = ", ".join(_SCENARIOS)
        raise ServiceError("InvalidInput", f"Invalid resource handling option: {option[:100]}. Valid are {known}.")
    there = {kind for kind in _KINDS if any(f":{kind}/" in one for one in resources)}
    missing = [kind for kind in _SCENARIOS[option] if kind not in there]
    if missing:
        raise ServiceError(
            "InvalidInput", f"The scenario {option} needs these among the resources, too: {', '.join(missing)}."
        )


def _context(call: Invocation) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in call.parameters.get("ContextEntries", []):
        name, kind = str(entry.get("ContextKeyName", "")), str(entry.get("ContextKeyType", "string"))
        values = [str(value) for value in entry.get("ContextKeyValues", [])]
        if not name or not values:
            raise ServiceError("InvalidInput", "A context entry needs ContextKeyName and ContextKeyValues.")
        if len(values) > 1 and not kind.endswith("List"):
            raise ServiceError("InvalidInput", f"The context key {name} has several values: its type is {kind}List.")
        for value in values:
            if not _TYPES[kind.removesuffix("List")](value):
                raise ServiceError("InvalidInput", f"Invalid value for the context key {name}, which is {kind}.")
        found[name] = values
    return found


def _is_address(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True


_BASE64 = re.compile(r"[A-Za-z0-9+/=]*", re.ASCII)
_TYPES: Mapping[str, Callable[[str], bool]] = {
    "string": lambda value: True,
    "binary": lambda value: _BASE64.fullmatch(value) is not None,
    "boolean": lambda value: value.lower() in ("true", "false"),
    "numeric": lambda value: number(value) is not None,
    "ip": _is_address,
    "date": lambda value: seconds(value) is not None,
}
