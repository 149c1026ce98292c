"""One authorisation decision ("Policy evaluation logic")."""

from collections.abc import Mapping

from iamlab.evaluator import messages
from iamlab.evaluator.context import context_of
from iamlab.evaluator.decision import ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY, Decision, StatementRef
from iamlab.evaluator.exemptions import needs_no_permission
from iamlab.evaluator.layers import OWN, Layers
from iamlab.evaluator.naming import Naming
from iamlab.evaluator.ownership import in_other_account, is_trust, needs_resource_policy
from iamlab.evaluator.principal import ENTITIES, PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.evaluator.results import LayerResult, results_of


def authorize(request: Request, layers: Layers) -> Decision:
    """Decide one request: whether it is allowed, which layer settled that, and by which statements."""
    if needs_no_permission(request):
        return Decision(ALLOWED, "default")
    return decide(request, results_of(request, layers, context_of(request)))


def decide(request: Request, results: Mapping[str, LayerResult]) -> Decision:
    """Put together what the layers say; `results` come in the order of the ladder."""
    for key, result in results.items():
        if result.denies:
            return Decision(EXPLICIT_DENY, key, result.denies, messages.explicit_denial(request, key))
    for key in ("scp", "endpoint"):
        if key in results and not results[key].allowed:
            return _nobody_allows(request, key)
    resource = results.get("resource")
    granted = resource is not None and resource.allowed
    if not granted and needs_resource_policy(request):
        return _nobody_allows(request, "resource")
    if request.caller.kind is PrincipalKind.ROOT and is_trust(request):
        return Decision(IMPLICIT_DENY, "default", (), messages.ROOT_ASSUMES_NO_ROLE)
    if request.caller.kind not in ENTITIES:
        if resource is not None and needs_resource_policy(request):
            return _allowed_by_resource(resource.allows[0])
        return Decision(ALLOWED, "default")  # the root user in its own account
    return _with_own_policies(request, results, resource if granted else None)


def _with_own_policies(request: Request, results: Mapping[str, LayerResult], resource: LayerResult | None) -> Decision:
    """Decide for a caller that has policies of its own; `resource` is the resource's policy where that allows."""
    silent = [key for key in OWN if key in results and not results[key].allowed]
    if not silent:
        return Decision(ALLOWED, "identity", results["identity"].allows[0])
    if resource is not None and not in_other_account(request):
        unlimited = silent == ["identity"]
        enough = resource.allowing(Naming.IDENTITY if unlimited else _past_limits(request))
        if enough:
            return _allowed_by_resource(enough)
        if resource.allowing(Naming.IDENTITY):  # it stands in for identity policies, and a limit is what is missing
            silent = [key for key in silent if key != "identity"]
    return _nobody_allows(request, silent[0])


def _past_limits(request: Request) -> Naming:
    """How a resource policy must name the caller so that a silent boundary or session policy does not matter.

    Sources: "How AWS enforcement code logic evaluates requests to allow or deny access", resource-based policies. A
    user whom a trust policy names is stopped by a boundary all the same ("Update a role trust policy", the notes).
    """
    by_trust = is_trust(request) and request.caller.kind is PrincipalKind.USER
    return Naming.EVERYONE if by_trust else Naming.CALLER


def _allowed_by_resource(statements: tuple[StatementRef, ...]) -> Decision:
    return Decision(ALLOWED, "resource", statements)


def _nobody_allows(request: Request, layer: str) -> Decision:
    return Decision(IMPLICIT_DENY, layer, (), messages.implicit_denial(request, layer))
