"""The whole account of a decision, as data: keys for programs beside words for people."""

from dataclasses import dataclass
from typing import Any

from iamlab.evaluator.decision import Decision
from iamlab.evaluator.request import Request


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The first element of a statement that does not match: what the policy says, what the request is."""

    element: str
    path: str
    policy_says: tuple[str, ...]
    request_is: str
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        """JSON-able."""
        return {
            "element": self.element,
            "path": self.path,
            "policy_says": list(self.policy_says),
            "request_is": self.request_is,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class StatementTrace:
    """What one statement had to say. `lines` count from 1 within the text of its policy."""

    index: int
    sid: str | None
    effect: str
    decides: bool
    lines: tuple[int, int]
    mismatch: Mismatch | None

    @property
    def applies(self) -> bool:
        """Whether every element matches the request."""
        return self.mismatch is None

    def as_dict(self) -> dict[str, Any]:
        """JSON-able."""
        return {
            "index": self.index,
            "sid": self.sid,
            "effect": self.effect,
            "applies": self.applies,
            "decides": self.decides,
            "lines": list(self.lines),
            "mismatch": self.mismatch.as_dict() if self.mismatch else None,
        }


@dataclass(frozen=True, slots=True)
class PolicyTrace:
    """One policy, its text and its statements."""

    name: str
    text: str
    statements: tuple[StatementTrace, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-able."""
        statements = [statement.as_dict() for statement in self.statements]
        return {"name": self.name, "text": self.text, "statements": statements}


@dataclass(frozen=True, slots=True)
class LayerTrace:
    """One rung of the ladder. `state` is allows, denies, silent, or absent where the layer does not apply."""

    layer: str
    title: str
    state: str
    sentence: str
    policies: tuple[PolicyTrace, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-able."""
        policies = [policy.as_dict() for policy in self.policies]
        return {
            "layer": self.layer,
            "title": self.title,
            "state": self.state,
            "sentence": self.sentence,
            "policies": policies,
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """A decision with its reasons, layer by layer and statement by statement."""

    request: Request
    decision: Decision
    summary: str
    layers: tuple[LayerTrace, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-able."""
        request = self.request
        return {
            "request": {
                "principal": request.principal,
                "action": request.action,
                "resource": request.resource,
                "context": {key: list(values) for key, values in request.context.items()},
            },
            "decision": self.decision.outcome,
            "decided_by": self.decision.decided_by,
            "message": self.decision.message,
            "summary": self.summary,
            "layers": [layer.as_dict() for layer in self.layers],
        }
