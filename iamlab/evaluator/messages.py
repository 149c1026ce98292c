"""The sentence that a denied caller gets ("Troubleshoot access denied error messages")."""

from iamlab.evaluator.request import Request

# layer: what no policy of it does, and what one of it does
_PHRASES = {
    "identity": ("no identity-based policy", "an identity-based policy"),
    "resource": ("no resource-based policy", "a resource-based policy"),
    "boundary": ("no permissions boundary", "a permissions boundary"),
    "session": ("no session policy", "a session policy"),
    "scp": ("no service control policy", "a service control policy"),
    "rcp": ("no resource control policy", "a resource control policy"),
    "endpoint": ("no VPC endpoint policy", "a VPC endpoint policy"),
}


def implicit_denial(request: Request, layer: str) -> str:
    """... because no identity-based policy allows the s3:GetObject action."""
    return f"{_start(request)} because {_PHRASES[layer][0]} allows the {request.action} action"


def explicit_denial(request: Request, layer: str) -> str:
    """... with an explicit deny in an identity-based policy."""
    return f"{_start(request)} with an explicit deny in {_PHRASES[layer][1]}"


def _start(request: Request) -> str:
    place = "" if request.resource == "*" else f" on resource: {request.resource}"
    return f"User: {request.principal} is not authorized to perform: {request.action}{place}"
