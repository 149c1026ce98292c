"""What the resource's own policy says to a request, and what is still needed where it allows."""

from iamlab.evaluator.mismatches.phrases import code
from iamlab.evaluator.naming import Naming
from iamlab.evaluator.ownership import guards_itself, in_other_account, is_trust
from iamlab.evaluator.principal import ENTITIES, PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.evaluator.results import LayerResult
from iamlab.evaluator.wording.phrases import statement

# What follows in the caller's own account from how the statement names the caller.
_ALLOWS = {
    Naming.ACCOUNT: (
        "names the account `{account}`: that only opens the door for the account's own policies. One of them must "
        "allow the request too."
    ),
    Naming.IDENTITY: (
        "names the {kind} {name}, so no identity policy is needed. A permissions boundary and session policies "
        "still limit the session."
    ),
    Naming.CALLER: "names this very caller, so no policy of the caller's own has to allow the request.",
    Naming.EVERYONE: "allows everyone, so no policy of the caller's own has to allow the request.",
}
_ALLOWS_TRUSTED_USER = (
    "names this very user, so no identity policy is needed. A permissions boundary must still allow it."
)


def allows(result: LayerResult, request: Request) -> str:
    """How far the allow goes."""
    closest = max(result.namings)
    start = statement(result.allowing(closest))
    caller = request.caller
    if caller.kind not in ENTITIES:
        return f"{start} allows this request."
    if in_other_account(request):
        return f"{start} opens the resource to the caller's account. The caller's own policies must allow it as well."
    if closest is Naming.CALLER and caller.kind is PrincipalKind.USER and is_trust(request):
        return f"{start} {_ALLOWS_TRUSTED_USER}"
    kind = "role" if caller.kind is PrincipalKind.ROLE else "user"
    return f"{start} {_ALLOWS[closest].format(account=caller.account, kind=kind, name=code(caller.name))}"


def silent(request: Request) -> str:
    """What it means that no statement of the policy allows the request."""
    if is_trust(request):
        return "No statement of the role's trust policy lets this caller assume the role."
    if request.caller.account is None:
        return "No statement of the resource's policy allows this caller, and no other policy can."
    if in_other_account(request):
        return (
            f"The resource belongs to account {request.owner}, and no statement of its policy allows this caller. "
            "Both accounts must allow the request."
        )
    if guards_itself(request):
        return "No statement of the key policy allows this caller, and without that no identity policy can."
    if request.caller.kind is PrincipalKind.ROOT:
        return "No statement of the resource's policy allows this request. The root user of its account needs none."
    return "No statement of the resource's policy allows this request. An identity policy may still allow it."


def missing(request: Request) -> str:
    """Why it matters that the resource has no policy."""
    if is_trust(request):
        return "Only the role's trust policy decides who may assume the role, and there is none here."
    if request.caller.account is None:
        return "Only a policy on the resource can allow this caller, and there is none."
    if in_other_account(request):
        return (
            f"The resource belongs to account {request.owner}. A caller from another account needs a policy on the "
            "resource that allows the request, and there is none."
        )
    return "A KMS key is opened by its own key policy before any identity policy counts, and there is none here."
