"""What IAM is asked for a call of any operation of any service.

AWS pages: "Service Authorization Reference" (actions, resource types and condition keys of every service).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import OperationModel

from iamlab.catalog import actions
from iamlab.cloud import models
from iamlab.cloud.call import Call
from iamlab.cloud.operations import (
    api_gateway,
    assumed,
    derived,
    kinds,
    names,
    passed_roles,
    tagging,
    variables,
    without_permission,
)
from iamlab.cloud.operations.ask import Ask, Asks
from iamlab.cloud.operations.context import Context, context
from iamlab.cloud.operations.resources import created, fully_named, resources
from iamlab.cloud.operations.templates import Place, fill, search

__all__ = ["Need", "is_known", "needs", "reads"]

_READING = frozenset({"Read", "List"})


@dataclass(frozen=True, slots=True)
class Need:
    """One question to IAM: may the caller do `action` on `resource`? `context` holds the service's condition keys."""

    action: str
    resource: str
    context: Mapping[str, str | list[str]]


def needs(
    call: Call, account_id: str, role_arn: passed_roles.RoleArn = passed_roles.unknown
) -> tuple[Need, ...] | None:
    """Everything that a call must be allowed, in the order in which it is asked.

    `role_arn` tells what the account knows of the roles and instance profiles that the call names.
    Empty for an operation that needs no permission (`without_permission` has the reasons); None for one that
    neither the reference nor the rule of `assumed` has an action for.
    """
    if without_permission.reason(call.service, call.operation):
        return ()
    asked = _asks(call.service, call.operation)
    if asked is None:
        return None
    found = _Needs(call, account_id, role_arn)
    for ask in asked:
        if not ask.when or search(ask.when, found.parameters):
            found.ask(ask)
    if not found.needs:  # nothing in the call is what the table waits for: the first question stands for all
        found.ask(asked[0])
    found.tag()
    found.hand_over_roles()
    return tuple(found.needs)


def is_known(service: str, operation: str) -> bool:
    """Whether `needs` can say what an operation asks for."""
    return without_permission.reason(service, operation) is not None or _asks(service, operation) is not None


def reads(service: str, operation: str) -> bool:
    """Whether an operation changes nothing, by the access levels of its actions."""
    asked = _asks(service, operation)
    if asked is None:
        return assumed.reads(operation)
    return all(_is_read(ask.action) for ask in asked)


def _is_read(action: str) -> bool:
    known = actions.describe(action)
    return known.access_level in _READING if known else assumed.reads(action.partition(":")[2])


def _asks(service: str, operation: str) -> Asks | None:
    found = None if service == "apigateway" else names.asks(service, operation)
    if found is None and service in api_gateway.SERVICES:
        return (Ask(api_gateway.action(models.operation(service, operation))),)
    return found or assumed.asks(service, operation)


class _Needs:
    """The questions of one call, gathered one by one."""

    def __init__(self, call: Call, account_id: str, role_arn: passed_roles.RoleArn) -> None:
        self._call = call
        self._role_arn = role_arn
        self._model: OperationModel = models.operation(call.service, call.operation)
        self._place = Place(account_id, call.region)
        self.parameters: dict[str, Any] = derived.derive(call.service, call.parameters)
        self.needs: list[Need] = []

    def ask(self, ask: Ask) -> None:
        """Add the questions of one ask, and those about the tags that it brings."""
        for resource in self._resources(ask):
            self._add(ask.action, resource, dict(ask.context))
        tagger = tagging.action(self._call.service, self._call.operation, self.parameters)
        if tagger:
            for resource in self._tagged(ask, tagger):
                self._add(tagger, tagging.taggable(resource), {})

    def tag(self) -> None:
        """Add the questions about tags that Amazon EC2 gives to what it creates."""
        if self._call.service == "ec2":
            for resource, keys in tagging.ec2(self._call.operation, self.parameters, self._place):
                self._later(Need("ec2:CreateTags", resource, self._context("ec2:CreateTags", resource) | keys))

    def hand_over_roles(self) -> None:
        """Add the questions about roles that the call hands to a service, where it changes anything."""
        if self.needs and all(_is_read(need.action) for need in self.needs):
            return
        for arn, service in passed_roles.passed(self._call.service, self._call.parameters, self._place, self._role_arn):
            self._later(Need(passed_roles.ACTION, arn, {"iam:PassedToService": service}))

    def _resources(self, ask: Ask) -> Iterator[str]:
        if self._call.service in api_gateway.SERVICES and ask.action == api_gateway.action(self._model):
            yield api_gateway.resource(self._model, self._call.parameters, self._place)
        elif ask.like:
            yield from fully_named(ask.like, self._call.operation, self._members(), self.parameters, self._place)
        elif ask.resource:
            yield from fill(ask.resource, self.parameters, self._place)
        else:
            yield from resources(ask.action, self._call.operation, self._members(), self.parameters, self._place)

    def _members(self) -> tuple[str, ...]:
        return tuple(self._model.input_shape.members) if self._model.input_shape else ()

    def _tagged(self, ask: Ask, tagger: str) -> list[str]:
        """What the tags of a creation are for: the resource that is created, not those that it is made from."""
        made, taggable = kinds.of_action(ask.action), kinds.of_action(tagger)
        candidates = [
            (kind, resource)
            for resource in self._resources(ask)
            if (kind := kinds.of_arn(made, resource)) and kind.required and kinds.of_arn(taggable, resource)
        ]
        about = variables.noun(self._call.operation)
        spoken = [resource for kind, resource in candidates if about.endswith(variables.stem(kind.name))]
        return (
            spoken
            or [resource for _, resource in candidates]
            or created(tagger, self._call.operation, self._members(), self.parameters, self._place)
        )

    def _context(self, action: str, resource: str) -> Context:
        return context(action, resource, self.parameters, self._place)

    def _add(self, action: str, resource: str, keys: dict[str, str]) -> None:
        self._later(Need(action, resource, self._context(action, resource) | keys))

    def _later(self, need: Need) -> None:
        if need not in self.needs:
            self.needs.append(need)
