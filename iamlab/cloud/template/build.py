"""From CloudFormation resources to an account.

A resource becomes the service calls that make it, so a scenario can hold nothing that AWS itself would refuse.
AWS pages: "AWS resource and property types reference", "DependsOn attribute".
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from iamlab.cloud import identifiers, models
from iamlab.cloud.services import OBSERVERS
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.template import declared, sections
from iamlab.cloud.template.errors import TemplateError
from iamlab.cloud.template.functions import NO_VALUE, Resolver
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType
from iamlab.cloud.template.site import REGION, Site
from iamlab.cloud.template.types import TYPES

CREATED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # when a scenario's account was set up, unless it says otherwise
_LONGEST_CHAIN = 50

_RESOURCE_KEYS = {
    *("Type", "Properties", "DependsOn", "Condition"),
    *("Metadata", "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy"),  # of no effect here
}


def build_account(
    company: Company,
    account_id: str,
    name: str,
    resources: Mapping[str, Any],
    objects: Mapping[str, Mapping[str, str]] | None = None,
    *,
    created: datetime = CREATED,
) -> Account:
    """Add the account that the resources describe, with `objects` (bucket -> key -> text) in its buckets.

    `resources` may be a whole template, too. Raises TemplateError, with the path of the first thing that is wrong.
    """
    if not (isinstance(account_id, str) and len(account_id) == 12 and account_id.isascii() and account_id.isdigit()):
        raise TemplateError("id", f"An account id is a text of twelve digits, not {account_id!r}. Put it in quotes.")
    account = company.accounts[account_id] = Account(account_id, name, created)
    builder = _Builder(company, account, sections.read(resources))
    builder.make_all()
    _put_objects(company, account, objects or {})
    for observe in OBSERVERS:
        observe(company, created)
    return account


class _Builder:
    """Makes each resource when it is asked for first, so that what others refer to is made before them."""

    def __init__(self, company: Company, account: Account, template: sections.Sections) -> None:
        self._company, self._account = company, account
        self._declared = template.resources
        self._types = {str(logical_id): _checked(str(logical_id), body) for logical_id, body in self._declared.items()}
        self._made: dict[str, Made] = {}
        self._open: list[str] = []
        pseudo = {
            "AWS::AccountId": account.id,
            "AWS::Partition": identifiers.PARTITION,
            "AWS::Region": REGION,
            "AWS::StackName": account.name,
            "AWS::StackId": f"arn:{identifiers.PARTITION}:cloudformation:{REGION}:{account.id}:stack/{account.name}",
            "AWS::URLSuffix": "amazonaws.com",
        }
        self._resolver = Resolver(
            {**template.parameters, **pseudo}, self._attribute, template.conditions, template.mappings
        )

    def make_all(self) -> None:
        for logical_id, body in self._declared.items():
            if self._wanted(str(logical_id), body):
                self._make(str(logical_id), str(logical_id))

    def _wanted(self, logical_id: str, body: Mapping[str, Any]) -> bool:
        return "Condition" not in body or self._resolver.holds(body["Condition"], f"{logical_id}.Condition")

    def _make(self, logical_id: str, path: str) -> Made:
        if logical_id in self._made:
            return self._made[logical_id]
        if logical_id in self._open:
            ring = ", ".join(self._open[self._open.index(logical_id) :])
            raise TemplateError(
                path, f"Circular dependency between resources: [{ring}]. Write one of the names or ARNs out."
            )
        if len(self._open) >= _LONGEST_CHAIN:
            raise TemplateError(path, f"More than {_LONGEST_CHAIN} resources wait for each other in a chain.")
        self._open.append(logical_id)
        try:
            self._made[logical_id] = self._made_from(logical_id, self._declared[logical_id])
        finally:
            self._open.pop()
        return self._made[logical_id]

    def _made_from(self, logical_id: str, body: Mapping[str, Any]) -> Made:
        for needed in _depends_on(logical_id, body):
            self._attribute(needed, "", f"{logical_id}.DependsOn")
        path = f"{logical_id}.Properties"
        properties = self._resolver.resolve(body.get("Properties") or {}, path)
        kind = self._types[logical_id]
        if properties is NO_VALUE or not isinstance(properties, Mapping):
            raise TemplateError(path, "This is a mapping from property names to values.")
        for key, rule in kind.properties.items():
            if key in properties and not rule.check(properties[key]):
                raise TemplateError(f"{path}.{key}", f"This must be {rule.says}.")
        resource = Resource(logical_id, body["Type"], properties)
        return kind.make(resource, Site(self._company, self._account, path))

    def _attribute(self, logical_id: str, attribute: str, path: str) -> Any:
        if logical_id not in self._types or not self._wanted(logical_id, self._declared[logical_id]):
            raise self._unknown(logical_id, path)
        made = self._make(logical_id, path)
        if not attribute:
            return made.ref
        if attribute not in made.attributes:
            known = ", ".join(made.attributes) or "none"
            raise TemplateError(
                path,
                f"{logical_id} has no attribute `{attribute}` here. {self._declared[logical_id]['Type']}: {known}.",
            )
        return made.attributes[attribute]

    def _unknown(self, logical_id: str, path: str) -> TemplateError:
        if logical_id in self._types:
            return TemplateError(path, f"`{logical_id}` is not made, because its condition is false.")
        known = [*self._types, *self._resolver.values]
        near = models.nearest(logical_id, known)
        hint = f"Did you mean {near[0]}?" if near else f"It has: {', '.join(known[:30])}."
        return TemplateError(path, f"Nothing in this template is called `{logical_id}`. {hint}")


def _checked(logical_id: str, body: Any) -> ResourceType:
    """Return the type of a declared resource whose parts and properties exist; raises TemplateError."""
    if not isinstance(body, Mapping) or not isinstance(body.get("Type"), str):
        raise TemplateError(logical_id, "A resource has a Type, such as AWS::IAM::User, and Properties.")
    kind = TYPES.get(body["Type"]) or declared.resource_type(body["Type"])
    if kind is None:
        near = models.nearest(body["Type"], [*TYPES, *declared.names(body["Type"])])
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Made here are: {', '.join(TYPES)}."
        raise TemplateError(f"{logical_id}.Type", f"{body['Type']} is not supported. {hint}")
    for key in body:
        if key not in _RESOURCE_KEYS:
            raise TemplateError(f"{logical_id}.{key}", "A resource has no such part. Put it under Properties.")
    properties = body.get("Properties") or {}
    path = f"{logical_id}.Properties"
    if not isinstance(properties, Mapping):
        raise TemplateError(path, "This is a mapping from property names to values.")
    for key in properties:
        if kind.properties and key not in kind.properties:
            near = models.nearest(str(key), list(kind.properties))
            hint = f"Did you mean {near[0]}?" if near else f"It has: {', '.join(kind.properties)}."
            raise TemplateError(f"{path}.{key}", f"{body['Type']} has no such property here. {hint}")
    for key, rule in kind.properties.items():
        if rule.required and key not in properties:
            raise TemplateError(path, f"{body['Type']} needs {key}, {rule.says}.")
    return kind


def _depends_on(logical_id: str, body: Mapping[str, Any]) -> list[str]:
    needed = body.get("DependsOn", [])
    needed = [needed] if isinstance(needed, str) else needed
    if not (isinstance(needed, list) and all(isinstance(one, str) for one in needed)):
        raise TemplateError(f"{logical_id}.DependsOn", "This is a logical id or a list of them.")
    return needed


def _put_objects(company: Company, account: Account, objects: Any) -> None:
    if not isinstance(objects, Mapping):
        raise TemplateError("objects", "This is a mapping from bucket names to objects.")
    for bucket, held in objects.items():
        if not (isinstance(bucket, str) and isinstance(held, Mapping)):
            raise TemplateError(f"objects.{bucket}", "This is a bucket's name and a mapping from object keys to texts.")
        for key, body in held.items():
            path = f"objects.{bucket}.{key}"
            if not (isinstance(key, str) and isinstance(body, str)):
                raise TemplateError(path, "A key and the object's content are both texts. Put numbers in quotes.")
            parameters = {"Bucket": bucket, "Key": key, "Body": body.encode(), "ContentType": "text/plain"}
            Site(company, account, path).call("s3", "PutObject", parameters)
