"""Making, finding and deleting queues. AWS pages: "CreateQueue", "GetQueueUrl", "ListQueues"."""

import re
from collections.abc import Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.sqs import attributes, lookup, tags
from iamlab.cloud.state.sqs import Queue

_MAX_QUEUES = 200
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)
_FIFO = ".fifo"
_LONGEST_NAME = 80


def create_queue(call: Invocation) -> Output:
    name, given = call.text("QueueName"), dict(call.parameters.get("Attributes") or {})
    _check_name(name, given)
    after = attributes.checked(call, name, given, {})
    own_tags = tags.checked(call.parameters.get("tags") or {})
    arn = lookup.arn(call.region, call.account.id, name)
    held = call.account.queues.get(arn)
    if held:
        _check_same(attributes.described(call, held), after)
        return {"QueueUrl": held.url}
    if len(call.account.queues) >= _MAX_QUEUES:
        raise ServiceError("OverLimit", f"An account of this lab has {_MAX_QUEUES} queues at most.")
    policy = after.pop(attributes.POLICY, None)
    url = lookup.url(call.region, call.account.id, name)
    call.account.queues[arn] = Queue(
        arn=arn,
        created=call.now,
        modified=call.now,
        name=name,
        url=url,
        attributes=after,
        policy=policy,
        tags=own_tags,
    )
    return {"QueueUrl": url}


def delete_queue(call: Invocation) -> Output:
    del call.account.queues[lookup.queue(call).arn]
    return {}


def get_queue_url(call: Invocation) -> Output:
    found = lookup.find(call.company, _named(call))
    if found is None:
        raise lookup.no_queue()
    return {"QueueUrl": found.url}


def list_queues(call: Invocation) -> Output:
    prefix = call.text("QueueNamePrefix")
    own = [one for one in call.account.queues.values() if f":{call.region}:" in one.arn]
    urls = sorted(one.url for one in own if one.name.startswith(prefix))
    return {"QueueUrls": urls} if urls else {}


def list_dead_letter_source_queues(call: Invocation) -> Output:
    target = lookup.queue(call).arn
    own = call.company.accounts[target.split(":")[4]].queues.values()
    return {"queueUrls": sorted(one.url for one in own if (attributes.redrive(one) or ("", 0))[0] == target)}


def purge_queue(call: Invocation) -> Output:
    lookup.change(call, lookup.queue(call), messages=())
    return {}


def _check_name(name: str, given: Mapping[str, str]) -> None:
    if given.get("FifoQueue") == "true":
        if not (name.endswith(_FIFO) and len(name) <= _LONGEST_NAME and _NAME.fullmatch(name.removesuffix(_FIFO))):
            raise ServiceError(
                "InvalidParameterValue",
                "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end"
                " with .fifo suffix and be 1 to 80 in length.",
            )
    elif not _NAME.fullmatch(name):
        raise ServiceError(
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        )


def _check_same(held: Mapping[str, str], asked: Mapping[str, str]) -> None:
    """Making a queue again succeeds where nothing that is asked for is different."""
    for name, value in asked.items():
        if held.get(name) != value:
            raise ServiceError(
                "QueueAlreadyExists",
                f"A queue already exists with the same name and a different value for attribute {name}",
            )


def _named(call: Invocation) -> str:
    account_id = call.text("QueueOwnerAWSAccountId") or call.account.id
    return lookup.arn(call.region, account_id, call.text("QueueName"))


def _known_name(call: Invocation) -> Mapping[str, Any]:
    return {"QueueName": _named(call)}


OPERATIONS = {
    "CreateQueue": MappedOperation(create_queue, writes=True),
    "DeleteQueue": lookup.on_queue(delete_queue, writes=True, foreign=False),
    "GetQueueUrl": MappedOperation(get_queue_url, known=_known_name),
    "ListQueues": MappedOperation(list_queues),
    "ListDeadLetterSourceQueues": lookup.on_queue(list_dead_letter_source_queues),
    "PurgeQueue": lookup.on_queue(purge_queue, writes=True),
}
