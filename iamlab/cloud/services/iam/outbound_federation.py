"""Whether an account may issue web identity tokens of its own. AWS page: "EnableOutboundWebIdentityFederation"."""

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything


def enable(call: Invocation) -> Output:
    if call.account.token_issuer:
        raise ServiceError("FeatureEnabled", "Outbound web identity federation is already enabled.", 409)
    call.account.token_issuer = f"https://{identifiers.uuid_of(f'issuer/{call.account.id}')}.tokens.sts.global.api.aws"
    return {"IssuerIdentifier": call.account.token_issuer}


def get_info(call: Invocation) -> Output:
    _refuse_disabled(call)
    return {"IssuerIdentifier": call.account.token_issuer, "JwtVendingEnabled": True}


def disable(call: Invocation) -> Output:
    _refuse_disabled(call)
    call.account.token_issuer = ""
    return {}


def _refuse_disabled(call: Invocation) -> None:
    if not call.account.token_issuer:
        raise ServiceError("FeatureDisabled", "Outbound web identity federation is disabled.", 404)


OPERATIONS: Operations = {
    "EnableOutboundWebIdentityFederation": Operation(
        "iam:EnableOutboundWebIdentityFederation", everything, enable, writes=True
    ),
    "GetOutboundWebIdentityFederationInfo": Operation("iam:GetOutboundWebIdentityFederationInfo", everything, get_info),
    "DisableOutboundWebIdentityFederation": Operation(
        "iam:DisableOutboundWebIdentityFederation", everything, disable, writes=True
    ),
}
