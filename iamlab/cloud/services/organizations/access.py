"""Who may call what: most of AWS Organizations answers to the management account only.

AWS page: "AWS Organizations API reference", the last paragraph of each operation's description.
"""

from collections.abc import Callable
from enum import Enum

from iamlab.cloud.applied_policies import layers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.resources import Found
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output, no_context
from iamlab.cloud.session_keys import session_keys
from iamlab.cloud.state.organization import Organization
from iamlab.evaluator import Request, explain

SERVICE = "organizations"


class Caller(Enum):
    """Which accounts an operation answers to, once IAM has allowed the call."""

    ANYBODY = "any account, in an organisation or not"
    MEMBER = "any account of the organisation"
    ADMINISTRATOR = "the management account and those to which it delegates"
    MANAGEMENT = "the management account"


def operation(
    name: str,
    resource: Callable[[Invocation], str],
    carry_out: Callable[[Invocation], Output],
    caller: Caller = Caller.ADMINISTRATOR,
    *,
    writes: bool = False,
    context: Callable[[Invocation], Context] = no_context,
) -> Operation:
    """Return an operation that asks IAM for the action of its name, and then whether the account may call it."""
    action = f"{SERVICE}:{name}"

    def checked(call: Invocation) -> Output:
        _check(call, caller, action, resource, context)
        return carry_out(call)

    return Operation(action, resource, checked, writes, context)


def organization_of(call: Invocation) -> Organization:
    """The caller's organisation. Raises AWSOrganizationsNotInUseException where the account is in none."""
    organization = call.company.organization
    if organization is None or not organization.has(call.account.id):
        raise ServiceError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
    return organization


def no_permission() -> ServiceError:
    """What Organizations answers to an account that may not call an operation, whatever its IAM policies say."""
    return ServiceError("AccessDeniedException", "You don't have permissions to access this resource.")


def _check(
    call: Invocation,
    caller: Caller,
    action: str,
    resource: Callable[[Invocation], str],
    context: Callable[[Invocation], Context],
) -> None:
    if caller is Caller.ANYBODY:
        return
    organization = organization_of(call)
    if caller is Caller.MEMBER or call.account.id == organization.management_account:
        return
    if caller is Caller.MANAGEMENT or not (
        _reads_as_administrator(organization, call.account.id, action)
        or _delegated(call, organization, action, resource(call), context(call))
    ):
        raise no_permission()


def _reads_as_administrator(organization: Organization, account_id: str, action: str) -> bool:
    """A delegated administrator of a service may read the organisation (RegisterDelegatedAdministrator)."""
    reads = action.partition(":")[2].startswith(("Describe", "List"))
    return reads and account_id in organization.delegated


def _delegated(call: Invocation, organization: Organization, action: str, resource: str, context: Context) -> bool:
    """Whether the organisation's delegation policy allows the call, as a resource policy of another account would.

    AWS page: "Delegated administrator for AWS Organizations" (resource-based delegation policies).
    """
    if not organization.resource_policy:
        return False
    owner = organization.management_account
    keys = session_keys(call.company, call.caller, call.now) | context
    request = Request(
        call.caller.arn,
        action,
        organization.arn if resource == "*" else resource,
        resource_account=owner,
        context=keys,
    )
    found = Found(owner, organization.resource_policy, "delegation policy of the organization")
    return explain(request, layers(call.company, call.caller, found)).decision.allowed
