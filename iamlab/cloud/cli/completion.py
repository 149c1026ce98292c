"""Tab completion: services, operations, options, and the account's own names."""

from collections.abc import Callable

from iamlab.catalog import managed_policies
from iamlab.cloud import models
from iamlab.cloud.cli import arguments, global_options, input_documents, shell
from iamlab.cloud.state.company import Company

MAX_CHOICES = 200
_JOINTS = ("|", "&&", "||", ";")

# What an option's value may be, taken from the account.
_VALUES: dict[str, Callable[[Company], list[str]]] = {
    "--user-name": lambda company: list(company.home.users),
    "--group-name": lambda company: list(company.home.groups),
    "--bucket": lambda company: list(company.home.buckets),
    "--policy-arn": lambda company: [*company.home.policies, *(policy.arn for policy in managed_policies.all())],
    "--permissions-boundary": lambda company: list(company.home.policies),
    "--access-key-id": lambda company: [key.id for _, _, key in company.access_keys()],
    "--profile": lambda company: company.identities(),
    "--output": lambda company: list(global_options.OUTPUTS),
    "--color": lambda company: list(global_options.COLORS),
}


def complete(company: Company, line: str, cursor: int) -> list[str]:
    """Return the words that could stand where the cursor is (0 is before the first character), sorted.

    Each is a whole word that begins with what is typed of it so far; empty when nothing fits.
    """
    typed = line[: max(0, cursor)].replace("\\\n", " ")
    words = typed.split()
    begun = words.pop() if words and not typed[-1:].isspace() else ""
    return [choice for choice in sorted(set(_choices(company, words))) if choice.startswith(begun)][:MAX_CHOICES]


def _choices(company: Company, before: list[str]) -> list[str]:
    before = _last_command(before)
    if not before:
        return ["aws", "rm", *shell.COMMANDS]
    if before[0] != "aws":
        return []
    if before[-1] in _VALUES:
        return _VALUES[before[-1]](company)
    rest = before[1:]
    if not rest:
        return [*models.services(), "help"]
    service = models.services().get(rest[0])
    if service is None:
        return []
    if len(rest) == 1:
        return [*models.operations(service), "help"]
    return _options(service, rest[1])


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
        *global_options.NAMES,
        *input_documents.OPTIONS,
        "help",
    ]
