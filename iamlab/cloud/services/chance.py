"""Values that no two calls share and nobody can guess who does not know the sandbox's seed.

They are no random numbers: a scenario that is built again, call by call, is the same again.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from iamlab.cloud import sealing
from iamlab.cloud.services.operation import Invocation

_NUMBER_BYTES = 4


def fresh(call: Invocation) -> str:
    """A text that no call before had: when it is, and what happened last."""
    newest: Mapping[str, Any] = next(iter(call.past()), {})
    return f"{call.now.isoformat()}/{newest.get('eventID', '')}"


def digests(call: Invocation, purpose: str) -> Iterator[bytes]:
    """Digests of 32 bytes without end, others for each purpose and each call."""
    about = fresh(call)
    for number in count():
        yield sealing.mark(call.company.seed, purpose, f"{number}/{about}")


def numbers(call: Invocation, purpose: str) -> Iterator[int]:
    """Numbers of 32 bits without end."""
    for digest in digests(call, purpose):
        for place in range(0, len(digest), _NUMBER_BYTES):
            yield int.from_bytes(digest[place : place + _NUMBER_BYTES])
