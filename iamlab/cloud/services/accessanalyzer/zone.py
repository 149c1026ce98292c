"""The zone of trust of an analyzer. AWS page: "Using IAM Access Analyzer", external access."""

from dataclasses import dataclass

from iamlab.cloud.state.company import Company


@dataclass(frozen=True, slots=True)
class Zone:
    """`accounts` are trusted. `organization` is the id of their organisation, `members` all accounts of it."""

    accounts: frozenset[str]
    organization: str = ""
    members: frozenset[str] = frozenset()

    @property
    def trusts_organization(self) -> bool:
        return bool(self.members) and self.members <= self.accounts


def zone(company: Company, account_id: str, *, organization_wide: bool) -> Zone:
    """The account, or all accounts of its organisation."""
    organization = company.organization
    if organization is None or not organization.has(account_id):
        return Zone(frozenset({account_id}))
    members = frozenset(organization.members)
    return Zone(members if organization_wide else frozenset({account_id}), organization.id, members)
