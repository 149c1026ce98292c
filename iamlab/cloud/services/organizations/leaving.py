"""Closing accounts and letting them go. AWS page: "Removing a member account from an organization"."""

from dataclasses import replace

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output, everything
from iamlab.cloud.services.organizations.access import Caller, operation, organization_of
from iamlab.cloud.services.organizations.arns import named
from iamlab.cloud.services.organizations.finding import account
from iamlab.cloud.services.organizations.membership import leave
from iamlab.cloud.services.organizations.quotas import WAIT_BEFORE_LEAVING, violated
from iamlab.cloud.state.organization import Organization


def remove_account_from_organization(call: Invocation) -> Output:
    organization = organization_of(call)
    _let_go(call, organization, account(organization, call).id)
    return {}


def leave_organization(call: Invocation) -> Output:
    _let_go(call, organization_of(call), call.account.id)
    return {}


def close_account(call: Invocation) -> Output:
    """Close an account for good: nobody in it can call anything any more. AWS takes some minutes over it."""
    organization = organization_of(call)
    closed = account(organization, call).id
    if closed == organization.management_account:
        raise violated("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You can't close the management account.")
    if organization.is_closed(closed):
        raise ServiceError("AccountAlreadyClosedException", "You attempted to close an account that is already closed.")
    _check_delegation(organization, closed)
    organization.members[closed] = replace(organization.members[closed], closed=call.now)
    return {}


def _let_go(call: Invocation, organization: Organization, account_id: str) -> None:
    """Every account of the lab is taken to have what AWS wants of one on its own: an address, a way to pay."""
    if account_id == organization.management_account:
        raise ServiceError(
            "MasterCannotLeaveOrganizationException",
            "You can't remove a management account from an organization. If you want the management account to become a"
            " member account in another organization, you must first delete the current organization of the management"
            " account.",
        )
    _check_delegation(organization, account_id)
    member = organization.members[account_id]
    if member.closed:
        raise violated("ACCOUNT_CANNOT_LEAVE_ORGANIZATION", "You can't remove an account that is closed.")
    if member.method == "CREATED" and call.now < member.joined + WAIT_BEFORE_LEAVING:
        raise violated(
            "WAIT_PERIOD_ACTIVE",
            "After you create an AWS account, you must wait until at least four days after the account was created."
            " Invited accounts aren't subject to this waiting period.",
        )
    leave(organization, account_id)


def _check_delegation(organization: Organization, account_id: str) -> None:
    if account_id in organization.delegated:
        raise violated(
            "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
            "You attempted to remove an account that is registered as a delegated administrator for a service"
            " integrated with your organization. To complete this operation, you must first deregister this account as"
            " a delegated administrator.",
        )


_ACCOUNT = named("AccountId")

OPERATIONS = {
    "RemoveAccountFromOrganization": operation(
        "RemoveAccountFromOrganization", _ACCOUNT, remove_account_from_organization, Caller.MANAGEMENT, writes=True
    ),
    "LeaveOrganization": operation("LeaveOrganization", everything, leave_organization, Caller.MEMBER, writes=True),
    "CloseAccount": operation("CloseAccount", _ACCOUNT, close_account, Caller.MANAGEMENT, writes=True),
}
