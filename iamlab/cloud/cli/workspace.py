"""The learner's own files: texts by name, kept in the sandbox. The server's disk is never touched."""

import re
from collections.abc import Mapping

from iamlab.cloud.cli.usage import UsageError, bad_value

MAX_FILES = 50
MAX_FILE_CHARACTERS = 65_536
HIDDEN = (".aws/config", ".aws/credentials")  # the only hidden files that a learner may write
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,63}){0,4}")


def plain(name: str) -> str:
    """Return a file's name as the workspace keeps it: it is the home and the current folder in one."""
    return name.removeprefix("~/").removeprefix("./")


def read(option: str, word: str, name: str, files: Mapping[str, str]) -> str:
    """Return the text of the file that an option names (`word` as typed); raises UsageError when there is none."""
    found = files.get(plain(name))
    if found is None:
        raise bad_value(
            option,
            f"Unable to load paramfile {word[:200]}: [Errno 2] No such file or directory: '{name[:200]}'\n"
            + existing(files),
        )
    return found


def write(files: Mapping[str, str], name: str, text: str) -> dict[str, str]:
    """Return the files with one more; raises UsageError for a bad name, a text too long, or too many files."""
    name = plain(name)
    if name not in HIDDEN and not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name[:200]}' cannot be a file name here. Use letters, digits, `.`, `_`, `-` and `/` between folders."
        )
    if len(text) > MAX_FILE_CHARACTERS:
        raise UsageError(
            f"{name} would have {len(text):,} characters; a file here has {MAX_FILE_CHARACTERS:,} at most."
        )
    if name not in files and name not in HIDDEN and len(visible(files)) >= MAX_FILES:
        raise UsageError(
            f"You already have {MAX_FILES} files, the most that the workspace keeps. Remove one with `rm NAME` first."
        )
    return {**files, name: text}


def existing(files: Mapping[str, str]) -> str:
    names = visible(files)
    return f"Your files: {', '.join(names)}." if names else "You have no files yet."


def visible(files: Mapping[str, str]) -> list[str]:
    """Return the names that `ls` lists: not those that a shell hides."""
    return sorted(name for name in files if not name.startswith("."))
