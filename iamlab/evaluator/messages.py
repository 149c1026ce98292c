"""The sentence that a denied caller gets ("Troubleshoot access denied error messages")."""

from iamlab.evaluator import denied_resources
from iamlab.evaluator.ownership import is_trust
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request

# layer: what no policy of it does, and what one of it does
_PHRASES = {
    "identity": ("no identity-based policy", "an identity-based policy"),
    "resource": ("no resource-based policy", "a resource-based policy"),
    "trust": ("no role trust policy", "the role trust policy"),
    "boundary": ("no permissions boundary", "a permissions boundary"),
    "session": ("no session policy", "a session policy"),
    "scp": ("no service control policy", "a service control policy"),
    "rcp": ("no resource control policy", "a resource control policy"),
    "endpoint": ("no VPC endpoint policy", "a VPC endpoint policy"),
}

# What AWS STS says to a root user, whatever the policies ("AssumeRole" in the AWS STS API Reference).
ROOT_ASSUMES_NO_ROLE = "Roles may not be assumed by root accounts."


def implicit_denial(request: Request, layer: str) -> str:
    """... because no identity-based policy allows the s3:GetObject action."""
    return f"{_start(request)} because {_phrases(request, layer)[0]} allows the {request.action} action"


def explicit_denial(request: Request, layer: str) -> str:
    """... with an explicit deny in an identity-based policy."""
    return f"{_start(request)} with an explicit deny in {_phrases(request, layer)[1]}"


def _phrases(request: Request, layer: str) -> tuple[str, str]:
    return _PHRASES["trust" if layer == "resource" and is_trust(request) else layer]


def _start(request: Request) -> str:
    who = "anonymous" if request.caller.kind is PrincipalKind.ANONYMOUS else request.principal
    place = denied_resources.place(request.action, request.resource)
    return f"User: {who} is not authorized to perform: {request.action}{place}"
