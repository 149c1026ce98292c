"""The terminal: from what a learner typed to what they see."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from iamlab.cloud.cli import dates, environment, expansion, lab, output, pipelines, shell, workspace
from iamlab.cloud.cli.aws import aws
from iamlab.cloud.cli.filters import MAX_CHARACTERS, Given
from iamlab.cloud.cli.outcome import Outcome, line
from iamlab.cloud.cli.session import TerminalSession
from iamlab.cloud.cli.substitutions import STATUS
from iamlab.cloud.cli.tokens import Part, Token
from iamlab.cloud.cli.usage import USAGE_ERROR, UsageError
from iamlab.cloud.past import Past, nothing
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import cleaned


def run(
    company: Company, typed: str, identity: str, files: Mapping[str, str], now: datetime, past: Past = nothing
) -> Outcome:
    """Run what was typed, one command or several, as `identity` (one of the company's identities).

    Changes `company` as the calls change it, and as `lab clock` puts its clock forward. Never raises for anything
    typed: errors are text and an exit code.
    """
    return _run(TerminalSession(company, identity, now, past), typed, Outcome(files=dict(files)))


def _run(session: TerminalSession, typed: str, outcome: Outcome) -> Outcome:
    """Run what was typed after what came to `outcome` already."""
    try:
        found = pipelines.parse(typed)
    except UsageError as error:
        return replace(outcome, stderr=cleaned(line(error.message)), exit_code=error.exit_code)
    for pipeline in found:
        if not pipeline.runs(outcome.exit_code):
            continue
        if len(outcome.stdout) > output.MAX_CHARACTERS:
            rest = "Enough is printed: the remaining commands are not run. Paste fewer at a time.\n"
            return replace(outcome, stderr=outcome.stderr + rest, exit_code=USAGE_ERROR)
        done = _pipeline(session, pipeline.commands, outcome)
        outcome = replace(
            done,
            stdout=outcome.stdout + done.stdout,
            stderr=outcome.stderr + done.stderr,
            answers=outcome.answers + done.answers,
        )
    return outcome


def _pipeline(session: TerminalSession, commands: list[pipelines.Command], before: Outcome) -> Outcome:
    """Run commands of which each reads what the one before printed; the exit code is that of the last."""
    piped: str | None = None
    outcome = Outcome(files=before.files, exit_code=before.exit_code)
    for command in commands:
        done = _expanded(session, command, Given(piped, outcome.files), outcome.exit_code)
        piped = done.stdout
        outcome = replace(done, stderr=outcome.stderr + done.stderr, answers=outcome.answers + done.answers)
    return outcome


class _Values:
    """The values of `$NAME` and `$(COMMAND)` for one command. What the inner commands did is gathered in `outcome`."""

    def __init__(self, session: TerminalSession, files: Mapping[str, str], status: int) -> None:
        self.session = session
        self.status = status
        self.outcome = Outcome(files=files)
        self.size = 0

    def __call__(self, part: Part) -> str:
        value = self._value(part)
        self.size += len(value)
        if self.size > MAX_CHARACTERS:
            raise UsageError(f"The values of one command have more than {MAX_CHARACTERS:,} characters. Use a file.", 1)
        return value

    def _value(self, part: Part) -> str:
        if part.kind == "command":
            return self._printed(part.text)
        if part.text == STATUS:
            return str(self.status)
        known = environment.variables(self.outcome.files).get(part.text)
        return known.value if known else ""

    def _printed(self, text: str) -> str:
        """What an inner command prints, without the line ends at its end. The variables that it sets are its own."""
        before = self.outcome
        done = _run(self.session, text, Outcome(files=before.files, exit_code=self.status))
        self.outcome = Outcome(
            stderr=before.stderr + done.stderr,
            exit_code=done.exit_code,
            answers=before.answers + done.answers,
            files=environment.kept_from(before.files, done.files),
        )
        return done.stdout.rstrip("\n")


def _expanded(session: TerminalSession, command: pipelines.Command, given: Given, status: int) -> Outcome:
    """Put the values into one command and run it; inner commands come first."""
    values = _Values(session, given.files, status)
    try:
        session.count_command()
        words = expansion.expanded(command.words, values)
        target = expansion.expanded([command.target], values) if command.target else []
        if len(target) > 1:
            raise UsageError("The name of the file after `>` comes to several words. Put it in double quotes.", 1)
        piped = expansion.text(command.document.parts, values) if command.document else given.piped
    except UsageError as error:
        return replace(values.outcome, stderr=values.outcome.stderr + line(error.message), exit_code=error.exit_code)
    inner = values.outcome
    done = _redirected(session, words, target, command.append, Given(piped, inner.files), inner.exit_code)
    return replace(done, stderr=inner.stderr + done.stderr, answers=inner.answers + done.answers)


def _redirected(
    session: TerminalSession, words: list[Token], target: list[Token], append: bool, given: Given, status: int
) -> Outcome:
    """Run one command and put what it prints into its file, if it names one."""
    if not target or target[0].text == shell.NOWHERE:
        done = _cleaned(_assigning(session, words, given, status))
        return replace(done, stdout="") if target else done
    name, done = target[0].text, Outcome(files=given.files)
    try:
        workspace.write(given.files, name, "")  # a wrong name is refused before anything is called
        done = _cleaned(_assigning(session, words, given, status))
        before = done.files.get(workspace.plain(name), "") if append else ""
        return replace(done, stdout="", files=workspace.write(done.files, name, before + done.stdout))
    except UsageError as error:
        return replace(done, stdout="", stderr=done.stderr + cleaned(line(error.message)), exit_code=1)


def _cleaned(done: Outcome) -> Outcome:
    return replace(done, stdout=cleaned(done.stdout), stderr=cleaned(done.stderr))


def _assigning(session: TerminalSession, words: list[Token], given: Given, status: int) -> Outcome:
    """Set the variables before a command for this command only; without a command, for the shell.

    `status` is that of the last inner command, which is what a line of assignments ends with.
    """
    assigned: dict[str, str] = {}
    rest = list(words)
    while rest and (found := environment.assignment(rest[0].text)):
        assigned[found[0]] = found[1]
        rest.pop(0)
    try:
        if not rest:
            return Outcome(files=environment.with_variables(given.files, assigned), exit_code=status)
        files = environment.with_variables(given.files, assigned, export=True) if assigned else given.files
        shell.refuse_globs(rest, given)
        done = _command(session, rest, Given(given.piped, files))
    except UsageError as error:
        return Outcome(stderr=line(error.message), exit_code=error.exit_code, files=given.files)
    return replace(done, files=environment.kept_from(given.files, done.files)) if assigned else done


def _command(session: TerminalSession, tokens: list[Token], given: Given) -> Outcome:
    words = [word.text for word in tokens]
    if words[0] == "$" and len(words) > 1:  # a prompt that was copied along
        words = words[1:]
    name, files = words[0], given.files
    match name:
        case "aws":
            return aws(session, words[1:], files, given.piped)
        case "lab":
            return Outcome(stdout=lab.run(session, words[1:]), files=files)
        case "date":
            return Outcome(stdout=dates.date(words[1:], session.now), files=files)
        case "rm":
            return Outcome(files=shell.removed(words[1:], given))
        case "export":
            text, kept = environment.export(words[1:], given)
            return Outcome(stdout=text, files=kept)
        case "unset":
            return Outcome(files=environment.unset(words[1:], given))
    if name not in shell.COMMANDS:
        raise shell.unknown(name)
    printed = shell.COMMANDS[name](words[1:], given)
    return Outcome(stdout=printed.text, exit_code=printed.exit_code, files=files, clear=name == "clear")
