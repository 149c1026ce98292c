"""Profiles in `~/.aws/config` and `~/.aws/credentials`.

AWS page: "Configuration and credential file settings in the AWS CLI".
"""

from collections.abc import Mapping

from iamlab.cloud.cli.usage import CONFIGURATION_ERROR, UsageError

CONFIG = ".aws/config"
CREDENTIALS = ".aws/credentials"
DEFAULT = "default"
KEYS = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")  # these are in the credentials file

_PREFIX = "profile "
_COMMENTS = ("#", ";")

Files = Mapping[str, str]
Settings = dict[str, str]


def section(file: str, profile: str) -> str:
    """Return the name of a profile's section: only the config file says `profile` before it."""
    return profile if file == CREDENTIALS or profile == DEFAULT else f"{_PREFIX}{profile}"


def settings(files: Files, profile: str) -> Settings:
    """Return what both files set for a profile; the credentials file wins. Raises UsageError for a broken file."""
    return {**in_file(files, CONFIG, profile), **in_file(files, CREDENTIALS, profile)}


def in_file(files: Files, file: str, profile: str) -> Settings:
    return _sections(files, file).get(section(file, profile), {})


def names(files: Files) -> list[str]:
    """Return the profiles that the files have, in their order."""
    found = [name.removeprefix(_PREFIX).strip() for name in _sections(files, CONFIG)]
    return list(dict.fromkeys([*found, *_sections(files, CREDENTIALS)]))


def exists(files: Files, profile: str) -> bool:
    return profile in names(files)


def with_setting(text: str, section_name: str, name: str, value: str) -> str:
    """Return a file's text with one setting changed, or added at the end of its section; the rest stays as it is."""
    lines = text.splitlines()
    begin = next((at for at, line in enumerate(lines) if _header(line) == section_name), None)
    if begin is None:
        return "".join(f"{line}\n" for line in [*lines, f"[{section_name}]", f"{name} = {value}"])
    end = next((at for at in range(begin + 1, len(lines)) if _header(lines[at]) is not None), len(lines))
    for at in range(begin + 1, end):
        if _setting(lines[at])[0] == name:
            lines[at] = f"{name} = {value}"
            break
    else:
        lines.insert(end, f"{name} = {value}")
    return "".join(f"{line}\n" for line in lines)


def _sections(files: Files, file: str) -> dict[str, Settings]:
    found: dict[str, Settings] = {}
    values: Settings | None = None
    for line in files.get(file, "").splitlines():
        header = _header(line)
        name, value = _setting(line)
        if header is not None:
            values = found.setdefault(header, {})
        elif not line.strip() or line.strip().startswith(_COMMENTS) or line[:1].isspace():
            continue  # what is indented is nested: settings of one service
        elif values is None or not name:
            raise UsageError(f"\nUnable to parse config file: ~/{file}", CONFIGURATION_ERROR)
        else:
            values[name] = value
    return found


def _header(line: str) -> str | None:
    text = line.strip()
    return " ".join(text[1:-1].split()).replace('"', "") if text.startswith("[") and text.endswith("]") else None


def _setting(line: str) -> tuple[str, str]:
    name, equals, value = line.partition("=")
    return (name.strip().lower(), value.strip()) if equals else ("", "")
