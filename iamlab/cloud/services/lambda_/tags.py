"""Tags of functions. AWS page: "TagResource" (AWS Lambda)."""

from collections.abc import Mapping
from dataclasses import replace

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.lambda_ import finding
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.lambda_ import Function

_MAX_TAGS = 50


def checked(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags, once they are found to be good ones; raises ServiceError."""
    if len(tags) > _MAX_TAGS or any(not key or key.lower().startswith("aws:") for key in tags):
        raise ServiceError(
            "InvalidParameterValueException",
            f"A function has {_MAX_TAGS} tags at most, none of which begins with aws:.",
        )
    return dict(tags)


def tag_resource(call: Invocation) -> Output:
    held = _function(call)
    finding.keep(call, replace(held, tags=checked({**held.tags, **call.parameters["Tags"]})))
    return {}


def untag_resource(call: Invocation) -> Output:
    held, names = _function(call), call.parameters["TagKeys"]
    finding.keep(call, replace(held, tags={key: value for key, value in held.tags.items() if key not in names}))
    return {}


def list_tags(call: Invocation) -> Output:
    return {"Tags": dict(_function(call).tags)}


def _function(call: Invocation) -> Function:
    whole, _ = finding.named(call, "Resource")
    found = finding.owner(call, whole).functions.get(whole)
    if found is None:
        raise finding.not_found(whole)
    return found


OPERATIONS = {
    "TagResource": MappedOperation(tag_resource, writes=True),
    "UntagResource": MappedOperation(untag_resource, writes=True),
    "ListTags": MappedOperation(list_tags),
}
