"""What Amazon SQS keeps. AWS page: "Amazon SQS visibility timeout"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from iamlab.cloud.state.resource import Resource


@dataclass(frozen=True, slots=True)
class Message:
    """`visible` is when it can be received (again); `handle` is the last receipt handle, "" before the first receipt.

    `attributes` are the sender's own, as the API has them; `group`, `deduplication` and `sequence` are FIFO queues'.
    """

    id: str
    body: str
    sender: str
    sent: datetime
    visible: datetime
    handle: str = ""
    received: int = 0
    first_received: datetime | None = None
    attributes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    group: str = ""
    deduplication: str = ""
    sequence: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a FIFO queue took a message, which may be gone since."""

    deduplication: str
    id: str
    sequence: str
    sent: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Resource):
    """`attributes` are those that were set, as texts; the policy is kept as any resource's.

    `recent` is what a FIFO queue took in the last minutes, so that it does not take the same again.
    """

    name: str
    url: str
    modified: datetime
    attributes: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()  # in the order sent
    recent: tuple[Receipt, ...] = ()

    @property
    def fifo(self) -> bool:
        return self.name.endswith(".fifo")
