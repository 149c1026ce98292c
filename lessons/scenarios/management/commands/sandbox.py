"""`manage.py sandbox create|aws|show|reset|trail`: make sandboxes and drive them from a shell."""

import json
import shlex
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from iamlab.cloud.state.account import ROOT, Account
from iamlab.policy.arns import parse_arn
from lessons.curriculum.yaml_files import ContentError
from lessons.learners.models import Learner
from lessons.scenarios import history
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.connection import Connection, connection, endpoint, role_connection
from lessons.scenarios.format import Scenario
from lessons.scenarios.format import scenario as find_scenario
from lessons.scenarios.models import Sandbox

_HERE = "http://127.0.0.1:8000"  # where `manage.py lab` serves unless it is told otherwise
_MOST = 1_000


class Command(BaseCommand):
    help = "Make sandboxes of a scenario, run terminal lines in them, look at them."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make new sandboxes and print how to connect to them")
        create.add_argument(
            "--scenario", required=True, metavar="SLUG", help="`empty` is one account with nothing in it"
        )
        create.add_argument("--account", metavar="NAME", help="one of the scenario's accounts; else the first")
        create.add_argument(
            "--as",
            dest="who",
            metavar="PRINCIPAL",
            help="root, a user or a role, by name or ARN",
        )
        create.add_argument("--count", type=int, default=1, metavar="N", help=f"how many sandboxes, at most {_MOST:,}")
        create.add_argument("--format", dest="form", choices=("text", "env", "json"), default="text")
        aws = verbs.add_parser("aws", help="run one terminal line; it exits as the AWS CLI does")
        aws.add_argument("id")
        aws.add_argument("words", nargs="+", metavar="-- iam list-users ...")
        for verb, does in (("show", "print the state"), ("reset", "begin again"), ("trail", "print the events")):
            verbs.add_parser(verb, help=does).add_argument("id")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        getattr(self, f"_{verb}")(**options)

    def _create(
        self, scenario: str, account: str | None, who: str | None, count: int, form: str, **options: Any
    ) -> None:
        if not 1 <= count <= _MOST:
            raise CommandError(f"--count is a number from 1 to {_MOST:,}.")
        principal = _principal(_scenario(scenario), account, who)
        for _ in range(count):
            made = sandboxes.open_sandbox(Learner.objects.create(), scenario)
            made.identity = "" if principal.role else principal.identity
            made.save(update_fields=["identity"])
            found = _connected(made, principal)
            self.stdout.write("".join(_PRINTED[form](made, found, principal)), ending="")

    def _aws(self, id: str, words: list[str], **options: Any) -> None:
        sandbox = _sandbox(id)
        identity = sandbox.identity or find_scenario(sandbox.scenario).default_identity
        entry = sandboxes.run_line(sandbox, shlex.join(["aws", *words]), identity)
        self.stdout.write(entry.stdout, ending="")
        self.stderr.write(entry.stderr, ending="")
        if entry.exit_code:
            self.stdout.flush()
            sys.exit(entry.exit_code)

    def _show(self, id: str, **options: Any) -> None:
        sandbox = _sandbox(id)
        shown = {"id": str(sandbox.pk), "scenario": sandbox.scenario, "version": sandbox.version}
        self.stdout.write(
            json.dumps({**shown, **sandbox.company, "files": sandbox.files}, indent=2, ensure_ascii=False)
        )

    def _reset(self, id: str, **options: Any) -> None:
        sandbox = _sandbox(id)
        sandboxes.reset(sandbox)
        if sandbox.identity:  # the beginning has the key that `create` handed out: it is made again as it was
            _with_key(sandbox)
        self.stdout.write(f"{id} is as it was at the beginning.")

    def _trail(self, id: str, **options: Any) -> None:
        for record in history.records(_sandbox(id)):
            self.stdout.write(json.dumps(record, ensure_ascii=False))


def _scenario(slug: str) -> Scenario:
    try:
        return find_scenario(slug)
    except ContentError as error:
        raise CommandError(f"There is no scenario {slug!r}: {error}") from error


@dataclass(frozen=True)
class _Principal:
    """Who a sandbox is for: one of the company's identities, or with `role` a session of that role."""

    account: Account
    identity: str
    role: str = ""


def _principal(scenario: Scenario, account: str | None, who: str | None) -> _Principal:
    """Read --account and --as: a user's or a role's name or ARN, or "root"; without both the scenario's choice."""
    company = scenario.build()
    place = company.home if account is None else company.account_named(account)
    if place is None:
        names = ", ".join(sorted(one.name for one in company.accounts.values()))
        raise CommandError(f"The scenario has no account {account!r}. It has: {names}.")
    name = who or (scenario.default_identity if account is None else ROOT)
    arn = parse_arn(name)
    if arn and arn.account in company.accounts:
        place, name = company.accounts[arn.account], arn.resource.rpartition("/")[2]
    elif "/" in name and company.find_identity(name):
        place, name = company.find_identity(name) or (place, name)
    kind = arn.resource.partition("/")[0] if arn else ""
    if kind in ("", "user", ROOT) and (name == ROOT or name in place.users):
        return _Principal(place, name if place is company.home else f"{place.name}/{name}")
    if kind in ("", "role") and name in place.roles:
        return _Principal(place, scenario.default_identity, name)
    known = ", ".join((*company.identities(), *(f"role {one}" for one in place.roles)))
    raise CommandError(f"There is no identity {who!r} in the account {place.name}. There are: {known}.")


def _connected(sandbox: Sandbox, principal: _Principal) -> Connection:
    if principal.role:
        return role_connection(sandbox, principal.account.id, principal.role, endpoint(_HERE))
    return _with_key(sandbox)


def _with_key(sandbox: Sandbox) -> Connection:
    """The connection of the sandbox's identity, with a key that is made where it has none."""
    found = connection(sandbox, sandbox.identity, endpoint(_HERE))
    if found is None:
        sandboxes.issue_key(sandbox, sandbox.identity)
        found = connection(sandbox, sandbox.identity, endpoint(_HERE))
    assert found is not None  # noqa: S101 - a key was just made
    return found


def _sandbox(id: str) -> Sandbox:
    try:
        return Sandbox.objects.get(pk=uuid.UUID(id))
    except (ValueError, ValidationError, Sandbox.DoesNotExist) as error:
        raise CommandError(f"There is no sandbox {id!r}. `sandbox create` prints the id of a new one.") from error


def _as_text(sandbox: Sandbox, found: Connection, principal: _Principal) -> Iterator[str]:
    yield f"Sandbox {sandbox.pk}, as {principal.role or principal.identity}\n"
    yield from (f"  {name}={value}\n" for name, value in found.environment().items())


def _as_env(sandbox: Sandbox, found: Connection, principal: _Principal) -> Iterator[str]:
    yield found.lines() + "\n"


def _as_json(sandbox: Sandbox, found: Connection, principal: _Principal) -> Iterator[str]:
    shown = {
        "id": str(sandbox.pk),
        "endpoint_url": found.endpoint_url,
        "access_key_id": found.access_key_id,
        "secret_access_key": found.secret_access_key,
        "session_token": found.session_token,
        "account": principal.account.id,
        "region": found.region,
    }
    yield json.dumps(shown) + "\n"


_PRINTED = {"text": _as_text, "env": _as_env, "json": _as_json}
