"""What each layer says to a request."""

from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.evaluator.context import RequestContext
from iamlab.evaluator.decision import StatementRef
from iamlab.evaluator.layers import AttachedPolicy, Layer, Layers, has_boundary, layers_of
from iamlab.evaluator.naming import Naming, naming_of
from iamlab.evaluator.request import Request


@dataclass(frozen=True, slots=True)
class LayerResult:
    """What a layer says. `allows` has one tuple per level; a layer allows where each level has a statement.

    `namings` says how each allowing statement names the caller; it is for the resource's policy, which has one level.
    """

    denies: tuple[StatementRef, ...]
    allows: tuple[tuple[StatementRef, ...], ...]
    namings: tuple[Naming, ...] = ()
    allow_implied: bool = False

    @property
    def allowed(self) -> bool:
        """Whether each level allows the request."""
        return self.allow_implied or all(self.allows)

    def allowing(self, at_least: Naming) -> tuple[StatementRef, ...]:
        """The allowing statements of the resource's policy that name the caller so closely."""
        pairs = zip(self.allows[0], self.namings, strict=True)
        return tuple(reference for reference, naming in pairs if naming >= at_least)


def results_of(request: Request, layers: Layers, context: RequestContext) -> Mapping[str, LayerResult]:
    """The word of every layer that binds the request, in the order of the ladder."""
    bounded = has_boundary(request, layers)
    return {layer.key: result_of(layer, context, bounded=bounded) for layer in layers_of(request, layers)}


def result_of(layer: Layer, context: RequestContext, *, bounded: bool) -> LayerResult:
    """Ask every policy of a layer. `bounded` says that the caller has a permissions boundary."""
    denies: list[StatementRef] = []
    allows: list[tuple[StatementRef, ...]] = []
    namings: list[Naming] = []
    for level in layer.levels:
        allowing: list[StatementRef] = []
        for attached in level:
            _ask(attached, context, bounded, allowing, namings, denies)
        allows.append(tuple(allowing))
    return LayerResult(tuple(denies), tuple(allows), tuple(namings), layer.allow_implied)


def _ask(
    attached: AttachedPolicy,
    context: RequestContext,
    bounded: bool,
    allowing: list[StatementRef],
    namings: list[Naming],
    denies: list[StatementRef],
) -> None:
    for statement in attached.policy.concerning(context):
        source = statement.source
        naming = naming_of(source, context.request.caller, bounded=bounded)
        if naming is None or not statement.applies(context):
            continue
        reference = StatementRef(attached.name, source.sid, source.index)
        if statement.allows:
            allowing.append(reference)
            namings.append(naming)
        else:
            denies.append(reference)
