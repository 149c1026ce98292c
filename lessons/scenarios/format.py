"""The scenario file: a company of AWS accounts that learners work in."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field

from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateError, build_account
from lessons.curriculum import yaml_files
from lessons.curriculum.yaml_files import CONTENT, ContentError, ContentModel

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


class AccountFile(ContentModel):
    """One account. `resources` are CloudFormation resources; `objects` fill buckets: bucket, key, text."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    id: str = Field(pattern=r"^\d{12}$")
    resources: dict[str, dict[str, Any]] = {}
    objects: dict[str, dict[str, str]] = {}


class Scenario(ContentModel):
    """A scenario as its file says it. This lab runs scenarios of one account."""

    title: str
    description: str
    accounts: list[AccountFile] = Field(min_length=1, max_length=1)
    default_identity: str = "root"

    def build(self, seed: str = "") -> Company:
        """A fresh company, as every learner gets a copy of it; its keys are made from `seed`. Raises TemplateError."""
        company = Company({}, home_id=self.accounts[0].id, seed=seed)
        for account in self.accounts:
            build_account(company, account.id, account.name, account.resources, account.objects)
        return company


def load_scenario(path: Path) -> Scenario:
    """Read and build a scenario once. Raises ContentError with the file, line and field of each problem."""
    scenario = yaml_files.load(path, Scenario)
    try:
        scenario.build()
    except TemplateError as error:
        raise ContentError([f"{path}: {error}"]) from error
    return scenario


@lru_cache(maxsize=64)
def scenario(slug: str) -> Scenario:
    """The scenario of lessons/content/scenarios/SLUG.yaml. Raises ContentError."""
    if not _SLUG.match(slug):
        raise ContentError([f"{slug!r} is not the name of a scenario: small letters, digits and hyphens"])
    return load_scenario(CONTENT / "scenarios" / f"{slug}.yaml")
