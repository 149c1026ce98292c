"""The scenario file: a company of AWS accounts that learners work in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field

from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateError, build_account
from iamlab.cloud.template.organization import OrganizationFile, build_organization
from iamlab.cloud.template.site import Site
from lessons.curriculum import yaml_files
from lessons.curriculum.yaml_files import CONTENT, ContentError, ContentModel

MAX_ACCOUNTS = 15

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


class AccountFile(ContentModel):
    """One account. `resources` are CloudFormation resources; `objects` fill buckets: bucket, key, text.

    What CloudFormation has no resource for stands beside them: `email` is the root user's address, `alias` the
    account's, and `password_policy` has the parameters of UpdateAccountPasswordPolicy.
    """

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    id: str = Field(pattern=r"^\d{12}$")
    email: str = Field(default="", pattern=r"^([^\s@]{1,40}@[^\s@.]{1,20}\.[a-z]{2,10})?$")
    alias: str = ""
    password_policy: dict[str, int | bool] = {}
    resources: dict[str, Any] = {}
    objects: dict[str, dict[str, str]] = {}

    def build(self, company: Company) -> None:
        """Add the account to the company. Raises TemplateError, with a path within this part of the file."""
        try:
            account = build_account(company, self.id, self.name, self.resources, self.objects)
        except TemplateError as error:
            raise TemplateError(self._place(error.path), error.message) from error
        account.email = self.email
        if self.alias:
            Site(company, account, "alias").call("iam", "CreateAccountAlias", {"AccountAlias": self.alias})
        if self.password_policy:
            policy = Site(company, account, "password_policy")
            policy.call("iam", "UpdateAccountPasswordPolicy", self.password_policy)

    def _place(self, path: str) -> str:
        """Where the file has what the template knows by its logical id. `resources` may be a whole template."""
        first = re.split(r"[.\[]", path)[0]
        if first in self.resources:
            return f"resources.{path}"
        whole = self.resources.get("Resources")
        return f"resources.Resources.{path}" if isinstance(whole, Mapping) and first in whole else path


class Scenario(ContentModel):
    """A scenario as its file says it. A learner starts in the first account.

    Accounts that `organization` does not name are outside of it, as a vendor's is; without it there is none.
    """

    title: str
    description: str
    accounts: list[AccountFile] = Field(min_length=1, max_length=MAX_ACCOUNTS)
    organization: OrganizationFile | None = None
    default_identity: str = "root"

    def build(self, seed: str = "") -> Company:
        """A fresh company, as every learner gets a copy of it; its keys are made from `seed`. Raises TemplateError."""
        for path, name in self._repeated():
            raise TemplateError(path, f"Another account has {name} already.")
        company = Company({}, home_id=self.accounts[0].id, seed=seed)
        for place, account in enumerate(self.accounts):
            try:
                account.build(company)
            except TemplateError as error:
                raise TemplateError(f"accounts[{place}].{error.path}", error.message) from error
        if self.organization:
            build_organization(company, self.organization)
        return company

    def _repeated(self) -> Iterator[tuple[str, str]]:
        for field in ("name", "id"):
            held = [str(getattr(account, field)) for account in self.accounts]
            for value, times in Counter(held).items():
                if times > 1:
                    yield f"accounts[{len(held) - 1 - held[::-1].index(value)}].{field}", f"the {field} {value}"


def load_scenario(path: Path) -> Scenario:
    """Read and build a scenario once. Raises ContentError with the file, line and field of each problem."""
    scenario = yaml_files.load(path, Scenario)
    try:
        scenario.build()
    except TemplateError as error:
        raise ContentError([f"{path}:{yaml_files.line_of(path, error.path)}: {error}"]) from error
    return scenario


@lru_cache(maxsize=64)
def scenario(slug: str) -> Scenario:
    """The scenario of lessons/content/scenarios/SLUG.yaml. Raises ContentError."""
    if not _SLUG.match(slug):
        raise ContentError([f"{slug!r} is not the name of a scenario: small letters, digits and hyphens"])
    return load_scenario(CONTENT / "scenarios" / f"{slug}.yaml")


def slugs() -> tuple[str, ...]:
    """The names of all scenarios, in alphabetical order."""
    return tuple(sorted(path.stem for path in (CONTENT / "scenarios").glob("*.yaml")))
