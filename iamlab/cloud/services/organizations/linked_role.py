"""The role with which AWS Organizations works in every account. AWS page: "Organizations and service-linked roles"."""

from datetime import datetime

from iamlab.cloud import identifiers
from iamlab.cloud.callers import root
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam import service_linked
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company

_NAME = "AWSServiceRoleForOrganizations"
_SERVICE = "organizations.amazonaws.com"
_ACTION = "iam:CreateServiceLinkedRole"


def require(call: Invocation) -> None:
    """Raise ServiceError unless the caller may have the role made where their account has none yet."""
    if _NAME in call.account.roles:
        return
    arn = identifiers.iam_arn(call.account.id, "role", f"{service_linked.PATH}{_SERVICE}/", _NAME)
    try:
        call.require(_ACTION, arn, {"iam:AWSServiceName": _SERVICE})
    except ServiceError:
        raise ServiceError(
            "AccessDeniedForDependencyException",
            "The request failed because your credentials do not have permission to create the service-linked role"
            " required by AWS Organizations.",
            reason="ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE",
        ) from None


def make(company: Company, account: Account, now: datetime) -> None:
    """Make the role in an account that has none yet."""
    if _NAME not in account.roles:
        asked = {"AWSServiceName": _SERVICE}
        made = service_linked.made(Invocation(company, account, root(account), asked, now, "us-east-1"))
        account.roles[_NAME] = made
