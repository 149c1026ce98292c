"""One authorisation decision ("Policy evaluation logic")."""

from dataclasses import dataclass

from iamlab.evaluator import messages
from iamlab.evaluator.context import RequestContext, context_of
from iamlab.evaluator.decision import ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY, Decision, StatementRef
from iamlab.evaluator.layers import GRANTING, AttachedPolicy, Layer, Layers, layers_of
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request

# "No permissions are required to perform this operation", not even with an explicit deny (STS API Reference).
NO_PERMISSION_NEEDED = frozenset({"sts:getcalleridentity"})


@dataclass(frozen=True, slots=True)
class LayerResult:
    """What a layer says. `allows` has one tuple per level; a layer allows where each level has a statement."""

    denies: tuple[StatementRef, ...]
    allows: tuple[tuple[StatementRef, ...], ...]

    @property
    def allowed(self) -> bool:
        """Whether each level allows the request."""
        return all(self.allows)


def authorize(request: Request, layers: Layers) -> Decision:
    """Decide one request: whether it is allowed, which layer settled that, and by which statements."""
    if request.action.lower() in NO_PERMISSION_NEEDED:
        return Decision(ALLOWED, "default")
    context = context_of(request)
    results = {layer.key: result_of(layer, context) for layer in layers_of(request, layers)}
    for key, result in results.items():
        if result.denies:
            return Decision(EXPLICIT_DENY, key, result.denies, messages.explicit_denial(request, key))
    for key in GRANTING:
        if key in results and not results[key].allowed:
            return Decision(IMPLICIT_DENY, key, (), messages.implicit_denial(request, key))
    if in_other_account(request):
        return Decision(IMPLICIT_DENY, "resource", (), messages.implicit_denial(request, "resource"))
    if "identity" in results:
        return Decision(ALLOWED, "identity", results["identity"].allows[0])
    if request.caller.kind is PrincipalKind.ROOT:
        return Decision(ALLOWED, "default")
    return Decision(IMPLICIT_DENY, "default", (), messages.implicit_denial(request, "resource"))


def in_other_account(request: Request) -> bool:
    """Whether caller and resource have different owners; then the resource's policy must allow as well.

    Source: "Cross-account policy evaluation logic".
    """
    account = request.caller.account
    return request.resource_account is not None and account is not None and request.resource_account != account


def result_of(layer: Layer, context: RequestContext) -> LayerResult:
    """Ask every policy of a layer."""
    denies: list[StatementRef] = []
    allows: list[tuple[StatementRef, ...]] = []
    for level in layer.levels:
        allowing: list[StatementRef] = []
        for attached in level:
            _ask(attached, context, allowing, denies)
        allows.append(tuple(allowing))
    return LayerResult(tuple(denies), tuple(allows))


def _ask(
    attached: AttachedPolicy, context: RequestContext, allowing: list[StatementRef], denies: list[StatementRef]
) -> None:
    for statement in attached.policy.about(context.action):
        if statement.applies(context):
            source = statement.source
            reference = StatementRef(attached.name, source.sid, source.index)
            (allowing if statement.allows else denies).append(reference)
