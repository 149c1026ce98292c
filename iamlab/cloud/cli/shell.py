"""What the terminal knows besides `aws`: the workspace's files and the filters of a pipe."""

from collections.abc import Callable
from fnmatch import fnmatchcase

from iamlab.cloud.cli import environment, filters, flags, workspace
from iamlab.cloud.cli.base64_filter import base64_text
from iamlab.cloud.cli.filters import Given, Printed
from iamlab.cloud.cli.grep import grep
from iamlab.cloud.cli.jq import jq
from iamlab.cloud.cli.printf import printf
from iamlab.cloud.cli.tokens import Token
from iamlab.cloud.cli.usage import UsageError

HELP = """This terminal talks to your sandbox. It knows:

  aws SERVICE OPERATION ...   call AWS, for example: aws iam list-users
  aws help                    what can be called; also `aws iam help`, `aws iam create-user help`
  aws ... --profile NAME      call as somebody else; `aws configure list-profiles` lists the names
  aws configure help          keys and profiles of your own, and profiles that assume a role
  ls                          your files
  cat FILE, rm FILE           show a file, remove a file
  echo TEXT > FILE            write a file (`>>` adds to it); many lines: cat > FILE <<'EOF'
  COMMAND | FILTER            grep, head, tail, wc, sort, uniq, cut, tr, base64 and jq work on the answer
  COMMAND && COMMAND          the second one runs after a success (`||`: after a failure, `;`: always)
  NAME=$(COMMAND), $NAME      keep an answer and use it; `export NAME=VALUE` lets `aws` see it, too
  env, unset NAME             the exported variables; remove one
  date                        the time in your sandbox
  lab help                    what only this lab has: the clock, tokens of identity providers
  clear                       clear the screen
"""
UNKNOWN_COMMAND = 127  # what a POSIX shell answers
NOWHERE = "/dev/null"
_LONGEST_GLOB = 100


def ls(words: list[str], given: Given) -> Printed:
    return filters.joined(workspace.visible(given.files))


def show_help(words: list[str], given: Given) -> Printed:
    return Printed(HELP)


def clear(words: list[str], given: Given) -> Printed:
    """The page clears its own scrollback; to a script the command prints nothing."""
    return Printed("")


COMMANDS: dict[str, Callable[[list[str], Given], Printed]] = {
    "ls": ls,
    "base64": base64_text,
    "cat": filters.cat,
    "clear": clear,
    "cut": filters.cut,
    "echo": filters.echo,
    "env": environment.env,
    "grep": grep,
    "head": filters.head,
    "help": show_help,
    "jq": jq,
    "printenv": environment.printenv,
    "printf": printf,
    "sort": filters.sort,
    "tail": filters.tail,
    "tr": filters.tr,
    "uniq": filters.uniq,
    "wc": filters.wc,
}
# All that a line can begin with; the terminal itself runs those that are no filters.
NAMES = ("aws", "date", "export", "lab", "rm", "unset", *COMMANDS)


def removed(words: list[str], given: Given) -> dict[str, str]:
    """Return the files that `rm` leaves; raises UsageError, and removes nothing, for an unknown name."""
    _, names = flags.split("rm", words, plain="f")
    if not names:
        raise UsageError("rm: which file? " + workspace.existing(given.files), 1)
    left = dict(given.files)
    for name in names:
        if left.pop(workspace.plain(name), None) is None:
            raise UsageError(f"rm: {name[:200]}: No such file or directory. {workspace.existing(given.files)}", 1)
    return left


def refuse_globs(words: list[Token], given: Given) -> None:
    """Refuse a word that a shell would replace by names of files; one that fits no file stays as it is, as there."""
    for word in words:
        if not word.glob or len(word.text) > _LONGEST_GLOB:
            continue
        fitting = [name for name in workspace.visible(given.files) if fnmatchcase(name, workspace.plain(word.text))]
        if fitting:
            raise UsageError(
                f"A shell would replace {word.text} by the names of your files. Name them: {' '.join(fitting[:10])},"
                " or put the word in single quotes.",
                1,
            )


def unknown(word: str) -> UsageError:
    known = ", ".join(f"`{name}`" for name in sorted(NAMES))
    return UsageError(f"{word[:100]}: command not found. This terminal knows {known}.", UNKNOWN_COMMAND)
