"""What AWS Organizations tells about an organisation and what is in it."""

from typing import Any

from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.services.organizations.arns import target_arn
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.organization import (
    SERVICE_CONTROL,
    AccountRequest,
    Handshake,
    Organization,
    OrganizationalUnit,
    OrganizationPolicy,
)

Fields = dict[str, Any]


def email(account: Account) -> str:
    """The address of the account's root user; made up from the name where the scenario gives none."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in account.name.lower())
    return account.email or f"aws+{plain}@example.com"


def organization_fields(call: Invocation, organization: Organization) -> Fields:
    master = organization.management_account
    return {
        "Id": organization.id,
        "Arn": organization.arn,
        "FeatureSet": "ALL",
        "MasterAccountArn": target_arn(organization, master),
        "MasterAccountId": master,
        "MasterAccountEmail": email(call.company.accounts[master]),
        # AWS no longer keeps this list up: it has SCPs in it, whatever is enabled.
        "AvailablePolicyTypes": [{"Type": SERVICE_CONTROL, "Status": "ENABLED"}],
    }


def root_fields(organization: Organization) -> Fields:
    return {
        "Id": organization.root_id,
        "Arn": target_arn(organization, organization.root_id),
        "Name": "Root",
        "PolicyTypes": [{"Type": one, "Status": "ENABLED"} for one in organization.enabled],
    }


def unit_fields(organization: Organization, unit: OrganizationalUnit) -> Fields:
    return {"Id": unit.id, "Arn": unit.arn, "Name": unit.name, "Path": _path(organization, unit.id)}


def account_fields(call: Invocation, organization: Organization, account_id: str) -> Fields:
    """A member account. `Status` is the older way to say `State`, and knows fewer words."""
    account, member = call.company.accounts[account_id], organization.members[account_id]
    return {
        "Id": account_id,
        "Arn": target_arn(organization, account_id),
        "Email": email(account),
        "Name": account.name,
        "Status": "SUSPENDED" if member.closed else "ACTIVE",
        "State": "CLOSED" if member.closed else "ACTIVE",
        "Paths": [_path(organization, account_id)],
        "JoinedMethod": member.method,
        "JoinedTimestamp": member.joined,
    }


def policy_summary(policy: OrganizationPolicy) -> Fields:
    return {
        "Id": policy.id,
        "Arn": policy.arn,
        "Name": policy.name,
        "Description": policy.description,
        "Type": policy.type,
        "AwsManaged": policy.aws_managed,
    }


def policy_fields(policy: OrganizationPolicy) -> Fields:
    return {"PolicySummary": policy_summary(policy), "Content": policy.content}


def target_fields(call: Invocation, organization: Organization, target: str) -> Fields:
    """A root, a unit or an account that a policy is attached to."""
    if target == organization.root_id:
        name, kind = "Root", "ROOT"
    elif target in organization.units:
        name, kind = organization.units[target].name, "ORGANIZATIONAL_UNIT"
    else:
        name, kind = call.company.accounts[target].name, "ACCOUNT"
    return {"TargetId": target, "Arn": target_arn(organization, target), "Name": name, "Type": kind}


def request_fields(request: AccountRequest) -> Fields:
    """A request to create an account, which is done or has failed by the time that anybody asks."""
    fields: Fields = {
        "Id": request.id,
        "AccountName": request.name,
        "State": "FAILED" if request.failure else "SUCCEEDED",
        "RequestedTimestamp": request.requested,
        "CompletedTimestamp": request.requested,
    }
    return fields | ({"FailureReason": request.failure} if request.failure else {"AccountId": request.account_id})


def handshake_fields(call: Invocation, organization: Organization, handshake: Handshake) -> Fields:
    master = call.company.accounts[organization.management_account]
    kind, target = handshake.target
    about = [
        {"Type": "MASTER_EMAIL", "Value": email(master)},
        {"Type": "MASTER_NAME", "Value": master.name},
        {"Type": "ORGANIZATION_FEATURE_SET", "Value": "ALL"},
    ]
    resources: list[Fields] = [
        {"Type": "ORGANIZATION", "Value": organization.id, "Resources": about},
        {"Type": kind, "Value": target},
    ]
    if handshake.notes:
        resources.append({"Type": "NOTES", "Value": handshake.notes})
    expired = handshake.state == "OPEN" and call.now >= handshake.expires
    return {
        "Id": handshake.id,
        "Arn": handshake.arn,
        "Parties": [
            {"Id": organization.id, "Type": "ORGANIZATION"},
            {"Id": target, "Type": kind},
        ],
        "State": "EXPIRED" if expired else handshake.state,
        "RequestedTimestamp": handshake.requested,
        "ExpirationTimestamp": handshake.expires,
        "Action": "INVITE",
        "Resources": resources,
    }


def _path(organization: Organization, target: str) -> str:
    return "/".join([organization.id, *organization.path(target)]) + "/"
