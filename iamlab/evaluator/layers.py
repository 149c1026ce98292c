"""The layers of policies that a request passes ("Policy evaluation logic")."""

from dataclasses import dataclass

from iamlab.evaluator.compiled import CompiledPolicy
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request


@dataclass(frozen=True, slots=True)
class AttachedPolicy:
    """A compiled policy under the name that the reader knows: `AmazonS3ReadOnlyAccess (from group Developers)`."""

    name: str
    policy: CompiledPolicy


@dataclass(frozen=True, slots=True)
class Layers:
    """All policies that a request meets.

    `identity` are those attached to the caller, through groups too. `service_control` has one tuple for each
    level, root first and the account last; it is empty where the account is in no organisation or manages it.
    """

    identity: tuple[AttachedPolicy, ...] = ()
    boundary: AttachedPolicy | None = None
    service_control: tuple[tuple[AttachedPolicy, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as it applies to a request. Of each of its `levels` some policy must allow the request."""

    key: str
    levels: tuple[tuple[AttachedPolicy, ...], ...]


TITLES = {
    "rcp": "Resource control policies",
    "scp": "Service control policies",
    "resource": "Resource policy",
    "boundary": "Permissions boundary",
    "session": "Session policies",
    "identity": "Identity policies",
}

# Which layer a denial is put down to where several of them deny, and which where several fail to allow. Sources:
# "How AWS enforcement code logic evaluates requests to allow or deny access", "Policy evaluation for requests
# within a single account" (in the flow charts identity policies come before the boundary).
LADDER = tuple(TITLES)
GRANTING = ("rcp", "scp", "identity", "boundary", "session")

_SERVICE_LINKED = "AWSServiceRoleFor"


def layers_of(request: Request, layers: Layers) -> tuple[Layer, ...]:
    """The layers that bind this caller, in the order of the ladder.

    The root user has no identity policies and no boundary ("AWS account root user"); SCPs bind the root user of a
    member account, but no service-linked role ("Service control policies (SCPs)").
    """
    caller = request.caller
    found: list[Layer] = []
    if layers.service_control and caller.account and not caller.name.startswith(_SERVICE_LINKED):
        found.append(Layer("scp", layers.service_control))
    if caller.kind in (PrincipalKind.USER, PrincipalKind.ROLE, PrincipalKind.FEDERATED):
        if layers.boundary is not None:
            found.append(Layer("boundary", ((layers.boundary,),)))
        found.append(Layer("identity", (layers.identity,)))
    return tuple(found)
