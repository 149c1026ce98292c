"""Coming into an organisation and going out of it: what changes besides the list of accounts.

AWS page: "Attaching and detaching service control policies": FullAWSAccess is attached to whatever is new.
"""

from datetime import datetime

from iamlab.cloud.services.organizations import linked_role
from iamlab.cloud.services.organizations.defaults import attach_defaults
from iamlab.cloud.services.organizations.quotas import ACCOUNTS, violated
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.organization import Member, Organization

TOO_MANY = "You have exceeded the allowed number of AWS accounts"


def join(company: Company, organization: Organization, account_id: str, member: Member) -> None:
    """Put an account of the company under the root."""
    organization.members[account_id] = member
    organization.parents[account_id] = organization.root_id
    attach_defaults(organization, account_id)
    linked_role.make(company, company.accounts[account_id], member.joined)


def leave(organization: Organization, account_id: str) -> None:
    """Let an account go, with its tags in the organisation and whatever was attached to it."""
    del organization.members[account_id], organization.parents[account_id]
    organization.attached.pop(account_id, None)
    organization.tags.pop(account_id, None)


def is_full(organization: Organization, now: datetime) -> bool:
    """Whether there is no room for one more account. Invitations count while they are open."""
    invited = sum(one.state == "OPEN" and now < one.expires for one in organization.handshakes.values())
    return len(organization.members) + invited >= ACCOUNTS


def check_room(organization: Organization, now: datetime) -> None:
    if is_full(organization, now):
        raise violated("ACCOUNT_NUMBER_LIMIT_EXCEEDED", TOO_MANY)
