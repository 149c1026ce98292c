"""The options that every `aws` command takes, before or after the command. AWS page: "Command line options"."""

import re
from dataclasses import dataclass

from iamlab.cloud.cli import blobs
from iamlab.cloud.cli.query import Query
from iamlab.cloud.cli.usage import GENERAL_ERROR, UsageError, misused

OUTPUTS = ("json", "text", "table", "yaml", "yaml-stream", "off")
COLORS = ("on", "off", "auto")

# Name -> whether a value follows. Those that only tune a connection or a screen are taken and change nothing.
_BINARY = "--cli-binary-format"
_NAMES = {
    _BINARY: True,
    "--cli-connect-timeout": True,
    "--cli-read-timeout": True,
    "--cli-auto-prompt": False,
    "--color": True,
    "--debug": False,
    "--endpoint-url": True,
    "--no-cli-auto-prompt": False,
    "--no-cli-pager": False,
    "--no-paginate": False,
    "--no-sign-request": False,
    "--no-verify-ssl": False,
    "--output": True,
    "--profile": True,
    "--query": True,
    "--region": True,
    "--version": False,
}
NAMES = tuple(_NAMES)

_REFUSED = {
    "--cli-auto-prompt": "This terminal does not prompt for parameters. `aws SERVICE OPERATION help` lists them.",
    "--debug": "There is no log to debug here: each call shows its trace beside its answer. Leave --debug out.",
    "--endpoint-url": "This terminal always speaks to your sandbox. Leave --endpoint-url out.",
}
DEFAULT_REGION = "us-east-1"
REGION_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")  # the first that is set counts
OUTPUT_VARIABLE = "AWS_DEFAULT_OUTPUT"
_LONGEST = 1_000
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}")


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    profile: str | None = None
    region: str | None = None  # None: what the profile has set, or DEFAULT_REGION
    output: str | None = None
    query: Query | None = None
    paginate: bool = True
    sign: bool = True
    binary_format: str | None = None  # None: what the profile has set, or Base64
    version: bool = False


def split(words: list[str]) -> tuple[GlobalOptions, list[str]]:
    """Return the global options in `words` and the words that are left, in order; raises UsageError."""
    given: dict[str, str] = {}
    rest: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        name, joined, value = word.partition("=")
        if name not in _NAMES:
            rest.append(word)
            continue
        if name in _REFUSED:
            raise UsageError(_REFUSED[name])
        if _NAMES[name] and not joined:
            if not left or left[-1].startswith("--"):
                raise misused(f"argument {name}: expected one argument")
            value = left.pop()
        given[name] = value
    return _options(given), rest


def _options(given: dict[str, str]) -> GlobalOptions:
    for name, value in given.items():
        if len(value) > _LONGEST:
            raise misused(f"argument {name}: at most {_LONGEST:,} characters")
    color = given.get("--color", "auto")
    if color not in COLORS:
        raise misused(f"argument --color: Invalid choice: '{color[:100]}' (choose from {', '.join(COLORS)})")
    return GlobalOptions(
        profile=given.get("--profile"),
        region=checked_region(given["--region"]) if "--region" in given else None,
        output=checked_output(given["--output"]) if "--output" in given else None,
        query=Query(given["--query"]) if given.get("--query") else None,
        paginate="--no-paginate" not in given,
        sign="--no-sign-request" not in given,
        binary_format=checked_binary_format(given[_BINARY]) if _BINARY in given else None,
        version="--version" in given,
    )


def checked_region(region: str) -> str:
    if not _REGION.fullmatch(region):
        raise UsageError(f"\nProvided region_name '{region[:100]}' doesn't match a supported format.", GENERAL_ERROR)
    return region


def checked_output(output: str) -> str:
    if output not in OUTPUTS:
        raise misused(f"argument --output: Invalid choice: '{output[:100]}' (choose from {', '.join(OUTPUTS)})")
    return output


def checked_binary_format(form: str) -> str:
    if form not in blobs.FORMATS:
        raise misused(f"argument {_BINARY}: Invalid choice: '{form[:100]}' (choose from {', '.join(blobs.FORMATS)})")
    return form
