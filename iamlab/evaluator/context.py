"""The request context: the values of condition keys, upper and lower case alike."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from iamlab.evaluator.request import Request
from iamlab.policy.arns import request_arn


class RequestContext(NamedTuple):
    """What policies are asked about: `action` in lower case, `resource` as patterns see it, keys in lower case."""

    request: Request
    action: str
    resource: str
    values: Mapping[str, Sequence[str]]

    def values_of(self, key: str) -> Sequence[str] | None:
        """All values of a lower-case key, or None where the request does not carry it."""
        return self.values.get(key)

    def lookup(self, key: str) -> str | None:
        """The value that a policy variable takes. A key with several values has none to take."""
        values = self.values.get(key)
        return values[0] if values is not None and len(values) == 1 else None


def context_of(request: Request) -> RequestContext:
    """The request's own keys, and those that follow from who calls where the request does not give them."""
    values: dict[str, Sequence[str]] = {key: (value,) for key, value in request.caller.keys.items()}
    for key, given in request.context.items():
        values[key.lower()] = (given,) if isinstance(given, str) else given
    action = request.action.lower()
    return RequestContext(request, action, request_arn(action, request.resource), values)
