"""Tags of tables. AWS page: "Tagging resources in DynamoDB"."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.services.dynamodb import lookup
from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output

_MAX_TAGS = 50


def read(given: list[Mapping[str, str]]) -> dict[str, str]:
    return {one["Key"]: one["Value"] for one in given}


def checked(tags: dict[str, str]) -> dict[str, str]:
    """The tags, once they are found to be good ones."""
    if len(tags) > _MAX_TAGS or any(key.lower().startswith("aws:") for key in tags):
        raise invalid(
            f"One or more parameter values were invalid: up to {_MAX_TAGS} tags, none of which begins with aws:"
        )
    return tags


def tag(call: Invocation) -> Output:
    held = lookup.table(call, call.text("ResourceArn"))
    lookup.keep(call, held, tags=checked({**held.tags, **read(call.parameters["Tags"])}))
    return {}


def untag(call: Invocation) -> Output:
    held, names = lookup.table(call, call.text("ResourceArn")), call.parameters["TagKeys"]
    lookup.keep(call, held, tags={key: value for key, value in held.tags.items() if key not in names})
    return {}


def list_tags(call: Invocation) -> Output:
    tags: list[dict[str, Any]] = [
        {"Key": key, "Value": value} for key, value in lookup.table(call, call.text("ResourceArn")).tags.items()
    ]
    return {"Tags": tags}


OPERATIONS = {
    "TagResource": MappedOperation(tag, writes=True),
    "UntagResource": MappedOperation(untag, writes=True),
    "ListTagsOfResource": MappedOperation(list_tags),
}
