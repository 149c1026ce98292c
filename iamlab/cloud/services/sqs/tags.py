"""Tags of queues. AWS page: "Amazon SQS cost allocation tags"."""

from collections.abc import Mapping

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.sqs import lookup

_MAX_TAGS = 50
_LONGEST_KEY, _LONGEST_VALUE = 128, 256


def checked(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags, once they are found to be good ones; raises ServiceError InvalidParameterValue."""
    if len(tags) > _MAX_TAGS:
        raise ServiceError("InvalidParameterValue", f"Too many tags added for queue: {_MAX_TAGS} is the most.")
    for key, value in tags.items():
        if not 1 <= len(key) <= _LONGEST_KEY or len(value) > _LONGEST_VALUE or key.lower().startswith("aws:"):
            raise ServiceError("InvalidParameterValue", f"Tag {key[:_LONGEST_KEY]} is not valid.")
    return dict(tags)


def tag_queue(call: Invocation) -> Output:
    found = lookup.queue(call)
    lookup.change(call, found, tags=checked({**found.tags, **call.parameters["Tags"]}))
    return {}


def untag_queue(call: Invocation) -> Output:
    found, names = lookup.queue(call), call.parameters["TagKeys"]
    lookup.change(call, found, tags={key: value for key, value in found.tags.items() if key not in names})
    return {}


def list_queue_tags(call: Invocation) -> Output:
    tags = lookup.queue(call).tags
    return {"Tags": dict(tags)} if tags else {}


OPERATIONS = {
    "TagQueue": lookup.on_queue(tag_queue, writes=True, foreign=False),
    "UntagQueue": lookup.on_queue(untag_queue, writes=True, foreign=False),
    "ListQueueTags": lookup.on_queue(list_queue_tags, foreign=False),
}
