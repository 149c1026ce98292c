"""What the resources of a template are called."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.template.errors import TemplateError
from iamlab.cloud.template.types import TYPES
from iamlab.cloud.template.values import Resolver


class Names:
    """What Ref and Fn::GetAtt give for each resource.

    A name may itself refer to other resources, so it is worked out when asked for.
    """

    resolver: Resolver

    def __init__(self, account_id: str, declared: Mapping[str, Any]) -> None:
        self._account_id = account_id
        self._declared = declared
        self._open: list[str] = []

    def name(self, logical_id: str) -> str:
        """Return the resource's own name: the one declared, or its logical id."""
        body = self._declared[logical_id]
        declared = (body.get("Properties") or {}).get(TYPES[body["Type"]].name)
        if declared is None:
            return str(logical_id).lower() if TYPES[body["Type"]].kind == "bucket" else str(logical_id)
        return str(self._guarded(logical_id, declared, TYPES[body["Type"]].name))

    def attribute(self, logical_id: str, attribute: str) -> str:
        """Return a Ref ("") or an attribute; raises KeyError for a resource or an attribute that does not exist."""
        kind = TYPES[self._declared[logical_id]["Type"]]
        if attribute and attribute not in kind.attributes:
            raise KeyError(attribute)
        name = self.name(logical_id)
        if kind.kind == "bucket":
            return identifiers.bucket_arn(name) if attribute else name
        if attribute or kind.kind == "policy":  # a managed policy's Ref is its ARN
            path = self._guarded(logical_id, self._properties(logical_id).get("Path", "/"), "Path")
            return identifiers.iam_arn(self._account_id, kind.kind, str(path), name)
        return name

    def _properties(self, logical_id: str) -> Mapping[str, Any]:
        return self._declared[logical_id].get("Properties") or {}

    def _guarded(self, logical_id: str, value: Any, key: str) -> Any:
        path = f"{logical_id}.Properties.{key}"
        if path in self._open:
            raise TemplateError(path, "This name refers to itself, by way of other resources. Write one of them out.")
        self._open.append(path)
        try:
            return self.resolver.resolve(value, path)
        finally:
            self._open.pop()
