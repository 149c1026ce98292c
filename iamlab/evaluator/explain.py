"""The decision again, with every reason spelled out."""

from collections.abc import Mapping

from iamlab.evaluator.authorize import authorize
from iamlab.evaluator.compiled import CompiledStatement
from iamlab.evaluator.context import RequestContext, context_of
from iamlab.evaluator.decision import Decision, StatementRef
from iamlab.evaluator.exemptions import needs_no_permission
from iamlab.evaluator.layers import (
    LADDER,
    TITLES,
    AttachedPolicy,
    Layer,
    Layers,
    exempt_layers,
    has_boundary,
    layers_of,
)
from iamlab.evaluator.mismatches import first_mismatch
from iamlab.evaluator.mismatches.about_principals import principal_mismatch
from iamlab.evaluator.naming import naming_of
from iamlab.evaluator.ownership import needs_resource_policy
from iamlab.evaluator.principal import ENTITIES
from iamlab.evaluator.request import Request
from iamlab.evaluator.results import LayerResult, results_of
from iamlab.evaluator.trace import LayerTrace, PolicyTrace, StatementTrace, Trace
from iamlab.evaluator.wording import layers as layer_words
from iamlab.evaluator.wording import resources as resource_words
from iamlab.evaluator.wording import summaries


def explain(request: Request, layers: Layers) -> Trace:
    """Decide as `authorize` does, and say why: layer by layer, statement by statement."""
    decision = authorize(request, layers)
    context = context_of(request)
    bounded = has_boundary(request, layers)
    results = results_of(request, layers, context)
    rungs = {layer.key: _rung(layer, results, context, decision, bounded) for layer in layers_of(request, layers)}
    for key, reason in exempt_layers(request, layers):
        rungs[key] = LayerTrace(key, TITLES[key], "absent", layer_words.exempt(reason))
    if request.caller.kind not in ENTITIES or "identity" not in rungs:
        rungs["identity"] = LayerTrace("identity", TITLES["identity"], "absent", layer_words.no_identity(request))
    if "resource" not in rungs and needs_resource_policy(request) and not needs_no_permission(request):
        sentence = resource_words.missing(request)
        rungs["resource"] = LayerTrace("resource", TITLES["resource"], "silent", sentence)
    ladder = tuple(rungs[key] for key in LADDER if key in rungs)
    return Trace(request, decision, summaries.summary(request, decision), ladder)


def _rung(
    layer: Layer, results: Mapping[str, LayerResult], context: RequestContext, decision: Decision, bounded: bool
) -> LayerTrace:
    result = results[layer.key]
    state = "denies" if result.denies else "allows" if result.allowed else "silent"
    deciding = decision.statements if decision.decided_by == layer.key else ()
    policies = tuple(_policy(attached, context, deciding, bounded) for level in layer.levels for attached in level)
    sentence = layer_words.sentence(layer, result, context.request)
    return LayerTrace(layer.key, TITLES[layer.key], state, sentence, policies)


def _policy(
    attached: AttachedPolicy, context: RequestContext, deciding: tuple[StatementRef, ...], bounded: bool
) -> PolicyTrace:
    statements = tuple(_statement(one, attached.name, context, deciding, bounded) for one in attached.policy.statements)
    return PolicyTrace(attached.name, attached.policy.source.source, statements)


def _statement(
    statement: CompiledStatement,
    policy: str,
    context: RequestContext,
    deciding: tuple[StatementRef, ...],
    bounded: bool,
) -> StatementTrace:
    source = statement.source
    about_caller = naming_of(source, context.request.caller, bounded=bounded) is not None
    mismatch = first_mismatch(statement, context) if about_caller else principal_mismatch(source, context.request)
    return StatementTrace(
        index=source.index,
        sid=source.sid,
        effect=source.effect,
        decides=mismatch is None and StatementRef(policy, source.sid, source.index) in deciding,
        lines=source.lines or (1, 1),
        mismatch=mismatch,
    )
