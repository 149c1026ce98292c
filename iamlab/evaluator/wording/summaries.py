"""The decision in one sentence."""

from iamlab.evaluator.decision import ALLOWED, EXPLICIT_DENY, Decision
from iamlab.evaluator.ownership import in_other_account, is_trust, needs_resource_policy
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.evaluator.wording.phrases import by, subject, wish

# Why nothing allows the request, by the layer that was found wanting; "default" is the root user who assumes a role.
_SILENT = {
    "scp": "the organisation's service control policies do not allow it at every level",
    "endpoint": "the policy of the VPC endpoint that the request comes through does not allow it",
    "boundary": "a policy allows it, but the permissions boundary does not",
    "session": "a policy allows it, but the session policies do not",
    "identity": "no identity policy allows it",
    "default": "AWS lets no root user assume a role. Use an IAM user or a role",
}


def summary(request: Request, decision: Decision) -> str:
    """What came out, and what settled it."""
    who, what = subject(request), wish(request)
    if decision.outcome == ALLOWED:
        return f"{who} may {what}: {_why_allowed(request, decision)}."
    if decision.outcome == EXPLICIT_DENY:
        return f"{who} may not {what}: {by(decision.statements)} denies it, and a deny always wins."
    return f"{who} may not {what}: {_why_silent(request, decision)}."


def _why_allowed(request: Request, decision: Decision) -> str:
    if decision.statements:
        too = " as the resource's own policy does" if _needs_both(request, decision) else ""
        return f"{by(decision.statements)} allows it{too}, and nothing denies it"
    if request.action.lower() == "sts:getcalleridentity":
        return "everyone may ask who they are, whatever the policies say"
    if request.action.lower() == "sts:getsessiontoken":
        return "everyone may ask for temporary credentials of their own, whatever the policies say"
    return "the root user may do everything in its account"


def _needs_both(request: Request, decision: Decision) -> bool:
    return decision.decided_by == "identity" and needs_resource_policy(request)


def _why_silent(request: Request, decision: Decision) -> str:
    if decision.decided_by == "resource":
        return _no_resource_policy(request)
    return _SILENT[decision.decided_by]


def _no_resource_policy(request: Request) -> str:
    if is_trust(request):
        return "the role's trust policy does not let this caller assume it"
    if request.caller.kind in (PrincipalKind.SERVICE, PrincipalKind.PROVIDER, PrincipalKind.ANONYMOUS):
        return "only a policy on the resource can allow such a caller, and none does"
    if in_other_account(request):
        return "the resource is in another account, and no policy there allows it"
    return "the key's own policy does not allow it, and without that no identity policy can"
