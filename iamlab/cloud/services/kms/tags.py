"""Tags of KMS keys. AWS page: "Tags in AWS KMS"."""

from collections.abc import Iterable, Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import lookup, states
from iamlab.cloud.services.operation import Invocation, Output

MAX_TAGS = 50


def given(tags: Iterable[Mapping[str, Any]], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """The tags that a key has after these are added; raises ServiceError TagException or LimitExceededException."""
    names = [str(tag["TagKey"]) for tag in tags]
    if len(set(names)) < len(names):
        raise ServiceError("TagException", "Duplicate tag keys found.")
    if any(name.lower().startswith("aws:") for name in names):
        raise ServiceError("TagException", "Tag keys that begin with aws: are reserved for AWS.")
    after = {**(before or {}), **{str(tag["TagKey"]): str(tag["TagValue"]) for tag in tags}}
    if len(after) > MAX_TAGS:
        raise ServiceError("LimitExceededException", f"A KMS key has {MAX_TAGS} tags at most.")
    return after


def tag_resource(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_kept(found)
    lookup.change(call, found, tags=given(call.parameters["Tags"], found.tags))
    return {}


def untag_resource(call: Invocation) -> Output:
    found = lookup.key(call)
    states.check_kept(found)
    names = call.parameters["TagKeys"]
    lookup.change(call, found, tags={name: value for name, value in found.tags.items() if name not in names})
    return {}


def list_resource_tags(call: Invocation) -> Output:
    tags = lookup.key(call).tags
    return {"Tags": [{"TagKey": name, "TagValue": value} for name, value in sorted(tags.items())], "Truncated": False}


OPERATIONS = {
    "TagResource": lookup.on_key(tag_resource, writes=True),
    "UntagResource": lookup.on_key(untag_resource, writes=True),
    "ListResourceTags": lookup.on_key(list_resource_tags),
}
