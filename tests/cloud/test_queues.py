"""What holds for a queue, whatever is done with it."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.state.company import Company
from tests.cloud.company import ACCOUNT, NOW, company

TIMEOUT = 30
STEPS = st.one_of(
    st.just("send"),
    st.just("delete"),
    st.integers(1, 3).map(lambda most: ("receive", most)),
    st.integers(1, 40).map(lambda seconds: ("wait", seconds)),
)


class Queue:
    """A queue, and the moment at which the next call is made."""

    def __init__(self, lab: Company, name: str, attributes: dict[str, str]) -> None:
        self._lab, self.now = lab, NOW
        given = {"QueueName": name, "Attributes": {"VisibilityTimeout": str(TIMEOUT), **attributes}}
        self._url = self._answer("CreateQueue", given)["QueueUrl"]

    def call(self, operation: str, **given: Any) -> dict[str, Any]:
        return self._answer(operation, {"QueueUrl": self._url, **given})

    def _answer(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        answer = handle(self._lab, Call("sqs", operation, given), self.now)
        assert answer.output is not None, answer.error
        return answer.output

    def count(self) -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        return sum(map(int, self.call("GetQueueAttributes", AttributeNames=names)["Attributes"].values()))


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, max_size=25))
def test_a_message_is_with_one_receiver_at_a_time_and_gone_once_deleted(steps: list[Any]) -> None:
    queue = Queue(company(), "orders", {})
    kept: set[str] = set()
    hidden: dict[str, datetime] = {}  # message -> until when nobody else gets it
    handles: dict[str, str] = {}
    for step in steps:
        if step == "send":
            kept.add(queue.call("SendMessage", MessageBody="x")["MessageId"])
        elif step == "delete" and handles:
            message, handle_ = handles.popitem()
            queue.call("DeleteMessage", ReceiptHandle=handle_)
            kept.discard(message)
        elif step[0] == "wait":
            queue.now += timedelta(seconds=step[1])
        elif step[0] == "receive":
            for one in queue.call("ReceiveMessage", MaxNumberOfMessages=step[1]).get("Messages", []):
                message = one["MessageId"]
                assert message in kept
                assert hidden.get(message, queue.now) <= queue.now
                hidden[message], handles[message] = queue.now + timedelta(seconds=TIMEOUT), one["ReceiptHandle"]
        assert queue.count() == len(kept)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12")), min_size=1, max_size=12))
def test_a_fifo_queue_hands_out_each_group_in_order(sent: list[tuple[str, str]]) -> None:
    queue = Queue(company(), "orders.fifo", {"FifoQueue": "true"})
    wanted: dict[str, list[str]] = {}
    for number, (body, group) in enumerate(sent):
        given = {"MessageBody": f"{body}{number}", "MessageGroupId": group, "MessageDeduplicationId": str(number)}
        assert queue.call("SendMessage", **given)["MessageId"] == queue.call("SendMessage", **given)["MessageId"]
        wanted.setdefault(group, []).append(given["MessageBody"])
    found: dict[str, list[str]] = {}
    for _ in range(2 * len(sent)):
        received = queue.call("ReceiveMessage", AttributeNames=["MessageGroupId"], MaxNumberOfMessages=1)
        for one in received.get("Messages", []):
            found.setdefault(one["Attributes"]["MessageGroupId"], []).append(one["Body"])
            queue.call("DeleteMessage", ReceiptHandle=one["ReceiptHandle"])
    assert found == wanted


def test_a_queue_forgets_messages_after_their_retention() -> None:
    queue = Queue(company(), "orders", {"MessageRetentionPeriod": "60"})
    queue.call("SendMessage", MessageBody="x")
    queue.now += timedelta(seconds=61)
    assert queue.call("ReceiveMessage") == {}
    assert queue.count() == 0


def test_the_arn_of_a_queue_has_its_account() -> None:
    found = Queue(company(), "orders", {}).call("GetQueueAttributes", AttributeNames=["QueueArn"])
    assert found["Attributes"]["QueueArn"] == f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders"
