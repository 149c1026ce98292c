"""One authorisation decision: data in, decision out. No clock, no I/O, no globals."""

from iamlab.evaluator.authorize import authorize
from iamlab.evaluator.compiled import CompiledPolicy, compile
from iamlab.evaluator.decision import Decision, StatementRef
from iamlab.evaluator.explain import explain
from iamlab.evaluator.layers import AttachedPolicy, Layers
from iamlab.evaluator.request import Request, RequestError
from iamlab.evaluator.trace import Trace

__all__ = [
    "AttachedPolicy",
    "CompiledPolicy",
    "Decision",
    "Layers",
    "Request",
    "RequestError",
    "StatementRef",
    "Trace",
    "authorize",
    "compile",
    "explain",
]
