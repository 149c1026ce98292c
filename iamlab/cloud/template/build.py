"""From CloudFormation resources to an account.

A resource becomes the service calls that make it, so a scenario can hold nothing that AWS itself would refuse.
AWS page: "AWS resource and property types reference".
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from iamlab.cloud import constraints, identifiers, models
from iamlab.cloud.callers import root
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.template.errors import TemplateError
from iamlab.cloud.template.names import Names
from iamlab.cloud.template.resources import Resource, Step, steps
from iamlab.cloud.template.types import TYPES
from iamlab.cloud.template.values import Resolver

REGION = "us-east-1"
CREATED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # when a scenario's account was set up, unless it says otherwise

_RESOURCE_KEYS = {"Type", "Properties", "DependsOn", "Metadata", "DeletionPolicy", "UpdateReplacePolicy"}


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

    Raises TemplateError, with the path of the first thing that is wrong.
    """
    if not (isinstance(account_id, str) and len(account_id) == 12 and account_id.isascii() and account_id.isdigit()):
        raise TemplateError("id", f"An account id is a text of twelve digits, not {account_id!r}. Put it in quotes.")
    account = company.accounts[account_id] = Account(account_id, name, created)
    found = list(_resources(account_id, resources))
    for step in sorted((step for resource in found for step in steps(resource)), key=lambda step: step.phase):
        _carry_out(company, account, step)
    for step in _object_steps(objects or {}):
        _carry_out(company, account, step)
    return account


def _resources(account_id: str, declared: Any) -> Iterator[Resource]:
    if not isinstance(declared, Mapping):
        raise TemplateError("resources", "This is a mapping from logical ids to resources.")
    for logical_id, body in declared.items():
        _check_body(str(logical_id), body)
    names = Names(account_id, declared)
    pseudo = {"AWS::AccountId": account_id, "AWS::Region": REGION, "AWS::Partition": identifiers.PARTITION}
    names.resolver = resolver = Resolver(pseudo, names.attribute)
    for logical_id, body in declared.items():
        path = f"{logical_id}.Properties"
        properties = resolver.resolve(body.get("Properties") or {}, path)
        kind = TYPES[body["Type"]]
        for key, rule in kind.properties.items():
            if key in properties and not rule.check(properties[key]):
                raise TemplateError(f"{path}.{key}", f"This must be {rule.says}.")
        ref = names.attribute(logical_id, "")
        yield Resource(str(logical_id), body["Type"], names.name(logical_id), ref, properties)


def _check_body(logical_id: str, body: Any) -> None:
    if not isinstance(body, Mapping) or not isinstance(body.get("Type"), str):
        raise TemplateError(logical_id, "A resource has a Type, such as AWS::IAM::User, and Properties.")
    kind = TYPES.get(body["Type"])
    if kind is None:
        raise TemplateError(f"{logical_id}.Type", f"{body['Type']} is not supported. Use one of: {', '.join(TYPES)}.")
    for key in body:
        if key not in _RESOURCE_KEYS:
            raise TemplateError(f"{logical_id}.{key}", "A resource has no such part. Put it under Properties.")
    properties = body.get("Properties") or {}
    path = f"{logical_id}.Properties"
    if not isinstance(properties, Mapping):
        raise TemplateError(path, "This is a mapping from property names to values.")
    for key in properties:
        if key not in kind.properties:
            near = models.nearest(str(key), list(kind.properties))
            hint = f"Did you mean {near[0]}?" if near else f"It has: {', '.join(kind.properties)}."
            raise TemplateError(f"{path}.{key}", f"{body['Type']} has no such property here. {hint}")
    for key, rule in kind.properties.items():
        if rule.required and key not in properties:
            raise TemplateError(path, f"{body['Type']} needs {key}, {rule.says}.")


def _object_steps(objects: Any) -> Iterator[Step]:
    if not isinstance(objects, Mapping):
        raise TemplateError("objects", "This is a mapping from bucket names to objects.")
    for bucket, held in objects.items():
        if not (isinstance(bucket, str) and isinstance(held, Mapping)):
            raise TemplateError(f"objects.{bucket}", "This is a bucket's name and a mapping from object keys to texts.")
        for key, body in held.items():
            path = f"objects.{bucket}.{key}"
            if not (isinstance(key, str) and isinstance(body, str)):
                raise TemplateError(path, "A key and the object's content are both texts. Put numbers in quotes.")
            parameters = {"Bucket": bucket, "Key": key, "Body": body, "ContentType": "text/plain"}
            yield Step("s3", "PutObject", parameters, path)


def _carry_out(company: Company, account: Account, step: Step) -> None:
    operation = SIMULATED[step.service][step.operation]
    parameters = {key: value for key, value in step.parameters.items() if value is not None}
    call = Invocation(company, account, root(account), parameters, account.created, REGION)
    try:
        constraints.check(models.operation(step.service, step.operation), parameters)
        operation.precondition(call)
        operation.carry_out(call)
    except ServiceError as error:
        raise TemplateError(step.path, f"AWS would refuse this: {error}") from None
