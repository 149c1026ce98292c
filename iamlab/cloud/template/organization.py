"""From an organisation as a scenario declares it to one in the company, by the service calls that make it.

AWS page: "AWS Organizations terminology and concepts".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from iamlab.cloud import models
from iamlab.cloud.services.organizations.membership import TOO_MANY, is_full, join
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.organization import RESOURCE_CONTROL, SERVICE_CONTROL, Member, Organization
from iamlab.cloud.template.errors import TemplateError
from iamlab.cloud.template.resource_type import policy_text
from iamlab.cloud.template.site import Site

ROOT = "Root"


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitFile(_Declared):
    """An organizational unit: the accounts and the units in it."""

    accounts: list[str] = []
    units: dict[str, "UnitFile"] = {}


class ControlPolicyFile(_Declared):
    """A policy and where it is attached: `Root`, or names of units and accounts."""

    document: dict[str, Any] | str
    attach: list[str] = []
    description: str = ""


class OrganizationFile(_Declared):
    """One organisation. All accounts are given by their names, units and policies by the names that they will have.

    `accounts` are those directly under the root, besides the management account. FullAWSAccess is attached everywhere
    but to those in `without_full_access`, which need a policy of their own that allows something.
    """

    management: str
    accounts: list[str] = []
    units: dict[str, UnitFile] = {}
    service_control_policies: dict[str, ControlPolicyFile] = {}
    resource_control_policies: dict[str, ControlPolicyFile] = {}
    without_full_access: list[str] = []


def build_organization(company: Company, declared: OrganizationFile, path: str = "organization") -> Organization:
    """Add the organisation to a company whose accounts are built. `path` is where the file has it.

    Accounts that it does not name stay outside. Raises TemplateError, with the path of the first thing that is wrong.
    """
    builder = _Builder(company, declared, path)
    builder.place(declared.accounts, builder.organization.root_id, path)
    builder.grow(declared.units, builder.organization.root_id, path)
    builder.control(SERVICE_CONTROL, declared.service_control_policies, f"{path}.service_control_policies")
    if declared.resource_control_policies:
        builder.enable(RESOURCE_CONTROL)
        builder.control(RESOURCE_CONTROL, declared.resource_control_policies, f"{path}.resource_control_policies")
    builder.withdraw_full_access(declared.without_full_access, f"{path}.without_full_access")
    return builder.organization


class _Builder:
    """Makes the parts one after the other. `_targets` are the ids of what a policy can be attached to, by name."""

    def __init__(self, company: Company, declared: OrganizationFile, path: str) -> None:
        self._company, self._path = company, path
        self._accounts = {account.name: account.id for account in company.accounts.values()}
        master = self._account(declared.management, f"{path}.management")
        self._site = Site(company, company.accounts[master], path)
        self._call("CreateOrganization", {}, path)
        self._targets = {ROOT: self.organization.root_id, declared.management: master}

    @property
    def organization(self) -> Organization:
        if self._company.organization is None:
            raise TemplateError(self._path, "There is no organization yet.")
        return self._company.organization

    def place(self, names: list[str], parent: str, path: str) -> None:
        """Put accounts under the root or into a unit. They are taken to have been invited."""
        for place, name in enumerate(names):
            at = f"{path}.accounts[{place}]"
            account_id = self._account(name, at)
            if self.organization.has(account_id):
                raise TemplateError(at, f"The account {name} has a place already: an account is in one unit only.")
            if is_full(self.organization, self._site.account.created):
                raise TemplateError(at, TOO_MANY)
            member = Member(self._company.accounts[account_id].created, "INVITED")
            join(self._company, self.organization, account_id, member)
            self.organization.parents[account_id] = parent
            self._targets[name] = account_id

    def grow(self, units: Mapping[str, UnitFile], parent: str, path: str) -> None:
        """Make units, with what is in them."""
        for name, unit in units.items():
            at = f"{path}.units.{name}"
            if name in self._targets or name in self._accounts:
                raise TemplateError(at, f"There is a unit or an account called {name} already. Choose another name.")
            made = self._call("CreateOrganizationalUnit", {"ParentId": parent, "Name": name}, at)
            self._targets[name] = made["OrganizationalUnit"]["Id"]
            self.place(unit.accounts, self._targets[name], at)
            self.grow(unit.units, self._targets[name], at)

    def enable(self, kind: str) -> None:
        self._call("EnablePolicyType", {"RootId": self.organization.root_id, "PolicyType": kind}, self._path)

    def control(self, kind: str, policies: Mapping[str, ControlPolicyFile], path: str) -> None:
        """Make policies and attach them."""
        for name, policy in policies.items():
            at = f"{path}.{name}"
            given = {
                "Name": name,
                "Type": kind,
                "Description": policy.description,
                "Content": policy_text(policy.document),
            }
            made = self._call("CreatePolicy", given, f"{at}.document")["Policy"]["PolicySummary"]["Id"]
            for target, place in self._placed(policy.attach, f"{at}.attach"):
                self._call("AttachPolicy", {"PolicyId": made, "TargetId": target}, place)

    def withdraw_full_access(self, names: list[str], path: str) -> None:
        for target, place in self._placed(names, path):
            self._call("DetachPolicy", {"PolicyId": "p-FullAWSAccess", "TargetId": target}, place)

    def _placed(self, names: list[str], path: str) -> Iterator[tuple[str, str]]:
        """The id and the path of each target in a list of names."""
        for place, name in enumerate(names):
            if name not in self._targets:
                outside = " It is outside the organization." if name in self._accounts else ""
                raise _unknown(f"{path}[{place}]", f"unit or account {name}", name, list(self._targets), outside)
            yield self._targets[name], f"{path}[{place}]"

    def _account(self, name: str, path: str) -> str:
        if name not in self._accounts:
            raise _unknown(path, f"account {name}", name, list(self._accounts))
        return self._accounts[name]

    def _call(self, operation: str, parameters: Mapping[str, Any], path: str) -> dict[str, Any]:
        return Site(self._company, self._site.account, path).call("organizations", operation, parameters)


def _unknown(path: str, what: str, name: str, known: list[str], note: str = "") -> TemplateError:
    near = models.nearest(name, known)
    hint = f"Did you mean {near[0]}?" if near and near[0] != name else f"There are: {', '.join(known)}."
    return TemplateError(path, f"The scenario has no {what} here.{note} {hint}")
