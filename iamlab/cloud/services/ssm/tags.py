"""Tags of parameters. AWS page: "Tagging Parameter Store parameters"."""

from collections.abc import Iterable, Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.ssm import lookup
from iamlab.cloud.state.ssm import Parameter

_MAX_TAGS = 50
_PARAMETER = "Parameter"


def given(tags: Iterable[Mapping[str, Any]], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """The tags that a parameter has after these are added; raises ServiceError where there are too many."""
    after = {**(before or {}), **{str(tag["Key"]): str(tag["Value"]) for tag in tags}}
    if len(after) > _MAX_TAGS:
        raise ServiceError("TooManyTagsError", f"A parameter has {_MAX_TAGS} tags at most.")
    return after


def add_tags_to_resource(call: Invocation) -> Output:
    found = _parameter(call)
    lookup.change(call, found, tags=given(call.parameters["Tags"], found.tags))
    return {}


def remove_tags_from_resource(call: Invocation) -> Output:
    found, names = _parameter(call), call.parameters["TagKeys"]
    lookup.change(call, found, tags={key: value for key, value in found.tags.items() if key not in names})
    return {}


def list_tags_for_resource(call: Invocation) -> Output:
    return {"TagList": [{"Key": key, "Value": value} for key, value in _parameter(call).tags.items()]}


def _parameter(call: Invocation) -> Parameter:
    found = lookup.find(call, call.text("ResourceId"))
    if found is None:
        raise ServiceError(
            "InvalidResourceId",
            "The resource ID isn't valid. Verify that you entered the correct ID and try again.",
        )
    return found


def _check_type(call: Invocation) -> None:
    if call.text("ResourceType") != _PARAMETER:
        raise not_simulated(f"Of Systems Manager, this lab keeps tags of parameters only: ResourceType {_PARAMETER}.")


def _known(call: Invocation) -> Mapping[str, Any]:
    name = lookup.split(call.text("ResourceId"))[0]
    return {"ResourceId": name if name.startswith("arn:") else lookup.arn(call, name)}


OPERATIONS = {
    "AddTagsToResource": MappedOperation(add_tags_to_resource, True, _known, _check_type),
    "RemoveTagsFromResource": MappedOperation(remove_tags_from_resource, True, _known, _check_type),
    "ListTagsForResource": MappedOperation(list_tags_for_resource, False, _known, _check_type),
}
