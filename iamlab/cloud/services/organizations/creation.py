"""Making accounts. AWS page: "Creating a member account in an organization with AWS Organizations"."""

import json
from dataclasses import replace

from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.identifiers import root_arn
from iamlab.cloud.services.operation import Invocation, Output, everything
from iamlab.cloud.services.organizations import ids
from iamlab.cloud.services.organizations.access import Caller, operation, organization_of
from iamlab.cloud.services.organizations.describing import email, request_fields
from iamlab.cloud.services.organizations.finding import invalid
from iamlab.cloud.services.organizations.membership import check_room, join
from iamlab.cloud.services.organizations.quotas import ACCOUNTS_PER_SANDBOX
from iamlab.cloud.services.organizations.tags import give, require_tagging, tag_keys, tags_of
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Role
from iamlab.cloud.state.organization import AccountRequest, Member, Organization

_ROLE = "OrganizationAccountAccessRole"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
_MAX_REQUESTS = 100  # what AWS forgets after a while, the lab forgets after so many


def create_account(call: Invocation) -> Output:
    """Make an account of the company, with a role for the management account.

    AWS does it in the background: the answer says IN_PROGRESS, and DescribeCreateAccountStatus how it went.
    """
    organization = organization_of(call)
    tags, role = tags_of(call), call.text("RoleName", _ROLE)
    call.text("IamUserAccessToBilling")  # nobody's bill is simulated
    require_tagging(call, "*", tags)
    if role.startswith("AWSServiceRoleFor"):
        raise invalid("INVALID_ROLE_NAME", "You provided a role name that isn't valid.")
    check_room(organization, call.now)
    if len(call.company.accounts) >= ACCOUNTS_PER_SANDBOX:
        raise not_simulated(f"This sandbox already has {ACCOUNTS_PER_SANDBOX} accounts, the most that the lab keeps.")
    asked = AccountRequest(ids.request_id(organization.id, organization.next_id()), call.text("AccountName"), call.now)
    address = call.text("Email")
    if any(email(one).lower() == address.lower() for one in call.company.accounts.values()):
        done = replace(asked, failure="EMAIL_ALREADY_EXISTS")
    else:
        made = _account(call, organization, asked.name, address, role)
        join(call.company, organization, made.id, Member(call.now, "CREATED"))
        give(organization, made.id, tags)
        done = replace(asked, account_id=made.id)
    kept = list(organization.requests.items())[-_MAX_REQUESTS:]
    organization.requests = dict(kept) | {done.id: done}
    answer = {"Id": asked.id, "AccountName": asked.name, "State": "IN_PROGRESS", "RequestedTimestamp": call.now}
    return {"CreateAccountStatus": answer}


def describe_create_account_status(call: Invocation) -> Output:
    found = organization_of(call).requests.get(call.text("CreateAccountRequestId"))
    if found is None:
        raise ServiceError(
            "CreateAccountStatusNotFoundException",
            "We can't find an create account request with the CreateAccountRequestId that you specified.",
        )
    return {"CreateAccountStatus": request_fields(found)}


def list_create_account_status(call: Invocation) -> Output:
    states = call.parameters.get("States", [])
    found = [request_fields(one) for one in organization_of(call).requests.values()]
    return {"CreateAccountStatuses": [one for one in found if not states or one["State"] in states]}


def _account(call: Invocation, organization: Organization, name: str, address: str, role: str) -> Account:
    account_id = ids.account_id(organization.id, organization.next_id())
    while account_id in call.company.accounts:
        account_id = ids.account_id(organization.id, organization.next_id())
    made = Account(account_id, name, call.now, email=address)
    made.roles[role] = Role(
        role, made.issue_id("AROA"), call.now, _trust(organization.management_account), attached=(_ADMINISTRATOR,)
    )
    call.company.accounts[account_id] = made
    return made


def _trust(account_id: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": root_arn(account_id)}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


OPERATIONS = {
    "CreateAccount": operation(
        "CreateAccount", everything, create_account, Caller.MANAGEMENT, writes=True, context=tag_keys
    ),
    "DescribeCreateAccountStatus": operation("DescribeCreateAccountStatus", everything, describe_create_account_status),
    "ListCreateAccountStatus": operation("ListCreateAccountStatus", everything, list_create_account_status),
}
