"""Tab completion: commands, services, operations, options, files, and the account's own names."""

from collections.abc import Mapping

from iamlab.cloud import models
from iamlab.cloud.cli import (
    arguments,
    bootstrapping,
    environment,
    function_code,
    global_options,
    input_documents,
    lab_tokens,
    names,
    profiles,
    s3,
    shell,
    workspace,
)
from iamlab.cloud.cli.usage import UsageError
from iamlab.cloud.state.account import ROOT
from iamlab.cloud.state.company import Company

MAX_CHOICES = 200
_JOINTS = ("|", "&&", "||", ";")
_TO_FILE = (">", ">>")
_FILE = "file://"

_CONFIGURE = {
    (): ("get", "help", "import", "list", "list-profiles", "set"),
    ("get",): (*profiles.KEYS, "output", "region", "role_arn", "source_profile"),
    ("set",): (
        *(*profiles.KEYS, "duration_seconds", "external_id", "mfa_serial", "output", "region", "role_arn"),
        *("role_session_name", "source_profile"),
    ),
}
_LAB: dict[tuple[str, ...], tuple[str, ...]] = {
    (): ("clock", "code", "help", "token"),
    ("clock",): ("advance",),
    ("clock", "advance"): ("1h", "12h", "1d", "91d"),
    ("token",): tuple(lab_tokens.KINDS),
}


def complete(
    company: Company, line: str, cursor: int, identity: str = ROOT, files: Mapping[str, str] | None = None
) -> list[str]:
    """Return the words that could stand where the cursor is (0 is before the first character), sorted.

    Each is a whole word that begins with what is typed of it so far; empty when nothing fits. `identity` is whom the
    learner chose: the names are those of its account.
    """
    typed = line[: max(0, cursor)].replace("\\\n", " ")
    words = typed.split()
    begun = words.pop() if words and not typed[-1:].isspace() else ""
    found = _Choices(company, identity, files or {}).after(_last_command(words), begun, words[-1:])
    return [choice for choice in sorted(set(found)) if choice.startswith(begun)][:MAX_CHOICES]


class _Choices:
    def __init__(self, company: Company, identity: str, files: Mapping[str, str]) -> None:
        self.company = company
        self.files = files
        found = company.find_identity(identity)
        self.account = found[0] if found else company.home

    def after(self, before: list[str], begun: str, last: list[str]) -> list[str]:
        """Return what may follow the words of a command; `last` is the word before, whatever it is."""
        if begun.startswith("$"):
            return [f"${name}" for name in environment.variables(self.files)]
        if last and last[0] in _TO_FILE:
            return workspace.visible(self.files)
        before = [word for at, word in enumerate(before) if at or environment.assignment(word) is None]
        if not before:
            return list(shell.NAMES)
        match before[0]:
            case "aws":
                return self._aws(before[1:], begun)
            case "lab":
                return self._lab(before[1:])
            case "unset" | "export" | "printenv":
                return list(environment.variables(self.files))
        return workspace.visible(self.files)

    def _aws(self, rest: list[str], begun: str) -> list[str]:
        last = rest[-1] if rest else ""
        if last == "--profile":
            return self._profiles()
        if last == "--output":
            return list(global_options.OUTPUTS)
        if last == "--color":
            return list(global_options.COLORS)
        if names.takes(last):
            return names.names(last, self.company, self.account)
        if begun.startswith(_FILE):
            return [_FILE + name for name in workspace.visible(self.files)]
        if not rest:
            return [*models.services(), "configure", "help", "s3"]
        if rest[0] == "configure":
            chosen = self._profiles() if tuple(rest[1:]) == ("set", "source_profile") else []
            return [*chosen, *_CONFIGURE.get(tuple(rest[1:]), ("--profile",))]
        if rest[0] == "s3":
            return s3.choices(rest[1:], self.account, workspace.visible(self.files))
        service = models.services().get(rest[0])
        if service is None:
            return []
        if len(rest) == 1:
            return [*models.operations(service), "help"]
        return _options(service, rest[1])

    def _lab(self, rest: list[str]) -> list[str]:
        if rest and names.takes(rest[-1]):
            return names.names(rest[-1], self.company, self.account)
        if rest == ["code"]:
            return list(self.account.mfa_devices)
        if rest[:1] == ["token"] and len(rest) > 1:
            if rest[-1] == "--provider":
                return [
                    *(one.url for one in self.account.oidc_providers.values() if rest[1] == "web-identity"),
                    *(arn for arn in self.account.saml_providers if rest[1] == "saml"),
                ]
            return list(lab_tokens.OPTIONS.get(rest[1], ()))
        return list(_LAB.get(tuple(rest), ()))

    def _profiles(self) -> list[str]:
        try:
            own = profiles.names(self.files)
        except UsageError:  # a file that cannot be read; the command itself says so
            own = []
        return [*self.company.identities(), *own]


def _last_command(words: list[str]) -> list[str]:
    """Return the words after the last `|`, `&&`, `||` or `;`."""
    begin = max((at + 1 for at, word in enumerate(words) if word in _JOINTS), default=0)
    return words[begin:]


def _options(service: str, word: str) -> list[str]:
    operation = models.operations(service).get(word)
    if operation is None:
        return []
    return [
        *arguments.options(models.operation(service, operation)),
        *bootstrapping.options(service, operation),
        *function_code.options(service, operation),
        *global_options.NAMES,
        *input_documents.OPTIONS,
        "help",
    ]
