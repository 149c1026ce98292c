"""CloudFormation's intrinsic functions, resolved while the resources are made.

AWS pages: "Intrinsic function reference", "Condition functions", "Pseudo parameters reference".
"""

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any

from iamlab.cloud.template.errors import TemplateError

_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]*)\}")
_MAX_DEPTH = 120  # levels of nesting, those of the resources that are made on the way included
_ZONES = "abc"
NO_VALUE = object()  # what `AWS::NoValue` is: the property or the item is left out

# (logical id, attribute; "" for Ref, path) -> value; raises TemplateError for what does not exist
Attribute = Callable[[str, str, str], Any]


class Resolver:
    """Replaces intrinsic functions by their values.

    `values` are the pseudo parameters and the parameters; `attribute` knows what a resource's Ref and attributes are.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        attribute: Attribute,
        conditions: Mapping[str, Any],
        mappings: Mapping[str, Any],
    ) -> None:
        self.values, self.attribute = values, attribute
        self.conditions, self.mappings = conditions, mappings
        self._depth = 0
        self._open: list[str] = []

    def resolve(self, value: Any, path: str) -> Any:
        """Return `value` with every function in it replaced; raises TemplateError, naming the place."""
        if self._depth >= _MAX_DEPTH:
            raise TemplateError(path, f"Values and references are nested more than {_MAX_DEPTH} levels deep.")
        self._depth += 1
        try:
            return self._resolved(value, path)
        finally:
            self._depth -= 1

    def _resolved(self, value: Any, path: str) -> Any:
        if isinstance(value, list):
            found = [self.resolve(item, f"{path}[{place}]") for place, item in enumerate(value)]
            return [item for item in found if item is not NO_VALUE]
        if not isinstance(value, Mapping):
            return value
        name = next(iter(value)) if len(value) == 1 else ""
        if name == "Ref":
            return self._ref(value[name], f"{path}.{name}")
        if name in FUNCTIONS:
            return FUNCTIONS[name](self, value[name], f"{path}.{name}")
        if isinstance(name, str) and name.startswith("Fn::"):
            raise TemplateError(path, f"{name} is not supported. Use one of: Ref, {', '.join(FUNCTIONS)}.")
        kept = {key: self.resolve(item, f"{path}.{key}") for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not NO_VALUE}

    def named(self, name: str, path: str) -> Any:
        """Return what `${name}` stands for: a parameter, a resource, or an attribute of one."""
        if name in self.values:
            return self.values[name]
        logical_id, _, attribute = name.partition(".")
        return self.attribute(logical_id, attribute, path)

    def holds(self, name: Any, path: str) -> bool:
        """Whether one of the template's conditions is true."""
        if not isinstance(name, str) or name not in self.conditions:
            known = ", ".join(self.conditions) or "none"
            raise TemplateError(path, f"There is no condition called {name!r}. The template has: {known}.")
        if name in self._open:
            raise TemplateError(path, f"The condition {name} depends on itself.")
        self._open.append(name)
        try:
            return self.judged(self.conditions[name], f"Conditions.{name}")
        finally:
            self._open.pop()

    def judged(self, value: Any, path: str) -> bool:
        """Return what a condition function says."""
        name = next(iter(value)) if isinstance(value, Mapping) and len(value) == 1 else None
        if name == "Condition":
            return self.holds(value[name], path)
        if name in CONDITIONS:
            if self._depth >= _MAX_DEPTH:
                raise TemplateError(path, f"Conditions are nested more than {_MAX_DEPTH} levels deep.")
            self._depth += 1
            try:
                return CONDITIONS[name](self, value[name], f"{path}.{name}")
            finally:
                self._depth -= 1
        raise TemplateError(path, f"A condition is one of Condition, {', '.join(CONDITIONS)}.")

    def _ref(self, argument: Any, path: str) -> Any:
        if argument == "AWS::NoValue":
            return NO_VALUE
        if not isinstance(argument, str):
            raise TemplateError(path, "Ref takes the logical id of a resource or a parameter's name.")
        if argument in self.values:
            return self.values[argument]
        return self.attribute(argument, "", path)


def _get_att(resolver: Resolver, argument: Any, path: str) -> Any:
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    if not (isinstance(parts, list) and len(parts) == 2 and isinstance(parts[0], str)):
        raise TemplateError(path, "Fn::GetAtt takes a logical id and an attribute, such as `Reports.Arn`.")
    return resolver.attribute(parts[0], str(resolver.resolve(parts[1], path)), path)


def _join(resolver: Resolver, argument: Any, path: str) -> str:
    delimiter, values = _two(resolver, argument, path, "a delimiter and a list of values")
    if not isinstance(values, list):
        raise TemplateError(path, "Fn::Join takes a delimiter and a list of values.")
    return str(delimiter).join(str(part) for part in values)


def _sub(resolver: Resolver, argument: Any, path: str) -> str:
    text, own = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    if not (isinstance(text, str) and isinstance(own, Mapping)):
        raise TemplateError(path, "Fn::Sub takes a text, or a list of a text and a mapping of values.")
    given = {key: resolver.resolve(value, f"{path}.{key}") for key, value in own.items()}

    def replaced(found: re.Match[str]) -> str:
        literal, name = found.groups()
        if literal:  # ${!name} stays ${name}, which is how a template writes a policy variable
            return f"${{{name}}}"
        return str(given[name] if name in given else resolver.named(name.strip(), path))

    return _PLACEHOLDER.sub(replaced, text)


def _select(resolver: Resolver, argument: Any, path: str) -> Any:
    place, values = _two(resolver, argument, path, "an index and a list of values")
    if not (str(place).isascii() and str(place).isdigit() and len(str(place)) <= 4 and isinstance(values, list)):
        raise TemplateError(path, "Fn::Select takes an index and a list of values.")
    if int(place) >= len(values):
        raise TemplateError(path, f"Fn::Select cannot select item {place} of a list of {len(values)}.")
    return values[int(place)]


def _split(resolver: Resolver, argument: Any, path: str) -> list[str]:
    delimiter, text = _two(resolver, argument, path, "a delimiter and a text")
    if not (isinstance(delimiter, str) and delimiter and isinstance(text, str)):
        raise TemplateError(path, "Fn::Split takes a delimiter and a text.")
    return text.split(delimiter)


def _if(resolver: Resolver, argument: Any, path: str) -> Any:
    if not (isinstance(argument, list) and len(argument) == 3):
        raise TemplateError(path, "Fn::If takes a condition's name and two values.")
    return resolver.resolve(argument[1 if resolver.holds(argument[0], path) else 2], path)


def _find_in_map(resolver: Resolver, argument: Any, path: str) -> Any:
    keys = resolver.resolve(argument, path)
    if not (isinstance(keys, list) and len(keys) == 3 and all(isinstance(key, str) for key in keys)):
        raise TemplateError(path, "Fn::FindInMap takes the name of a mapping and two keys.")
    found: Any = resolver.mappings
    for key in keys:
        if not isinstance(found, Mapping) or key not in found:
            raise TemplateError(path, f"The template's Mappings have no `{'.'.join(keys)}`.")
        found = found[key]
    return found


def _base64(resolver: Resolver, argument: Any, path: str) -> str:
    return base64.b64encode(str(resolver.resolve(argument, path)).encode()).decode()


def _zones(resolver: Resolver, argument: Any, path: str) -> list[str]:
    region = resolver.resolve(argument, path) or resolver.values["AWS::Region"]
    return [f"{region}{letter}" for letter in _ZONES]


def _two(resolver: Resolver, argument: Any, path: str, what: str) -> tuple[Any, Any]:
    """Return the two arguments of a function, resolved."""
    if not (isinstance(argument, list) and len(argument) == 2):
        raise TemplateError(path, f"{path.rpartition('.')[2]} takes {what}.")
    return resolver.resolve(argument[0], path), resolver.resolve(argument[1], path)


def _equals(resolver: Resolver, argument: Any, path: str) -> bool:
    one, other = _two(resolver, argument, path, "two values")
    return str(one) == str(other)


def _not(resolver: Resolver, argument: Any, path: str) -> bool:
    return not _all_of(resolver, argument, path)[0]


def _and(resolver: Resolver, argument: Any, path: str) -> bool:
    return all(_all_of(resolver, argument, path))


def _or(resolver: Resolver, argument: Any, path: str) -> bool:
    return any(_all_of(resolver, argument, path))


def _all_of(resolver: Resolver, argument: Any, path: str) -> list[bool]:
    if not (isinstance(argument, list) and argument):
        raise TemplateError(path, f"{path.rpartition('.')[2]} takes a list of conditions.")
    return [resolver.judged(one, f"{path}[{place}]") for place, one in enumerate(argument)]


FUNCTIONS: dict[str, Callable[[Resolver, Any, str], Any]] = {
    "Fn::Sub": _sub,
    "Fn::GetAtt": _get_att,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::If": _if,
    "Fn::FindInMap": _find_in_map,
    "Fn::Base64": _base64,
    "Fn::GetAZs": _zones,
}
CONDITIONS: dict[str, Callable[[Resolver, Any, str], bool]] = {
    "Fn::Equals": _equals,
    "Fn::And": _and,
    "Fn::Or": _or,
    "Fn::Not": _not,
}
