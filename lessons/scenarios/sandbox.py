"""Working in a sandbox: open, run a line, reset."""

import secrets
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from iamlab.cloud.cli import run
from iamlab.cloud.identifiers import access_key_tag
from iamlab.cloud.state.company import Company
from lessons.learners.models import Learner
from lessons.scenarios import history
from lessons.scenarios.format import scenario
from lessons.scenarios.models import Entry, Sandbox

_ATTEMPTS = 5
_SEED_BYTES = 16


class SandboxBusyError(Exception):
    """Several calls changed the same sandbox at once, again and again; nothing of this one was kept."""


def find(learner: Learner | None, slug: str) -> Sandbox | None:
    """The learner's sandbox of a scenario, if they have opened it."""
    return Sandbox.objects.filter(learner=learner, scenario=slug).first() if learner else None


def open_sandbox(learner: Learner, slug: str) -> Sandbox:
    """The learner's sandbox of a scenario, made from the scenario's account at the first call."""
    found = find(learner, slug)
    if found:
        return found
    try:
        with transaction.atomic():
            return Sandbox.objects.create(
                learner=learner, scenario=slug, **_fresh(slug, secrets.token_hex(_SEED_BYTES))
            )
    except IntegrityError:  # a second tab was faster
        return Sandbox.objects.get(learner=learner, scenario=slug)


def run_line(sandbox: Sandbox, line: str, identity: str) -> Entry:
    """Run one terminal line as `identity`, keep what it changed, and record it.

    A call that meets another one's change runs again on the changed account. Raises SandboxBusyError when that
    happens too often.
    """
    for _ in range(_ATTEMPTS):
        company = Company.from_document(sandbox.company)
        now, past = company.now(datetime.now(UTC)), partial(history.records, sandbox)
        outcome = run(company, line, identity, sandbox.files, now, past)
        with transaction.atomic():
            if _keep(sandbox, company, dict(outcome.files)):
                return history.write(sandbox, line, identity, outcome)
        sandbox.refresh_from_db()
    raise SandboxBusyError


def reset(sandbox: Sandbox) -> None:
    """Put the company back as the scenario has it, with the same keys. The history goes too, the trail with it."""
    with transaction.atomic():
        sandbox.company = _fresh(sandbox.scenario, Company.from_document(sandbox.company).seed)["company"]
        sandbox.files = {}
        sandbox.version += 1
        sandbox.save(update_fields=["company", "files", "version"])
        history.clear(sandbox)


def _fresh(slug: str, seed: str) -> dict[str, Any]:
    """The fields of a sandbox as it begins."""
    return {"company": scenario(slug).build(seed).to_document(), "key_tag": access_key_tag(seed)}


def _keep(sandbox: Sandbox, company: Company, files: dict[str, str]) -> bool:
    """Write the new state unless someone else wrote since `sandbox` was read."""
    document = company.to_document()
    if document == sandbox.company and files == sandbox.files:
        return True
    written = Sandbox.objects.filter(pk=sandbox.pk, version=sandbox.version).update(
        company=document, files=files, version=sandbox.version + 1
    )
    if not written:
        return False
    sandbox.company, sandbox.files, sandbox.version = document, files, sandbox.version + 1
    return True
