"""One request put to some policies, with the decision in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iamlab.evaluator import Decision, Layers, Request, Trace, explain


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
    return Decided(trace.decision, _deciding(trace), trace.as_dict())


def _deciding(trace: Trace) -> str:
    decision = trace.decision
    if not decision.statements:
        # An outer layer that lets nothing pass, or a caller who needs no statement, has its own sentence.
        return "No statement matched." if decision.decided_by == "identity" else trace.summary
    named = [
        f"statement {statement.index + 1}{f' `{statement.sid}`' if statement.sid else ''} of {statement.policy}"
        for statement in decision.statements
    ]
    return f"Decided by {' and '.join(named)}."
