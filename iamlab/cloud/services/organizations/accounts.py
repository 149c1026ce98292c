"""The accounts of an organisation and their places in it. AWS page: "Managing accounts in AWS Organizations"."""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output, everything
from iamlab.cloud.services.organizations.access import Caller, operation, organization_of
from iamlab.cloud.services.organizations.arns import named, target_arn
from iamlab.cloud.services.organizations.describing import account_fields
from iamlab.cloud.services.organizations.finding import account, parent
from iamlab.cloud.state.organization import Organization


def list_accounts(call: Invocation) -> Output:
    organization = organization_of(call)
    return {"Accounts": [account_fields(call, organization, one) for one in organization.members]}


def list_accounts_for_parent(call: Invocation) -> Output:
    organization = organization_of(call)
    above = parent(organization, call)
    found = [one for one in organization.members if organization.parents[one] == above]
    return {"Accounts": [account_fields(call, organization, one) for one in found]}


def describe_account(call: Invocation) -> Output:
    organization = organization_of(call)
    return {"Account": account_fields(call, organization, account(organization, call).id)}


def list_children(call: Invocation) -> Output:
    organization = organization_of(call)
    above, kind = parent(organization, call), call.text("ChildType")
    children = organization.members if kind == "ACCOUNT" else organization.units
    found = [one for one in children if organization.parents[one] == above]
    return {"Children": [{"Id": one, "Type": kind} for one in found]}


def list_parents(call: Invocation) -> Output:
    organization = organization_of(call)
    child = call.text("ChildId")
    if child not in organization.parents:
        raise ServiceError(
            "ChildNotFoundException", "You specified an organizational unit or an account that doesn't exist."
        )
    above = organization.parents[child]
    return {"Parents": [{"Id": above, "Type": _kind(organization, above)}]}


def move_account(call: Invocation) -> Output:
    """Put an account elsewhere in the tree. IAM is asked about the account and both places."""
    organization = organization_of(call)
    places = {name: call.text(f"{name}ParentId") for name in ("Source", "Destination")}
    for place in places.values():
        call.require("organizations:MoveAccount", target_arn(organization, place))
    moved = account(organization, call).id
    source = parent(organization, call, "SourceParentId", "SourceParent")
    destination = parent(organization, call, "DestinationParentId", "DestinationParent")
    if organization.parents[moved] != source:
        raise ServiceError(
            "SourceParentNotFoundException", "The account isn't in the source parent that you specified."
        )
    if source == destination:
        raise ServiceError("DuplicateAccountException", "That account is already present in the specified destination.")
    organization.parents[moved] = destination
    return {}


def _kind(organization: Organization, above: str) -> str:
    return "ROOT" if above == organization.root_id else "ORGANIZATIONAL_UNIT"


_ACCOUNT = named("AccountId")
_PARENT = named("ParentId")

OPERATIONS = {
    "ListAccounts": operation("ListAccounts", everything, list_accounts),
    "ListAccountsForParent": operation("ListAccountsForParent", _PARENT, list_accounts_for_parent),
    "DescribeAccount": operation("DescribeAccount", _ACCOUNT, describe_account),
    "ListChildren": operation("ListChildren", _PARENT, list_children),
    "ListParents": operation("ListParents", named("ChildId"), list_parents),
    "MoveAccount": operation("MoveAccount", _ACCOUNT, move_account, Caller.MANAGEMENT, writes=True),
}
