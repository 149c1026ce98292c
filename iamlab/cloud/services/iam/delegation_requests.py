"""Temporary delegation: an AWS Partner asks for access, and somebody of the account accepts.

AWS pages: "IAM temporary delegation" (only products of Amazon and qualified AWS Partners create requests; customers
review and approve them), "Building your integration", and the operations in the IAM API Reference. No account of the
lab is such a partner's, so that no request ever is there: creating one is refused, and every id is unknown. AWS
publishes neither sentence.
"""

from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.operation import Context, Invocation, MappedOperation, Operation, Output, everything
from iamlab.policy.arns import parse_arn

_KIND = "delegation-request/"


def create_delegation_request(call: Invocation) -> Output:
    raise ServiceError(
        "AccessDenied",
        "CreateDelegationRequest is not available for general use: only AWS Partners that have completed the onboarding"
        " process can create delegation requests.",
        403,
    )


def list_delegation_requests(call: Invocation) -> Output:
    """Those that the caller, or `OwnerId`, owns: none."""
    for name in ("OwnerId", "Marker", "MaxItems"):
        call.parameters.get(name)
    return {"DelegationRequests": [], "isTruncated": False}


def of_unknown_request(call: Invocation) -> Output:
    raise _unknown(call.text("DelegationRequestId"))


def get_human_readable_summary(call: Invocation) -> Output:
    arn = parse_arn(call.text("EntityArn"))
    if arn is None or arn.service != "iam" or not arn.resource.startswith(_KIND):
        raise ServiceError("InvalidInput", "EntityArn must be the ARN of a delegation request.")
    raise _unknown(arn.resource.removeprefix(_KIND))


def _unknown(request_id: str) -> ServiceError:
    return no_such_entity(f"The delegation request with id {request_id} cannot be found.")


def _owner_key(call: Invocation) -> Context:
    owner = call.text("OwnerId")
    return {"iam:DelegationRequestOwner": owner} if owner else {}


_ON_A_REQUEST = (
    "AcceptDelegationRequest",
    "AssociateDelegationRequest",
    "GetDelegationRequest",
    "RejectDelegationRequest",
    "SendDelegationToken",
    "UpdateDelegationRequest",
)

OPERATIONS: dict[str, Operation | MappedOperation] = {
    "CreateDelegationRequest": MappedOperation(create_delegation_request, writes=True),
    "ListDelegationRequests": Operation(
        "iam:ListDelegationRequests", everything, list_delegation_requests, context=_owner_key
    ),
    "GetHumanReadableSummary": MappedOperation(get_human_readable_summary),
    **{name: MappedOperation(of_unknown_request, writes=name != "GetDelegationRequest") for name in _ON_A_REQUEST},
}
