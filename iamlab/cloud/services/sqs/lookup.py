"""Finding the queue that a call names by its URL. AWS page: "Amazon SQS queue and message identifiers"."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.sqs import Queue
from iamlab.policy.arns import parse_arn

_ACCOUNT_LENGTH = 12


def arn(region: str, account_id: str, name: str) -> str:
    return f"arn:{PARTITION}:sqs:{region}:{account_id}:{name}"


def url(region: str, account_id: str, name: str) -> str:
    return f"https://sqs.{region}.amazonaws.com/{account_id}/{name}"


def queue(call: Invocation) -> Queue:
    """Return the queue of the call's QueueUrl, of whichever account; raises ServiceError where there is none."""
    found = find(call.company, _named(call))
    if found is None:
        raise no_queue()
    return found


def find(company: Company, queue_arn: str) -> Queue | None:
    """The queue of an ARN, of whichever account; None where there is none."""
    found = parse_arn(queue_arn)
    account = company.accounts.get(found.account) if found else None
    return account.queues.get(queue_arn) if account else None


def no_queue() -> ServiceError:
    return ServiceError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.")


def owner(found: Queue) -> str:
    """The id of the account that a queue belongs to."""
    return found.arn.split(":")[4]


def change(call: Invocation, found: Queue, **values: Any) -> None:
    """Keep a queue with other values in the place of what it was."""
    call.company.accounts[owner(found)].queues[found.arn] = replace(found, **values)


def on_queue(
    carry_out: Callable[[Invocation], Output],
    writes: bool = False,
    foreign: bool = True,
    data_event: bool = False,
) -> MappedOperation:
    """An operation on the queue of QueueUrl.

    Without `foreign` no policy can let another account do it ("Using identity-based policies with Amazon SQS": the
    actions to which cross-account permissions do not apply).
    """

    def precondition(call: Invocation) -> None:
        if not foreign and _named(call).split(":")[4] != call.caller.account_id:
            raise ServiceError("AccessDenied", f"Access to the resource {call.text('QueueUrl')} is denied.", 403)

    return MappedOperation(carry_out, writes, _known, precondition, data_event)


def _known(call: Invocation) -> Mapping[str, Any]:
    return {"QueueUrl": _named(call)}


def _named(call: Invocation) -> str:
    """The ARN of the queue that a URL stands for; the host may be the lab's own, the rest is account and name."""
    given = call.text("QueueUrl")
    parts = given.rstrip("/").split("/")
    account_id, name = parts[-2:] if len(parts) > 2 else ("", "")
    elsewhere = given.startswith("https://sqs.") and not given.startswith(f"https://sqs.{call.region}.")
    if elsewhere or not (len(account_id) == _ACCOUNT_LENGTH and account_id.isdigit() and name):
        raise ServiceError("InvalidAddress", f"The address {given} is not valid for this endpoint.", 404)
    return arn(call.region, account_id, name)
