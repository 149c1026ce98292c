"""The `aws` command: from its words to a call, and from the answer to what is printed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from botocore.model import OperationModel

from iamlab.cloud import models, unsimulated
from iamlab.cloud.cli import (
    arguments,
    blobs,
    bootstrapping,
    configuration,
    credentials,
    customizations,
    endpoints,
    environment,
    function_code,
    global_options,
    help,
    high_level,
    input_documents,
    output,
    paging,
    profiles,
    service_errors,
    shaping,
    signing,
    workspace,
)
from iamlab.cloud.cli.global_options import GlobalOptions
from iamlab.cloud.cli.outcome import Outcome, line
from iamlab.cloud.cli.session import TerminalSession
from iamlab.cloud.cli.usage import SERVICE_ERROR, UsageError, misused
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Answer, Call
from iamlab.cloud.services import SIMULATED

_VERSION = "aws-cli/2 (IAM Lab simulation)\n"


def aws(session: TerminalSession, words: list[str], files: Mapping[str, str], piped: str | None = None) -> Outcome:
    """Run what follows `aws`; `piped` is what the command before printed, which an upload to S3 can read."""
    options, rest = global_options.split(words)
    if options.version:
        return Outcome(stdout=_VERSION, files=files)
    if rest[:1] == ["configure"] and rest[-1] != "help":
        text, kept = configuration.run(session.company, session.identity, rest[1:], options.profile, files)
        return Outcome(stdout=text, files=kept)
    options = _with_settings(options, files)
    if rest[:1] == ["s3"]:
        return high_level.run(session, rest[1:], options, files, piped)
    page = _page(rest)
    if page is not None:
        return Outcome(stdout=page, files=files)
    service, model = _operation(rest)
    document, skeleton, given = input_documents.split(rest[2:], files)
    if skeleton is not None:
        return Outcome(stdout=input_documents.skeleton_of(model, skeleton), files=files)
    if model.name in SIMULATED.get(service, {}) or unsimulated.can_answer(service, model.name):
        given = customizations.rewritten(service, model.name, given, with_document=bool(document))
        given, bootstrap = bootstrapping.split(service, model.name, given, files)
        given, document = function_code.split(model, given, files, document)
        command = arguments.parse(service, model, given, files, document, options.binary_format or blobs.BASE64)
        command = replace(command, bootstrap=bootstrap)
    else:  # its options do not matter: the gateway says that it is not simulated
        command = arguments.Command(service, model)
    if command.page.options and not options.paginate:
        listed = ", ".join(command.page.options)
        raise UsageError(f"\nCannot specify --no-paginate along with pagination arguments: {listed}")
    return _called(session, command, options, files)


def _called(
    session: TerminalSession, command: arguments.Command, options: GlobalOptions, files: Mapping[str, str]
) -> Outcome:
    """Sign in, make the call, and print what came of it."""
    region = options.region or global_options.DEFAULT_REGION
    endpoints.check(command.service, region)
    name = options.profile
    source = credentials.source_of(session.company, session.identity, name, files) if _signs(command, options) else None
    try:
        caller = signing.signed(session, source, command.service, files) if source else signing.anonymous(files)
    except signing.SignInError as refused:
        model = models.operation("sts", refused.operation) if refused.operation else command.model
        text = _service_error(model, refused.error) + line(refused.hint)
        return Outcome(stderr=text, exit_code=SERVICE_ERROR, answers=refused.answers, files=files)
    call = Call(command.service, command.model.name, command.parameters, caller.identity, region, caller.access_key)
    answers, shown = _asked(session, call, command, options.paginate)
    answer, answers = answers[-1], (*caller.answers, *answers)
    if answer.error:
        text = _service_error(command.model, answer.error)
        return Outcome(stderr=text, exit_code=SERVICE_ERROR, answers=answers, files=caller.files)
    return _shown(command, options, answers, shown, caller.files)


def _signs(command: arguments.Command, options: GlobalOptions) -> bool:
    """Whether the call is signed: a few operations of the model never are."""
    return options.sign and command.model.auth_type != "none"


def _asked(
    session: TerminalSession, call: Call, command: arguments.Command, paginate: bool
) -> tuple[tuple[Answer, ...], dict[str, Any]]:
    """Call once, or for a list page after page; return the answers, and what they come to as the CLI has it."""

    def ask(parameters: Mapping[str, Any]) -> tuple[Answer, dict[str, Any]]:
        if command.page.tokens:  # which the learner typed: they may be anything
            arguments.validate(command.model, dict(parameters))
        # A token that an answer was printed with has its blobs in Base64.
        answer = session.handle(replace(call, parameters=blobs.read(parameters, command.model.input_shape)))
        return answer, shaping.shaped(answer.output or {}, command.model.output_shape)

    if not paginate or paging.steered(command.service, command.model.name, command.parameters):
        answer, shown = ask(command.parameters)
        return (answer,), shown
    answers, shown = paging.fetch(command.service, command.model.name, command.parameters, command.page, ask)
    return tuple(answers), shown


def _with_settings(options: GlobalOptions, files: Mapping[str, str]) -> GlobalOptions:
    """Return the options with what the environment or the profile has set where the command says nothing."""
    profile = credentials.profile_of(options.profile, files) or profiles.DEFAULT
    exported, settings = environment.exported(files), profiles.settings(files, profile)
    region = next((exported[name] for name in global_options.REGION_VARIABLES if exported.get(name)), None)
    shown_as = exported.get(global_options.OUTPUT_VARIABLE)
    region, shown_as = region or settings.get("region"), shown_as or settings.get("output")
    form = settings.get(blobs.SETTING)
    return replace(
        options,
        region=options.region or (global_options.checked_region(region) if region else None),
        output=options.output or (global_options.checked_output(shown_as) if shown_as else None),
        binary_format=options.binary_format or (global_options.checked_binary_format(form) if form else None),
    )


def _shown(
    command: arguments.Command,
    options: GlobalOptions,
    answers: tuple[Answer, ...],
    shown: dict[str, Any],
    files: Mapping[str, str],
) -> Outcome:
    """Print a success. The call has happened: if it cannot be shown, the answers are still reported."""
    answer = answers[-1]
    try:
        note = answer.note
        if command.outfile:
            body = arguments.streamed(command.model)
            shown.pop(body, None)
            kept, said = blobs.in_file((answer.output or {}).get(body, b""), command.outfile)
            files, note = workspace.write(files, command.outfile, kept), line(note) + said
        if command.bootstrap:
            files, note = command.bootstrap.store(shown, files)
        selected = options.query.search(shown) if options.query else shown
        text = output.printed(selected, options.output or "json", command.model.name)
    except UsageError as error:
        return Outcome(stderr=line(error.message), exit_code=error.exit_code, answers=answers, files=files)
    return Outcome(stdout=text, stderr=line(note) if note else "", answers=answers, files=files)


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


def _service_error(model: OperationModel, error: ServiceError) -> str:
    return f"\n{service_errors.sentence(model, error)}\n"
