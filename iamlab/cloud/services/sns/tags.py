"""Tags of topics. AWS page: "Amazon SNS topic tagging"."""

from collections.abc import Iterable, Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.sns import lookup
from iamlab.cloud.state.sns import Topic

_MAX_TAGS = 50


def given(tags: Iterable[Mapping[str, Any]], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """The tags that a topic has after these are added; raises ServiceError where there are too many."""
    after = {**(before or {}), **{str(tag["Key"]): str(tag["Value"]) for tag in tags}}
    if any(name.lower().startswith("aws:") for name in after):
        raise lookup.wrong("TagKey Reason: aws: is reserved for AWS")
    if len(after) > _MAX_TAGS:
        raise ServiceError("TagLimitExceeded", f"A topic has {_MAX_TAGS} tags at most.")
    return after


def tag_resource(call: Invocation) -> Output:
    found = _topic(call)
    lookup.change(call, found, tags=given(call.parameters["Tags"], found.tags))
    return {}


def untag_resource(call: Invocation) -> Output:
    found, names = _topic(call), call.parameters["TagKeys"]
    lookup.change(call, found, tags={key: value for key, value in found.tags.items() if key not in names})
    return {}


def list_tags_for_resource(call: Invocation) -> Output:
    return {"Tags": [{"Key": key, "Value": value} for key, value in _topic(call).tags.items()]}


def _topic(call: Invocation) -> Topic:
    try:
        return lookup.topic(call, "ResourceArn")
    except ServiceError as error:
        raise ServiceError("ResourceNotFound", "Resource does not exist", 404) from error


OPERATIONS = {
    "TagResource": MappedOperation(tag_resource, writes=True),
    "UntagResource": MappedOperation(untag_resource, writes=True),
    "ListTagsForResource": MappedOperation(list_tags_for_resource),
}
