"""The sentences of a trace. Plain words; the facts are in the keys beside them."""

from iamlab.evaluator.authorize import NO_PERMISSION_NEEDED, LayerResult
from iamlab.evaluator.decision import ALLOWED, EXPLICIT_DENY, Decision, StatementRef
from iamlab.evaluator.layers import Layer
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request

# layer: a policy of it, several of them
_NAMES = {
    "identity": ("identity policy", "identity policies"),
    "boundary": ("permissions boundary", "permissions boundary"),
    "scp": ("service control policy", "service control policies"),
    "resource": ("resource policy", "resource policy"),
}


def summary(request: Request, decision: Decision) -> str:
    """The decision in one sentence."""
    who, what = caller(request), wish(request)
    layer = _NAMES.get(decision.decided_by, ("", ""))[0]
    if decision.outcome == ALLOWED and decision.statements:
        return f"{who} may {what}: {_by(decision.statements)} allows it, and nothing denies it."
    if decision.outcome == ALLOWED and request.action.lower() in NO_PERMISSION_NEEDED:
        return f"{who} may {what}: everyone may ask who they are, whatever the policies say."
    if decision.outcome == ALLOWED:
        return f"{who} may {what}: the root user may do everything in its account."
    if decision.outcome == EXPLICIT_DENY:
        return f"{who} may not {what}: {_by(decision.statements)} denies it, and a deny always wins."
    if decision.decided_by == "scp":
        return f"{who} may not {what}: the organisation's service control policies do not allow it at every level."
    if decision.decided_by == "boundary":
        return f"{who} may not {what}: an identity policy allows it, but the permissions boundary does not."
    if decision.decided_by == "resource":
        return f"{who} may not {what}: the resource is in another account, and no policy there allows it."
    return f"{who} may not {what}: no {layer or 'policy'} allows it."


def layer_sentence(layer: Layer, result: LayerResult, request: Request) -> str:
    """What one layer says to the request."""
    many = _NAMES[layer.key][1]
    if result.denies:
        return f"{_statement(result.denies)} denies this request."
    if result.allowed and layer.key == "identity":
        return f"{_statement(result.allows[0])} allows this request."
    if result.allowed and layer.key == "scp":
        return "Some service control policy at every level lets this request pass. Passing grants nothing by itself."
    if result.allowed:
        return (
            f"{_statement(result.allows[0])} lets this request pass. A permissions boundary grants nothing by itself."
        )
    if layer.key == "identity" and not layer.levels[0]:
        return "No policy is attached to this principal, so nothing allows the request."
    if layer.key == "scp":
        level = next(place for place, allows in enumerate(result.allows) if not allows)
        place = f"level {level + 1} of {len(result.allows)}"
        return f"At {place}, no service control policy allows `{request.action}` here."
    if layer.key == "boundary":
        return f"The permissions boundary does not allow `{request.action}` here, so no identity policy can."
    return f"No statement of the {many} allows this request. What nobody allows is denied."


def other_account(request: Request) -> str:
    """Why a resource in another account needs a policy of its own."""
    return (
        f"The resource belongs to account {request.resource_account}. A caller from another account needs a policy "
        "on the resource that allows the request, and there is none."
    )


def no_identity_policies(request: Request) -> str:
    """Why the caller has no identity policies."""
    kind = request.caller.kind
    if kind is PrincipalKind.ROOT:
        return "The root user has no identity policies: in its own account it may do everything."
    if kind is PrincipalKind.SERVICE:
        return "An AWS service calls in its own name; it has no identity policies."
    return "The caller is anonymous: the request is not signed, so no identity policy can allow it."


def caller(request: Request) -> str:
    """The caller as the subject of a sentence."""
    principal = request.caller
    words = {
        PrincipalKind.ROOT: "The root user",
        PrincipalKind.ANONYMOUS: "An anonymous caller",
        PrincipalKind.ROLE: f"The role `{principal.name}`",
    }
    return words.get(principal.kind, f"`{principal.name}`")


def wish(request: Request) -> str:
    """What the caller wants, after `may`."""
    place = "" if request.resource == "*" else f" on `{request.resource}`"
    return f"call `{request.action}`{place}"


def _statement(statements: tuple[StatementRef, ...]) -> str:
    by = _by(statements)
    return by[0].upper() + by[1:]


def _by(statements: tuple[StatementRef, ...]) -> str:
    first = statements[0]
    name = f"`{first.sid}`" if first.sid else f"number {first.index + 1}"
    return f"statement {name} of {first.policy}"
