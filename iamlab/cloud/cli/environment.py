"""The variables of the shell, kept from line to line in a hidden file of the workspace.

Standard: "Shell Command Language", Variable Assignment, and the utilities export, unset and env (POSIX.1-2017).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.cloud.cli.filters import Given, Printed, joined
from iamlab.cloud.cli.substitutions import NAME
from iamlab.cloud.cli.usage import UsageError

FILE = ".lab/environment"
MOST = 100
LONGEST = 8_192
ALL = 65_536  # characters of all variables

Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Variable:
    """Only what is exported is seen by `aws`."""

    value: str
    exported: bool = False


def variables(files: Files) -> dict[str, Variable]:
    kept = json.loads(files.get(FILE, "{}"))
    return {name: Variable(*one) for name, one in kept.items()}


def exported(files: Files) -> dict[str, str]:
    """Return the variables that commands see."""
    return {name: one.value for name, one in variables(files).items() if one.exported}


def assignment(word: str) -> tuple[str, str] | None:
    """Return the name and the value of `NAME=VALUE`; None for a word that is none."""
    name, equals, value = word.partition("=")
    return (name, value) if equals and NAME.fullmatch(name) else None


def with_variables(files: Files, given: Mapping[str, str], export: bool = False) -> dict[str, str]:
    """Return the files with variables set, and exported where that is asked for or was so; raises UsageError."""
    known = variables(files)
    for name, value in given.items():
        if len(value) > LONGEST:
            raise UsageError(f"{name}: {len(value):,} characters; a variable has {LONGEST:,} at most.", 1)
        known[name] = Variable(value, export or (name in known and known[name].exported))
    if len(known) > MOST:
        raise UsageError(f"There are {MOST} variables already. Remove some with `unset NAME`.", 1)
    return _kept(files, known)


def kept_from(files: Files, after: Files) -> dict[str, str]:
    """Return the files of `after` with the variables of `files`: what a subshell does to them is lost."""
    rest = {name: text for name, text in after.items() if name != FILE}
    return {**rest, FILE: files[FILE]} if FILE in files else rest


def export(words: list[str], given: Given) -> tuple[str, dict[str, str]]:
    """Return what `export` prints, and the files after it; raises UsageError."""
    known = variables(given.files)
    if words in ([], ["-p"]):
        lines = [f'declare -x {name}="{one.value}"' for name, one in sorted(known.items()) if one.exported]
        return joined(lines).text, dict(given.files)
    wanted: dict[str, str] = {}
    for word in words:
        name, value = assignment(word) or (word, known[word].value if word in known else "")
        if not NAME.fullmatch(name):
            raise UsageError(f"export: `{word[:100]}': not a valid identifier", 1)
        wanted[name] = value
    return "", with_variables(given.files, wanted, export=True)


def unset(words: list[str], given: Given) -> dict[str, str]:
    known = {name: one for name, one in variables(given.files).items() if name not in words}
    return _kept(given.files, known)


def env(words: list[str], given: Given) -> Printed:
    if words:
        raise UsageError("env: it only lists here. Write `NAME=VALUE COMMAND` to set a variable for one command.", 1)
    return joined([f"{name}={value}" for name, value in exported(given.files).items()])


def printenv(words: list[str], given: Given) -> Printed:
    known = exported(given.files)
    if not words:
        return env([], given)
    found = [known[word] for word in words if word in known]
    return Printed(joined(found).text, 0 if len(found) == len(words) else 1)


def _kept(files: Files, known: Mapping[str, Variable]) -> dict[str, str]:
    if not known:
        return {name: text for name, text in files.items() if name != FILE}
    text = json.dumps({name: [one.value, one.exported] for name, one in known.items()})
    if len(text) > ALL:
        raise UsageError(f"The variables have more than {ALL:,} characters together. Remove some with `unset NAME`.", 1)
    return {**files, FILE: text}
