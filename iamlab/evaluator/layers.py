"""The layers of policies that a request passes ("Policy evaluation logic")."""

from dataclasses import dataclass

from iamlab.evaluator.compiled import CompiledPolicy
from iamlab.evaluator.exemptions import Exemption, exemption, is_root_task
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request


@dataclass(frozen=True, slots=True)
class AttachedPolicy:
    """A compiled policy under the name that the reader knows: `AmazonS3ReadOnlyAccess (from group Developers)`.

    `arn` is that of a managed policy or of an organisation's, where it is known.
    """

    name: str
    policy: CompiledPolicy
    arn: str = ""


@dataclass(frozen=True, slots=True)
class Layers:
    """All policies that a request meets.

    `identity` are those attached to the caller, through groups too; `session` those passed when the session was
    made. `resource` is the resource's own policy: a bucket policy, a key policy, a role's trust policy.
    `service_control` (of the caller's account) and `resource_control` (of the resource's account) have one tuple
    for each level, root first and the account last; they are empty where the account is in no organisation or
    manages it. RCPFullAWSAccess is implied at each level of `resource_control`. `endpoint` are the policies of
    the VPC endpoint that the request came through.
    """

    identity: tuple[AttachedPolicy, ...] = ()
    boundary: AttachedPolicy | None = None
    service_control: tuple[tuple[AttachedPolicy, ...], ...] = ()
    session: tuple[AttachedPolicy, ...] = ()
    resource: AttachedPolicy | None = None
    resource_control: tuple[tuple[AttachedPolicy, ...], ...] = ()
    endpoint: tuple[AttachedPolicy, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as it applies to a request. Of each of its `levels` some policy must allow the request.

    `allow_implied` says that every level has a policy that allows everything, so that only denies count.
    """

    key: str
    levels: tuple[tuple[AttachedPolicy, ...], ...]
    allow_implied: bool = False


# From top to bottom: a denial by several layers is put down to the topmost ("How AWS enforcement code logic evaluates
# requests to allow or deny access"). That page leaves endpoint policies out; a request meets them before the resource.
TITLES = {
    "rcp": "Resource control policies",
    "scp": "Service control policies",
    "endpoint": "VPC endpoint policies",
    "resource": "Resource policy",
    "boundary": "Permissions boundary",
    "session": "Session policies",
    "identity": "Identity policies",
}
LADDER = tuple(TITLES)

# The caller's own policies, in the order in which they are found wanting (in the flow charts of "Policy evaluation
# for requests within a single account" identity policies come before the boundary, session policies last).
OWN = ("identity", "boundary", "session")


def layers_of(request: Request, layers: Layers) -> tuple[Layer, ...]:
    """The layers that bind this request, in the order of the ladder."""
    return tuple(layer for layer in _given(request, layers) if exemption(layer.key, request) is None)


def exempt_layers(request: Request, layers: Layers) -> tuple[tuple[str, Exemption], ...]:
    """The layers that were given and do not bind this request, each with the reason."""
    found = ((layer, exemption(layer.key, request)) for layer in _given(request, layers))
    return tuple((layer.key, reason) for layer, reason in found if reason is not None and any(layer.levels))


def has_boundary(request: Request, layers: Layers) -> bool:
    """Whether a permissions boundary is set for this caller."""
    return layers.boundary is not None and exemption("boundary", request) is None


def _given(request: Request, layers: Layers) -> list[Layer]:
    found: list[Layer] = []
    if layers.resource_control:
        found.append(Layer("rcp", layers.resource_control, allow_implied=True))
    if layers.service_control:
        found.append(Layer("scp", layers.service_control))
    if layers.endpoint:
        found.append(Layer("endpoint", (layers.endpoint,)))
    if layers.resource is not None:
        found.append(Layer("resource", ((layers.resource,),)))
    if layers.boundary is not None:
        found.append(Layer("boundary", ((layers.boundary,),)))
    # A federated user has what the session policies allow, so without any nothing ("GetFederationToken").
    if layers.session or request.caller.kind is PrincipalKind.FEDERATED:
        found.append(Layer("session", (layers.session,), allow_implied=is_root_task(request)))
    found.append(Layer("identity", (layers.identity,)))
    return found
