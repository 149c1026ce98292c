"""Central management of the root users of an organisation's accounts.

AWS page: "Centrally manage root access for member accounts".
"""

from functools import partial

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.organization import Organization

_SERVICE = "iam.amazonaws.com"
# What the operations call a feature, and what their answers call it.
_FEATURES = {
    "OrganizationsRootCredentialsManagement": "RootCredentialsManagement",
    "OrganizationsRootSessions": "RootSessions",
}


def list_features(call: Invocation) -> Output:
    return _answer(_organization(call))


def enable(feature: str, call: Invocation) -> Output:
    """Only the management account turns a feature on; an account to which IAM is delegated may turn it off."""
    organization = _organization(call)
    if call.account.id != organization.management_account:
        raise ServiceError(
            "CallerIsNotManagementAccountException", "Only the organization's management account can do this."
        )
    organization.root_features = tuple(sorted({*organization.root_features, feature}))
    return _answer(organization)


def disable(feature: str, call: Invocation) -> Output:
    organization = _organization(call)
    organization.root_features = tuple(one for one in organization.root_features if one != feature)
    return _answer(organization)


def _organization(call: Invocation) -> Organization:
    found = call.company.organization
    if found is None or not found.has(call.account.id):
        raise ServiceError("OrganizationNotFoundException", "The account is not in an organization.")
    delegated = _SERVICE in found.delegated.get(call.account.id, {})
    if call.account.id != found.management_account and not delegated:
        raise ServiceError(
            "AccountNotManagementOrDelegatedAdministratorException",
            "The account is not the management account or a delegated administrator for IAM.",
        )
    if _SERVICE not in found.trusted:
        raise ServiceError(
            "ServiceAccessNotEnabledException", f"Trusted access for {_SERVICE} is not enabled in the organization."
        )
    return found


def _answer(organization: Organization) -> Output:
    return {"OrganizationId": organization.id, "EnabledFeatures": list(organization.root_features)}


OPERATIONS: Operations = {
    "ListOrganizationsFeatures": Operation("iam:ListOrganizationsFeatures", everything, list_features),
    **{
        f"{verb}{name}": Operation(f"iam:{verb}{name}", everything, partial(carry_out, feature), writes=True)
        for name, feature in _FEATURES.items()
        for verb, carry_out in (("Enable", enable), ("Disable", disable))
    },
}
