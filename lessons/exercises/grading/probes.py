"""One request put to some policies, with the decision in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iamlab.evaluator import Decision, Layers, Request, explain


@dataclass(frozen=True)
class Decided:
    """A decision, the sentence that names what decided, and the whole trace."""

    decision: Decision
    deciding: str
    trace: dict[str, Any]


def decide(
    principal: str,
    action: str,
    resource: str,
    layers: Layers,
    context: Mapping[str, str | Sequence[str]] | None = None,
) -> Decided:
    """Ask the evaluator; the words, the trace and the decision come from one and the same answer."""
    request = Request(principal=principal, action=action, resource=resource, context=context or {})
    trace = explain(request, layers)
    return Decided(trace.decision, _deciding(trace.decision), trace.as_dict())


def _deciding(decision: Decision) -> str:
    if not decision.statements:
        return "No statement matched, so nobody said yes."
    named = [
        f"statement {statement.index + 1}{f' `{statement.sid}`' if statement.sid else ''} of {statement.policy}"
        for statement in decision.statements
    ]
    return f"Decided by {' and '.join(named)}."
