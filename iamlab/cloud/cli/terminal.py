"""The terminal: from what a learner typed to what they see."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus

from botocore.model import OperationModel

from iamlab.cloud import unsimulated
from iamlab.cloud.cli import (
    arguments,
    configuration,
    customizations,
    global_options,
    help,
    input_documents,
    output,
    paging,
    pipelines,
    shaping,
    shell,
    workspace,
)
from iamlab.cloud.cli.filters import Given
from iamlab.cloud.cli.usage import CONFIGURATION_ERROR, SERVICE_ERROR, USAGE_ERROR, UsageError, misused
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.past import Past, nothing
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.state.company import Company
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


@dataclass(frozen=True, slots=True)
class _Session:
    """Where and when a line runs, and who typed it."""

    company: Company
    identity: str
    now: datetime
    past: Past

    def handle(self, call: Call) -> Answer:
        return handle(self.company, call, self.now, self.past)


def run(
    company: Company, line: str, identity: str, files: Mapping[str, str], now: datetime, past: Past = nothing
) -> Outcome:
    """Run what was typed, one command or several, as `identity` (one of the company's identities).

    Changes `company` as the calls change it. Never raises for anything typed: errors are text and an exit code.
    """
    session = _Session(company, identity, now, past)
    outcome = Outcome(files=dict(files))
    try:
        found = pipelines.parse(line)
    except UsageError as error:
        return Outcome(stderr=cleaned(_line(error.message)), exit_code=error.exit_code, files=outcome.files)
    for pipeline in found:
        if not pipeline.runs(outcome.exit_code):
            continue
        if len(outcome.stdout) > output.MAX_CHARACTERS:
            rest = "Enough is printed: the remaining commands are not run. Paste fewer at a time.\n"
            return replace(outcome, stderr=outcome.stderr + rest, exit_code=USAGE_ERROR)
        done = _pipeline(session, pipeline.commands, outcome.files)
        outcome = Outcome(
            outcome.stdout + done.stdout,
            outcome.stderr + done.stderr,
            done.exit_code,
            outcome.answers + done.answers,
            done.files,
            done.clear,
        )
    return outcome


def _pipeline(session: _Session, commands: list[pipelines.Command], files: Mapping[str, str]) -> Outcome:
    """Run commands of which each reads what the one before printed; the exit code is that of the last."""
    piped: str | None = None
    outcome = Outcome(files=files)
    for command in commands:
        done = _redirected(session, command, Given(piped, outcome.files))
        piped = done.stdout
        outcome = replace(done, stderr=outcome.stderr + done.stderr, answers=outcome.answers + done.answers)
    return outcome


def _redirected(session: _Session, command: pipelines.Command, given: Given) -> Outcome:
    """Run one command and put what it prints into its file, if it names one."""
    target = command.target
    if target is None or target == shell.NOWHERE:
        done = _cleaned(_command(session, command, given))
        return done if target is None else replace(done, stdout="")
    done = Outcome(files=given.files)
    try:
        workspace.write(given.files, target, "")  # a wrong name is refused before anything is called
        done = _cleaned(_command(session, command, given))
        before = done.files.get(workspace.plain(target), "") if command.append else ""
        return replace(done, stdout="", files=workspace.write(done.files, target, before + done.stdout))
    except UsageError as error:
        return replace(done, stdout="", stderr=done.stderr + cleaned(_line(error.message)), exit_code=1)


def _cleaned(done: Outcome) -> Outcome:
    return replace(done, stdout=cleaned(done.stdout), stderr=cleaned(done.stderr))


def _command(session: _Session, command: pipelines.Command, given: Given) -> Outcome:
    words = [word.text for word in command.words]
    if words[0] == "$" and len(words) > 1:  # a prompt that was copied along
        words = words[1:]
    name, files = words[0], given.files
    try:
        shell.refuse_globs(command, given)
        if name == "aws":
            return _aws(session, words[1:], files)
        if name == "rm":
            return Outcome(files=shell.removed(words[1:], given))
        if name in shell.COMMANDS:
            printed = shell.COMMANDS[name](words[1:], given)
            return Outcome(stdout=printed.text, exit_code=printed.exit_code, files=files, clear=name == "clear")
        raise shell.unknown(name)
    except UsageError as error:
        return Outcome(stderr=_line(error.message), exit_code=error.exit_code, files=files)


def _aws(session: _Session, words: list[str], files: Mapping[str, str]) -> Outcome:
    options, rest = global_options.split(words)
    if options.version:
        return Outcome(stdout=_VERSION, files=files)
    if rest[:1] == ["configure"] and rest[-1] != "help":
        _profile(session, options.profile)
        text, kept = configuration.run(session.company, rest[1:], options.profile, files)
        return Outcome(stdout=text, files=kept)
    page = _page(rest)
    if page is not None:
        return Outcome(stdout=page, files=files)
    service, model = _operation(rest)
    document, skeleton, given = input_documents.split(rest[2:], files)
    if skeleton is not None:
        return Outcome(stdout=input_documents.skeleton_of(model, skeleton), files=files)
    if model.name in SIMULATED.get(service, {}) or unsimulated.can_answer(service, model.name):
        given = customizations.rewritten(service, model.name, given)
        command = arguments.parse(service, model, given, files, document)
    else:  # its options do not matter: the gateway says that it is not simulated
        command = arguments.Command(service, model)
    if command.page.options and not options.paginate:
        listed = ", ".join(command.page.options)
        raise UsageError(f"\nCannot specify --no-paginate along with pagination arguments: {listed}")
    caller = _profile(session, options.profile)
    options = _with_settings(options, configuration.settings(files, options.profile))
    call = Call(service, model.name, command.parameters, caller, options.region or global_options.DEFAULT_REGION)
    answer = session.handle(call)
    if answer.error:
        text = _service_error(model, answer.error)
        return Outcome(stderr=text, exit_code=SERVICE_ERROR, answers=(answer,), files=files)
    return _shown(command, options, answer, files)


def _with_settings(options: global_options.GlobalOptions, settings: Mapping[str, str]) -> global_options.GlobalOptions:
    """Return the options with what the profile has set where the command says nothing."""
    return replace(
        options, region=options.region or settings.get("region"), output=options.output or settings.get("output")
    )


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
        text = output.printed(selected, options.output or "json", command.model.name)
    except UsageError as error:
        return Outcome(stderr=_line(error.message), exit_code=error.exit_code, answers=(answer,), files=files)
    return Outcome(stdout=text, stderr=_line(answer.note) if answer.note else "", answers=(answer,), files=files)


def _page(words: list[str]) -> str | None:
    """Return the text of a command that calls nobody: help; None for every other."""
    match words:
        case ["help"]:
            return help.overview()
        case ["configure", *_, "help"]:
            return help.CONFIGURE
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


def _profile(session: _Session, profile: str | None) -> str:
    if profile is None:
        return session.identity
    identities = session.company.identities()
    if profile not in identities:
        raise UsageError(
            f"\nThe config profile ({profile[:100]}) could not be found. Profiles here: {', '.join(identities[:20])}.",
            CONFIGURATION_ERROR,
        )
    return profile


def _service_error(model: OperationModel, error: ServiceError) -> str:
    code, message = error.code, error.message
    if model.http.get("method") == "HEAD":  # an answer to HEAD has no body: the client knows its status only
        code, message = str(error.status), HTTPStatus(error.status).phrase
    return f"\nAn error occurred ({code}) when calling the {model.name} operation: {message}\n"


def _line(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
