"""Requests that a kind of policy has no say in."""

from enum import Enum

from iamlab.evaluator import resource_control
from iamlab.evaluator.ownership import is_owners_right
from iamlab.evaluator.principal import ENTITIES, PrincipalKind
from iamlab.evaluator.request import Request


class Exemption(Enum):
    """Why a kind of policy does not bind a request."""

    NO_PERMISSION_NEEDED = "the operation needs no permission"
    NO_ENTITY = "the caller is no IAM user and no session"
    NO_ACCOUNT = "the caller belongs to no account"
    SERVICE_LINKED = "the caller is a service-linked role"
    NOT_SUPPORTED = "the action cannot be restricted by resource control policies"
    OWNER = "the owner's root user cannot be locked out of a bucket policy or a queue policy"


def exemption(layer: str, request: Request) -> Exemption | None:
    """Why the layer does not bind this request, or None where it does.

    Sources: "GetCallerIdentity"; "AWS account root user"; "Policy evaluation for requests within a single account"
    (session policies); "Service control policies (SCPs)"; "Resource control policies (RCPs)"; "PutBucketPolicy"; "Tasks
    that require root user credentials".
    """
    if needs_no_permission(request):
        return Exemption.NO_PERMISSION_NEEDED
    caller = request.caller
    if layer == "session" and is_root_task(request):
        return None
    match layer:
        case "identity" | "boundary" | "session" if caller.kind not in ENTITIES:
            return Exemption.NO_ENTITY
        case "scp" if caller.account is None:
            return Exemption.NO_ACCOUNT
        case "scp" | "rcp" if caller.service_linked:
            return Exemption.SERVICE_LINKED
        case "rcp" if not resource_control.supports(request):
            return Exemption.NOT_SUPPORTED
        case "resource" if is_owners_right(request):
            return Exemption.OWNER
    return None


def is_root_task(request: Request) -> bool:
    """Whether AssumeRoot made the root user's credentials: its task policy, which only denies, binds them.

    Source: "Perform a privileged task on an AWS Organizations member account".
    """
    assumed = any("true" in values for key, values in request.context.items() if key.lower() == "aws:assumedroot")
    return assumed and request.caller.kind is PrincipalKind.ROOT


def needs_no_permission(request: Request) -> bool:
    """Whether the operation works whatever the policies say, an explicit deny included.

    Sources: "GetCallerIdentity" in the AWS STS API Reference; for GetSessionToken, which IAM users and root users
    call, "Permissions for GetSessionToken".
    """
    action = request.action.lower()
    if action == "sts:getsessiontoken":
        return request.caller.kind in (PrincipalKind.USER, PrincipalKind.ROOT)
    return action == "sts:getcalleridentity"
