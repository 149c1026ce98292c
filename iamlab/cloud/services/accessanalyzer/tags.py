"""Tags of analyzers. AWS pages: "TagResource", "UntagResource", "ListTagsForResource"."""

from collections.abc import Mapping
from dataclasses import replace

from iamlab.cloud.services.accessanalyzer import lookup
from iamlab.cloud.services.accessanalyzer.errors import invalid
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output

MAX_TAGS = 50
_LONGEST_KEY = 128
_LONGEST_VALUE = 256


def checked(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags; raises ServiceError ValidationException for too many, too long or reserved ones."""
    if len(tags) > MAX_TAGS:
        raise invalid(f"A resource can have at most {MAX_TAGS} tags.")
    for key, value in tags.items():
        if not 1 <= len(key) <= _LONGEST_KEY or len(value) > _LONGEST_VALUE or key.lower().startswith("aws:"):
            raise invalid(
                f"A tag's key has 1 to {_LONGEST_KEY} characters and does not start with aws:, its value has up to"
                f" {_LONGEST_VALUE}."
            )
    return dict(tags)


def tag_resource(call: Invocation) -> Output:
    held = lookup.by_arn(call, "resourceArn")
    tags = checked({**held.tags, **call.parameters["tags"]})
    call.account.analyzers[held.arn] = replace(held, tags=tags)
    return {}


def untag_resource(call: Invocation) -> Output:
    held, gone = lookup.by_arn(call, "resourceArn"), set(call.parameters["tagKeys"])
    kept = {key: value for key, value in held.tags.items() if key not in gone}
    call.account.analyzers[held.arn] = replace(held, tags=kept)
    return {}


def list_tags_for_resource(call: Invocation) -> Output:
    return {"tags": dict(lookup.by_arn(call, "resourceArn").tags)}


OPERATIONS = {
    "TagResource": MappedOperation(tag_resource, writes=True),
    "UntagResource": MappedOperation(untag_resource, writes=True),
    "ListTagsForResource": MappedOperation(list_tags_for_resource),
}
