"""What happened in a sandbox before a call: the events of its trail, read only where a service looks at them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

# Each is CloudTrail's record, newest first, of all the sandbox's accounts (`recipientAccountId` tells which).
Past = Callable[[], Iterable[Mapping[str, Any]]]


def nothing() -> Iterable[Mapping[str, Any]]:
    """The past of a sandbox in which nothing has happened yet."""
    return ()
