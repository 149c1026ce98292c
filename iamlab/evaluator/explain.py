"""The decision again, with every reason spelled out."""

from iamlab.evaluator import wording
from iamlab.evaluator.authorize import authorize, in_other_account, result_of
from iamlab.evaluator.compiled import CompiledStatement
from iamlab.evaluator.context import RequestContext, context_of
from iamlab.evaluator.decision import Decision, StatementRef
from iamlab.evaluator.layers import LADDER, TITLES, AttachedPolicy, Layer, Layers, layers_of
from iamlab.evaluator.mismatches import first_mismatch
from iamlab.evaluator.request import Request
from iamlab.evaluator.trace import LayerTrace, PolicyTrace, StatementTrace, Trace


def explain(request: Request, layers: Layers) -> Trace:
    """Decide as `authorize` does, and say why: layer by layer, statement by statement."""
    decision = authorize(request, layers)
    context = context_of(request)
    rungs = [_rung(layer, context, decision) for layer in layers_of(request, layers)]
    if in_other_account(request):
        rungs.append(LayerTrace("resource", TITLES["resource"], "silent", wording.other_account(request)))
    if not any(rung.layer == "identity" for rung in rungs):
        rungs.append(LayerTrace("identity", TITLES["identity"], "absent", wording.no_identity_policies(request)))
    rungs.sort(key=lambda rung: LADDER.index(rung.layer))
    return Trace(request, decision, wording.summary(request, decision), tuple(rungs))


def _rung(layer: Layer, context: RequestContext, decision: Decision) -> LayerTrace:
    result = result_of(layer, context)
    state = "denies" if result.denies else "allows" if result.allowed else "silent"
    deciding = decision.statements if decision.decided_by == layer.key else ()
    policies = tuple(_policy(attached, context, deciding) for level in layer.levels for attached in level)
    sentence = wording.layer_sentence(layer, result, context.request)
    return LayerTrace(layer.key, TITLES[layer.key], state, sentence, policies)


def _policy(attached: AttachedPolicy, context: RequestContext, deciding: tuple[StatementRef, ...]) -> PolicyTrace:
    statements = tuple(_statement(one, attached.name, context, deciding) for one in attached.policy.statements)
    return PolicyTrace(attached.name, attached.policy.source.source, statements)


def _statement(
    statement: CompiledStatement, policy: str, context: RequestContext, deciding: tuple[StatementRef, ...]
) -> StatementTrace:
    source = statement.source
    mismatch = first_mismatch(statement, context)
    return StatementTrace(
        index=source.index,
        sid=source.sid,
        effect=source.effect,
        decides=mismatch is None and StatementRef(policy, source.sid, source.index) in deciding,
        lines=source.lines or (1, 1),
        mismatch=mismatch,
    )
