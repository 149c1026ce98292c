"""What each layer says to a request, in words for a beginner; the facts are in the keys beside them."""

from iamlab.evaluator.exemptions import Exemption
from iamlab.evaluator.layers import Layer
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.evaluator.results import LayerResult
from iamlab.evaluator.wording import not_principals, resources
from iamlab.evaluator.wording.phrases import statement

_LETS_PASS = {
    "rcp": "No resource control policy stands in the way of this request. Passing grants nothing by itself.",
    "scp": "Some service control policy at every level lets this request pass. Passing grants nothing by itself.",
    "endpoint": "{statement} lets this request through the VPC endpoint. Passing grants nothing by itself.",
    "boundary": "{statement} lets this request pass. A permissions boundary grants nothing by itself.",
    "session": "{statement} lets this request pass. A session policy grants nothing by itself.",
    "identity": "{statement} allows this request.",
}
_SILENT = {
    "scp": "At level {level} of {levels}, no service control policy allows `{action}` here.",
    "endpoint": "No policy of the VPC endpoint allows `{action}` here, so the request does not get through.",
    "boundary": "The permissions boundary does not allow `{action}` here, so no identity policy can.",
    "session": "No session policy allows `{action}` here, so no policy of the session's role or user can.",
    "identity": "No statement of the identity policies allows this request. What nobody allows is denied.",
}
_EMPTY = {
    "session": "A federated user may do what its session policies allow, and this one was given none.",
    "identity": "No policy is attached to this principal, so nothing allows the request.",
}
_EXEMPT = {
    Exemption.NO_PERMISSION_NEEDED: "This operation needs no permission, so this layer is not asked.",
    Exemption.NO_ENTITY: "Only IAM users and sessions have such policies, and the caller is neither.",
    Exemption.NO_ACCOUNT: "Service control policies bind the principals of an account, and the caller belongs to none.",
    Exemption.SERVICE_LINKED: "The caller is a service-linked role; the organisation's policies do not restrict it.",
    Exemption.NOT_SUPPORTED: "Resource control policies cannot restrict this action.",
    Exemption.OWNER: (
        "The resource's policy cannot keep the root user of its own account from reading, replacing or deleting it. "
        "That is the way back in after a lock-out."
    ),
}
_WITHOUT_ENTITY = {
    PrincipalKind.ROOT: "The root user has no identity policies: in its own account it may do everything.",
    PrincipalKind.SERVICE: "An AWS service calls in its own name; it has no identity policies.",
    PrincipalKind.PROVIDER: "Who comes with a token of an identity provider is no principal yet: no identity policies.",
    PrincipalKind.ANONYMOUS: "The caller is anonymous: the request is not signed, so no identity policy can allow it.",
}


_TASK = "The task policy of this root session does not deny the request. It denies all that is not of its task."


def sentence(layer: Layer, result: LayerResult, request: Request) -> str:
    """What one layer says to the request."""
    if result.denies:
        return (
            not_principals.sentence(layer, result.denies[0], request)
            or f"{statement(result.denies)} denies this request."
        )
    if layer.key == "resource":
        return resources.allows(result, request) if result.allowed else resources.silent(request)
    if layer.key == "session" and result.allow_implied:
        return _TASK
    if result.allowed:
        first = next((level for level in result.allows if level), None)
        return _LETS_PASS[layer.key].format(statement=statement(first) if first else "")
    if layer.key in _EMPTY and not layer.levels[0]:
        return _EMPTY[layer.key]
    silent = next(place for place, allows in enumerate(result.allows) if not allows)
    return _SILENT[layer.key].format(level=silent + 1, levels=len(result.allows), action=request.action)


def exempt(reason: Exemption) -> str:
    """Why a layer that was given does not bind the request."""
    return _EXEMPT[reason]


def no_identity(request: Request) -> str:
    """Why no identity policies are asked."""
    return _WITHOUT_ENTITY.get(request.caller.kind, _EXEMPT[Exemption.NO_PERMISSION_NEEDED])
