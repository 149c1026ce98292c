"""Finding what a call names by its id, and the exception where there is no such thing."""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.services.organizations.ids import resource_policy_id
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.organization import Handshake, Organization, OrganizationalUnit, OrganizationPolicy


def invalid(reason: str, message: str) -> ServiceError:
    """Return InvalidInputException with its Reason."""
    return ServiceError("InvalidInputException", message, reason=reason)


def _missing(code: str, what: str) -> ServiceError:
    return ServiceError(f"{code}NotFoundException", f"You specified {what} that doesn't exist.")


def unit(organization: Organization, call: Invocation) -> OrganizationalUnit:
    found = organization.units.get(call.text("OrganizationalUnitId"))
    if found is None:
        raise _missing("OrganizationalUnit", "an organizational unit")
    return found


def root(organization: Organization, call: Invocation) -> str:
    if call.text("RootId") != organization.root_id:
        raise _missing("Root", "a root")
    return organization.root_id


def parent(organization: Organization, call: Invocation, parameter: str = "ParentId", code: str = "Parent") -> str:
    """The id of a root or a unit."""
    given = call.text(parameter)
    if given != organization.root_id and given not in organization.units:
        raise _missing(code, "a parent")
    return given


def target(organization: Organization, call: Invocation) -> str:
    """The id of a root, a unit or an account that a policy is or will be attached to."""
    given = call.text("TargetId")
    if not is_target(organization, given):
        raise _missing("Target", "a target")
    return given


def is_target(organization: Organization, given: str) -> bool:
    return given == organization.root_id or given in organization.units or organization.has(given)


def tagged(organization: Organization, call: Invocation) -> str:
    """The id of something that can have tags."""
    given = call.text("ResourceId")
    policy_id = resource_policy_id(organization.id) if organization.resource_policy else ""
    if not is_target(organization, given) and given not in (*organization.policies, policy_id):
        raise _missing("Target", "a target")
    return given


def account(organization: Organization, call: Invocation) -> Account:
    """A member account."""
    given = call.text("AccountId")
    if not organization.has(given):
        raise _missing("Account", "an account")
    return call.company.accounts[given]


def policy(organization: Organization, call: Invocation) -> OrganizationPolicy:
    found = organization.policies.get(call.text("PolicyId"))
    if found is None:
        raise _missing("Policy", "a policy")
    return found


def own_policy(organization: Organization, call: Invocation) -> OrganizationPolicy:
    """A policy that can be changed: not one of AWS's."""
    found = policy(organization, call)
    if found.aws_managed:
        raise invalid("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.")
    return found


def handshake(call: Invocation) -> Handshake:
    """A handshake that the caller's account sent or received; to all others it is not there."""
    organization = call.company.organization
    found = organization.handshakes.get(call.text("HandshakeId")) if organization else None
    if found and organization and call.account.id in (organization.management_account, found.account_id):
        return found
    raise _missing("Handshake", "a handshake")
