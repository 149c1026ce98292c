"""Filters of the Describe operations. AWS page: "Filter" (Amazon EC2 API Reference)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from iamlab.cloud.services.ec2.errors import invalid_value
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.ec2 import Ec2Resource
from iamlab.policy.patterns import compile_glob

Held = TypeVar("Held", bound=Ec2Resource)
# What a filter looks at in a resource: filter name -> the texts, of which one must match.
Fields = Mapping[str, Callable[[Any], Iterable[str]]]
_TAG = "tag:"


def filtered(call: Invocation, found: Iterable[Held], fields: Fields) -> list[Held]:
    """Those that every filter of the call lets through. Raises for a filter that the lab does not know."""
    kept = list(found)
    for asked in call.parameters.get("Filters") or ():
        name, patterns = str(asked.get("Name", "")), [compile_glob(one) for one in asked.get("Values") or ()]
        look = _look(name, fields)
        kept = [one for one in kept if any(glob.matches(text) for text in look(one) for glob in patterns)]
    return kept


def _look(name: str, fields: Fields) -> Callable[[Any], Iterable[str]]:
    if name.startswith(_TAG):
        key = name.removeprefix(_TAG)
        return lambda held: [held.tags[key]] if key in held.tags else []
    if name == "tag-key":
        return lambda held: held.tags
    if name not in fields:
        known = ", ".join([*fields, "tag:<key>", "tag-key"])
        raise invalid_value(f"The filter '{name}' is invalid. This lab knows: {known}.")
    return fields[name]
