"""What the terminal knows besides `aws`: looking at the workspace's files."""

from collections.abc import Callable, Mapping

from iamlab.cloud.cli import workspace
from iamlab.cloud.cli.usage import UsageError

HELP = """This terminal talks to your sandbox. It knows:

  aws SERVICE OPERATION ...   call AWS, for example: aws iam list-users
  aws help                    what can be called; also `aws iam help`, `aws iam create-user help`
  aws ... --profile NAME      call as somebody else; `aws configure list-profiles` lists the names
  ls                          your files
  cat FILE                    show a file
  clear                       clear the screen
"""
UNKNOWN_COMMAND = 127  # what a POSIX shell answers


def ls(words: list[str], files: Mapping[str, str]) -> str:
    return "".join(f"{name}\n" for name in sorted(files))


def cat(words: list[str], files: Mapping[str, str]) -> str:
    if not words:
        raise UsageError("cat: which file? " + workspace.existing(files), 1)
    texts = []
    for name in words:
        text = files.get(name.removeprefix("./"))
        if text is None:
            raise UsageError(f"cat: {name[:200]}: No such file or directory. {workspace.existing(files)}", 1)
        texts.append(text if text.endswith("\n") or not text else text + "\n")
    return "".join(texts)


def show_help(words: list[str], files: Mapping[str, str]) -> str:
    return HELP


def clear(words: list[str], files: Mapping[str, str]) -> str:
    """The page clears its own scrollback; to a script the command prints nothing."""
    return ""


COMMANDS: dict[str, Callable[[list[str], Mapping[str, str]], str]] = {
    "ls": ls,
    "cat": cat,
    "help": show_help,
    "clear": clear,
}


def unknown(word: str) -> UsageError:
    return UsageError(
        f"{word[:100]}: command not found. This terminal knows `aws`, `ls`, `cat`, `clear` and `help`.",
        UNKNOWN_COMMAND,
    )
