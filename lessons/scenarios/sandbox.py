"""Working in a sandbox: open it, run a line or a call, change its clock and files, reset it."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F

from iamlab.cloud import clock
from iamlab.cloud.cli import Outcome, run
from iamlab.cloud.cli.profiles import CREDENTIALS, KEYS
from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.identifiers import access_key_tag
from iamlab.cloud.past import Past
from iamlab.cloud.services.sts.roles import hand_out
from iamlab.cloud.state.account import ROOT
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import AccessKey, User
from lessons.learners.models import Learner
from lessons.scenarios import history
from lessons.scenarios.format import scenario
from lessons.scenarios.models import Entry, Sandbox

_ATTEMPTS = 5
_SEED_BYTES = 16

Done = TypeVar("Done")
Recorded = TypeVar("Recorded")


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
    """Run one terminal line as `identity`, keep what it changed, and record it. Raises SandboxBusyError."""

    def run_it(company: Company, now: datetime) -> tuple[Outcome, Mapping[str, str]]:
        outcome = run(company, line, identity, sandbox.files, now, _past(sandbox))
        return outcome, outcome.files

    return _kept(sandbox, run_it, lambda outcome: history.write(sandbox, line, identity, outcome))


def call(sandbox: Sandbox, asked: Call) -> Answer:
    """Carry out one call, keep what it changed, and record it. Raises SandboxBusyError."""
    return ask(sandbox, lambda company, now, past: handle(company, asked, now, past))


def ask(sandbox: Sandbox, asking: Callable[[Company, datetime, Past], Answer]) -> Answer:
    """Let somebody make one call on the company, at its time, keep what it changed, and record it.

    Raises SandboxBusyError, and what `asking` raises where it comes to no call; then nothing is kept.
    """

    def ask_it(company: Company, now: datetime) -> tuple[Answer, Mapping[str, str]]:
        return asking(company, now, _past(sandbox)), sandbox.files

    return _kept(sandbox, ask_it, lambda answer: history.write_call(sandbox, answer))


def issue_key(sandbox: Sandbox, identity: str) -> None:
    """Give one of the company's identities an access key, whatever the policies say: it is the lab's own doing.

    Raises LookupError for an identity that is not there, and SandboxBusyError.
    """

    def issue_it(company: Company, now: datetime) -> tuple[None, Mapping[str, str]]:
        found, key = company.find_identity(identity), AccessKey(*company.new_key(), now.replace(microsecond=0))
        if found is None:
            raise LookupError(f"There is no identity {identity!r}.")
        account, name = found
        holder = account.root if name == ROOT else account.users[name]
        changed = replace(holder, access_keys=(*holder.access_keys, key))
        if isinstance(changed, User):
            account.users[name] = changed
        else:
            account.root = changed
        return None, sandbox.files

    _kept(sandbox, issue_it, lambda done: done)


def start_session(sandbox: Sandbox, account_id: str, role: str) -> dict[str, Any]:
    """Start a session of a role that is there, and make it the default profile. Raises SandboxBusyError."""

    def start_it(company: Company, now: datetime) -> tuple[dict[str, Any], Mapping[str, str]]:
        account = company.accounts[account_id]
        done = hand_out(company, account, account.roles[role], "lab", now)
        given = done["Credentials"]
        values = zip(KEYS, (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]), strict=True)
        profile = "[default]\n" + "".join(f"{name} = {value}\n" for name, value in values)
        return done, {**sandbox.files, CREDENTIALS: profile}

    return _kept(sandbox, start_it, lambda done: done)


def advance_clock(sandbox: Sandbox, seconds: int) -> None:
    """Put the sandbox's clock forward. Raises ValueError where that is too far, and SandboxBusyError."""

    def advance_it(company: Company, now: datetime) -> tuple[None, Mapping[str, str]]:
        clock.advance(company, seconds)
        return None, sandbox.files

    _kept(sandbox, advance_it, lambda done: done)


def keep_files(sandbox: Sandbox, change: Callable[[Mapping[str, str]], Mapping[str, str]]) -> None:
    """Keep what `change` makes of the learner's files. Raises SandboxBusyError, and what `change` does."""
    _kept(sandbox, lambda company, now: (None, change(sandbox.files)), lambda done: done)


def reset(sandbox: Sandbox) -> None:
    """Put the company back as the scenario has it, with the same keys. The history goes too, the trail with it."""
    company = _fresh(sandbox.scenario, Company.from_document(sandbox.company).seed)["company"]
    with transaction.atomic():
        # The version of the row, not of `sandbox`: a call that has read a newer one must not find its number again.
        own = Sandbox.objects.filter(pk=sandbox.pk)
        own.update(company=company, files={}, version=F("version") + 1)
        history.clear(sandbox)
    sandbox.refresh_from_db()


def _fresh(slug: str, seed: str) -> dict[str, Any]:
    """The fields of a sandbox as it begins."""
    return {"company": scenario(slug).build(seed).to_document(), "key_tag": access_key_tag(seed)}


def _kept(
    sandbox: Sandbox,
    work: Callable[[Company, datetime], tuple[Done, Mapping[str, str]]],
    record: Callable[[Done], Recorded],
) -> Recorded:
    """Do some work on the company at the sandbox's time, keep what came of it (and the files), and record it.

    Work that meets a change made meanwhile is done again on the changed company. Raises SandboxBusyError when that
    happens too often.
    """
    for _ in range(_ATTEMPTS):
        company = Company.from_document(sandbox.company)
        done, files = work(company, company.now(datetime.now(UTC)))
        with transaction.atomic():
            if _keep(sandbox, company, dict(files)):
                return record(done)
        sandbox.refresh_from_db()
    raise SandboxBusyError


def _past(sandbox: Sandbox) -> Past:
    return partial(history.records, sandbox)


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
