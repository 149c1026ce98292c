"""Ref, Fn::Sub, Fn::GetAtt and Fn::Join, resolved without deploying anything.

AWS pages: "Intrinsic function reference", "Pseudo parameters reference".
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from iamlab.cloud.template.errors import TemplateError

_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]*)\}")
_MAX_DEPTH = 30

Attribute = Callable[[str, str], str]  # (logical id, attribute; "" for Ref) -> text; raises KeyError for an unknown one


class Resolver:
    """Replaces intrinsic functions by their values; `attribute` knows what a resource's Ref and attributes are."""

    def __init__(self, pseudo: Mapping[str, str], attribute: Attribute) -> None:
        self._pseudo = pseudo
        self._attribute = attribute
        self._functions: dict[str, Callable[[Any, str, int], Any]] = {
            "Ref": self._ref,
            "Fn::Sub": self._sub,
            "Fn::GetAtt": self._get_att,
            "Fn::Join": self._join,
        }

    def resolve(self, value: Any, path: str, depth: int = 0) -> Any:
        """Return `value` with every function in it replaced; raises TemplateError, naming the place."""
        if depth > _MAX_DEPTH:
            raise TemplateError(path, f"The value is nested more than {_MAX_DEPTH} levels deep.")
        if isinstance(value, list):
            return [self.resolve(item, f"{path}[{place}]", depth + 1) for place, item in enumerate(value)]
        if not isinstance(value, Mapping):
            return value
        name = next(iter(value)) if len(value) == 1 else ""
        if name in self._functions:
            return self._functions[name](value[name], f"{path}.{name}", depth + 1)
        if isinstance(name, str) and name.startswith("Fn::"):
            raise TemplateError(path, f"{name} is not supported. Use one of: {', '.join(self._functions)}.")
        return {key: self.resolve(item, f"{path}.{key}", depth + 1) for key, item in value.items()}

    def _ref(self, argument: Any, path: str, depth: int) -> str:
        if not isinstance(argument, str):
            raise TemplateError(path, "Ref takes the logical id of a resource or a pseudo parameter.")
        return self._named(argument, path)

    def _get_att(self, argument: Any, path: str, depth: int) -> str:
        parts = argument.split(".", 1) if isinstance(argument, str) else argument
        if not (isinstance(parts, list) and len(parts) == 2 and all(isinstance(part, str) for part in parts)):
            raise TemplateError(path, "Fn::GetAtt takes a logical id and an attribute, such as `Reports.Arn`.")
        return self._known(parts[0], parts[1], path)

    def _join(self, argument: Any, path: str, depth: int) -> str:
        if not (isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], list)):
            raise TemplateError(path, "Fn::Join takes a delimiter and a list of values.")
        return str(argument[0]).join(str(part) for part in self.resolve(argument[1], path, depth))

    def _sub(self, argument: Any, path: str, depth: int) -> str:
        text, own = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
        if not (isinstance(text, str) and isinstance(own, Mapping)):
            raise TemplateError(path, "Fn::Sub takes a text, or a list of a text and a mapping of values.")
        given = self.resolve(own, path, depth)

        def replaced(found: re.Match[str]) -> str:
            literal, name = found.groups()
            if literal:  # ${!name} stays ${name}, which is how a template writes a policy variable
                return f"${{{name}}}"
            if name in given:
                return str(given[name])
            return self._named(name.strip(), path)

        return _PLACEHOLDER.sub(replaced, text)

    def _named(self, name: str, path: str) -> str:
        if name in self._pseudo:
            return self._pseudo[name]
        logical_id, _, attribute = name.partition(".")
        return self._known(logical_id, attribute, path)

    def _known(self, logical_id: str, attribute: str, path: str) -> str:
        try:
            return self._attribute(logical_id, attribute)
        except KeyError:
            what = f"{logical_id}.{attribute}" if attribute else logical_id
            raise TemplateError(
                path,
                f"Nothing in this account is called `{what}`. Use a logical id of `resources`, a supported attribute"
                f" (Arn, UserId, PolicyId), or a pseudo parameter: {', '.join(self._pseudo)}.",
            ) from None
