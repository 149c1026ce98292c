"""The encoded message that Amazon EC2 adds to a denial, and what is in it.

AWS page: "DecodeAuthorizationMessage" in the AWS STS API Reference. Only the sandbox that made a message reads it.
"""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from iamlab.cloud import sealing
from iamlab.evaluator import Trace
from iamlab.evaluator.decision import EXPLICIT_DENY

LONGEST = 3_000  # the operation takes 10,240 characters; the trail keeps these messages

_PURPOSE = "authorization message"
_MOST_DECODED = 65_536


def encode(seed: str, trace: Trace, user_id: str) -> str:
    """Return the message about a denial. A very long one is cut: first the conditions, then the statements go."""
    whole = _content(trace, user_id)
    without_conditions = {**whole, "context": {**whole["context"], "conditions": _items([])}}
    bare = {**without_conditions, "matchedStatements": _items([])}
    for content in (whole, without_conditions):
        message = _sealed(seed, content)
        if len(message) <= LONGEST:
            return message
    return _sealed(seed, bare)


def decode(seed: str, message: str) -> str | None:
    """Return the JSON text in a message; None for a message that this sandbox did not make."""
    packed = sealing.open_sealed(seed, _PURPOSE, message)
    if packed is None:
        return None
    return zlib.decompressobj().decompress(packed, _MOST_DECODED).decode()


def _sealed(seed: str, content: dict[str, Any]) -> str:
    return sealing.seal(seed, _PURPOSE, zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 9))


def _content(trace: Trace, user_id: str) -> dict[str, Any]:
    request = trace.request
    principal = {"id": user_id, "arn": request.principal}
    if ":user/" in request.principal:
        principal = {"id": user_id, "name": request.caller.name, "arn": request.principal}
    return {
        "allowed": False,
        "explicitDeny": trace.decision.outcome == EXPLICIT_DENY,
        "matchedStatements": _items(_statements(trace, user_id)),
        "failures": _items([]),
        "context": {
            "principal": principal,
            "action": request.action,
            "resource": request.resource,
            "conditions": _items(
                {"key": key, "values": _items({"value": value} for value in values)}
                for key, values in request.context.items()
            ),
        },
    }


def _statements(trace: Trace, user_id: str) -> Iterable[dict[str, Any]]:
    """The statements that decided, as the message tells of them; it leaves out whose policy each is in."""
    for layer in trace.layers:
        for policy in layer.policies:
            for statement in policy.statements:
                if statement.decides:
                    yield {
                        "statementId": statement.sid or "",
                        "effect": statement.effect.upper(),
                        "principals": _items([{"value": user_id}]),
                        "principalGroups": _items([]),
                        "actions": _items([{"value": trace.request.action}]),
                        "resources": _items([{"value": trace.request.resource}]),
                        "conditions": _items([]),
                    }


def _items(values: Iterable[Any]) -> dict[str, list[Any]]:
    return {"items": list(values)}
