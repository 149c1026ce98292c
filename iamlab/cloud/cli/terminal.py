"""The terminal: from what a learner typed to what they see."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus

from botocore.model import OperationModel

from iamlab.cloud import unsimulated
from iamlab.cloud.account import Account
from iamlab.cloud.cli import (
    arguments,
    customizations,
    global_options,
    help,
    output,
    paging,
    shaping,
    shell,
    tokens,
    workspace,
)
from iamlab.cloud.cli.usage import CONFIGURATION_ERROR, SERVICE_ERROR, USAGE_ERROR, UsageError, misused
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.text import cleaned

_VERSION = "aws-cli/2 (IAM Lab simulation)\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the terminal shows, and what happened behind it.

    `exit_code` is that of the last command; `answers` holds one answer per call that reached the gateway, in order;
    `files` is the workspace afterwards.
    """

    stdout: str = ""
    stderr: str = ""
    exit_code: int = 0
    answers: tuple[Answer, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    clear: bool = False

    @property
    def answer(self) -> Answer | None:
        """The last call's answer; None when no call was made."""
        return self.answers[-1] if self.answers else None

    @property
    def changed(self) -> bool:
        return any(answer.changed for answer in self.answers)


def run(account: Account, line: str, identity: str, files: Mapping[str, str], now: datetime) -> Outcome:
    """Run what was typed, one command or several lines, as `identity` ("root" or a user name).

    Changes `account` as the calls change it. Never raises for anything typed: errors are text and an exit code.
    """
    outcome = Outcome(files=dict(files))
    try:
        found = tokens.commands(line)
    except UsageError as error:
        return Outcome(stderr=_line(error.message), exit_code=error.exit_code, files=outcome.files)
    for words in found:
        if len(outcome.stdout) > output.MAX_CHARACTERS:
            rest = "Enough is printed: the remaining lines are not run. Paste fewer at a time.\n"
            return replace(outcome, stderr=outcome.stderr + rest, exit_code=USAGE_ERROR)
        done = _command(account, words, identity, outcome.files, now)
        outcome = Outcome(
            outcome.stdout + cleaned(done.stdout),
            outcome.stderr + cleaned(done.stderr),
            done.exit_code,
            outcome.answers + done.answers,
            done.files,
            done.clear,
        )
    return outcome


def _command(account: Account, words: list[str], identity: str, files: Mapping[str, str], now: datetime) -> Outcome:
    if words[0] == "$" and len(words) > 1:  # a prompt that was copied along
        words = words[1:]
    try:
        if words[0] == "aws":
            return _aws(account, words[1:], identity, files, now)
        if words[0] in shell.COMMANDS:
            text = shell.COMMANDS[words[0]](words[1:], files)
            return Outcome(stdout=text, files=files, clear=words[0] == "clear")
        raise shell.unknown(words[0])
    except UsageError as error:
        return Outcome(stderr=_line(error.message), exit_code=error.exit_code, files=files)


def _aws(account: Account, words: list[str], identity: str, files: Mapping[str, str], now: datetime) -> Outcome:
    options, rest = global_options.split(words)
    if options.version:
        return Outcome(stdout=_VERSION, files=files)
    page = _page(account, rest)
    if page is not None:
        return Outcome(stdout=page, files=files)
    service, model = _operation(rest)
    if model.name in SIMULATED.get(service, {}) or unsimulated.can_answer(service, model.name):
        command = arguments.parse(service, model, customizations.rewritten(service, model.name, rest[2:]), files)
    else:  # its options do not matter: the gateway says that it is not simulated
        command = arguments.Command(service, model)
    caller = _profile(account, options.profile, identity)
    call = Call(service, model.name, command.parameters, caller, options.region)
    answer = handle(account, call, now)
    if answer.error:
        text = _service_error(model, answer.error)
        return Outcome(stderr=text, exit_code=SERVICE_ERROR, answers=(answer,), files=files)
    return _shown(command, options, answer, files)


def _shown(
    command: arguments.Command,
    options: global_options.GlobalOptions,
    answer: Answer,
    files: Mapping[str, str],
) -> Outcome:
    """Print a success. The call has happened: if it cannot be shown, the answer is still reported."""
    result = answer.output or {}
    shown = shaping.shaped(result, command.model.output_shape)
    try:
        if command.outfile:
            body = arguments.streamed(command.model)
            shown.pop(body, None)
            files = workspace.write(files, command.outfile, str(result.get(body, "")))
        if options.paginate:
            shown = paging.assemble(command.service, command.model.name, command.parameters, shown, command.page)
        selected = options.query.search(shown) if options.query else shown
        text = output.printed(selected, options.output, command.model.name)
    except UsageError as error:
        return Outcome(stderr=_line(error.message), exit_code=error.exit_code, answers=(answer,), files=files)
    return Outcome(stdout=text, stderr=_line(answer.note) if answer.note else "", answers=(answer,), files=files)


def _page(account: Account, words: list[str]) -> str | None:
    """Return the text of a command that calls nobody: help and configure; None for every other."""
    match words:
        case ["help"]:
            return help.overview()
        case ["configure", "list-profiles"]:
            return "".join(f"{name}\n" for name in account.identities())
        case ["configure", *_]:
            raise UsageError(
                "There is nothing to configure here: every identity of the account is a profile already."
                " Choose one with --profile NAME; `aws configure list-profiles` lists them."
            )
        case [service, "help"]:
            return help.service_page(arguments.service_name(service), service)
        case [service, operation, "help"]:
            name = arguments.service_name(service)
            return help.operation_page(name, service, arguments.operation_model(name, service, operation))
    return None


def _operation(words: list[str]) -> tuple[str, OperationModel]:
    if not words or words[0].startswith("-"):
        raise misused("the following arguments are required: command")
    service = arguments.service_name(words[0])
    if len(words) == 1 or words[1].startswith("-"):
        raise misused("the following arguments are required: operation")
    return service, arguments.operation_model(service, words[0], words[1])


def _profile(account: Account, profile: str | None, identity: str) -> str:
    if profile is None:
        return identity
    if profile not in account.identities():
        raise UsageError(
            f"\nThe config profile ({profile[:100]}) could not be found."
            f" Profiles here: {', '.join(account.identities()[:20])}.",
            CONFIGURATION_ERROR,
        )
    return profile


def _service_error(model: OperationModel, error: ServiceError) -> str:
    code, message = error.code, error.message
    if model.http.get("method") == "HEAD":  # an answer to HEAD has no body: the client knows its status only
        code, message = str(error.status), HTTPStatus(error.status).phrase
    return f"\nAn error occurred ({code}) when calling the {model.name} operation: {message}\n"


def _line(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
