"""`aws configure`: settings and keys of each profile, kept in the workspace's `.aws/config` and `.aws/credentials`.

AWS page: "Configuration and credential file settings in the AWS CLI".
"""

import csv
import re

from iamlab.cloud.cli import blobs, credentials, environment, global_options, profiles, workspace
from iamlab.cloud.cli.credentials import AssumedRole, Identity, Keys, Source
from iamlab.cloud.cli.global_options import REGION_VARIABLES
from iamlab.cloud.cli.profiles import Files
from iamlab.cloud.cli.usage import UsageError, misused
from iamlab.cloud.state.company import Company

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_LONGEST = 2_048
_MOST_ROWS = 50
_NOT_SET = "<not set>"
_EXPLAINED = (
    "This terminal cannot ask for values one by one. Every identity of the account is a profile already: choose one"
    " with --profile NAME; `aws configure list-profiles` lists them. Keys of your own are set with"
    " `aws configure set aws_access_key_id VALUE` and `aws configure set aws_secret_access_key VALUE`,"
    " or come from a file with `aws configure import --csv file://KEYS.csv`."
)
_COLUMNS = ("User Name", "Access key ID", "Secret access key")


def run(
    company: Company, chosen: str, words: list[str], option: str | None, files: Files
) -> tuple[str, dict[str, str]]:
    """Return what `aws configure ...` prints, and the files afterwards; raises UsageError.

    `chosen` is whom the learner chose for the terminal, `option` the profile that --profile names.
    """
    profile = credentials.profile_of(option, files) or profiles.DEFAULT
    match words:
        case ["list-profiles"]:
            return "".join(f"{name}\n" for name in _names(company, files)), dict(files)
        case ["list"]:
            return _listed(credentials.source_of(company, chosen, option, files), option, files), dict(files)
        case ["get", name]:
            where, setting = _place(name, profile)
            found = profiles.settings(files, where).get(setting)
            if found is None:  # the AWS CLI prints nothing and fails
                raise UsageError("", 1)
            return f"{found}\n", dict(files)
        case ["set", name, value]:
            where, setting = _place(name, profile)
            return "", with_setting(files, where, setting, value)
        case ["import", "--csv", text]:
            return _imported(text, files)
        case ["get" | "set", *_]:
            raise misused(f"aws configure {words[0]} needs a name{' and a value' if words[0] == 'set' else ''}")
    raise UsageError(_EXPLAINED)


def with_setting(files: Files, profile: str, name: str, value: str) -> dict[str, str]:
    """Return the files with one setting of a profile changed; raises UsageError for a value that cannot be."""
    if not _NAME.fullmatch(name):
        raise misused(f"aws configure set: {name[:100]} is no name of a setting")
    if len(value) > _LONGEST or "\n" in value or "\r" in value:
        raise UsageError(f"The value of {name} has to be one line of at most {_LONGEST:,} characters.")
    if name == "region":
        global_options.checked_region(value)
    if name == "output":
        global_options.checked_output(value)
    if name == blobs.SETTING:
        global_options.checked_binary_format(value)
    file = profiles.CREDENTIALS if name in profiles.KEYS else profiles.CONFIG
    text = profiles.with_setting(files.get(file, ""), profiles.section(file, profile), name, value)
    return workspace.write(files, file, text)


def _place(name: str, profile: str) -> tuple[str, str]:
    """Return the profile and the setting of `default.region`, `profile.jane.region` or a plain name."""
    match name.split("."):
        case ["default", setting]:
            return profiles.DEFAULT, setting
        case ["profile", *words, setting] if words:
            return ".".join(words), setting
    return profile, name


def _names(company: Company, files: Files) -> list[str]:
    return list(dict.fromkeys([*company.identities(), *profiles.names(files)]))


def _imported(text: str, files: Files) -> tuple[str, dict[str, str]]:
    """Take over the keys of a file as the console offers it for download; each user becomes a profile."""
    lines = workspace.read("--csv", text, text.removeprefix("file://"), files).lstrip("\ufeff").splitlines()
    rows = list(csv.DictReader(lines))
    if not rows or not set(_COLUMNS) <= set(rows[0]):
        raise UsageError(f'\nExpected header "{_COLUMNS[0]}" not found: the columns are {", ".join(_COLUMNS)}.')
    if len(rows) > _MOST_ROWS:
        raise UsageError(f"\nThat file has {len(rows):,} rows; {_MOST_ROWS} are taken at a time.")
    kept = dict(files)
    for row in rows:
        user, access_key, secret = (str(row[column] or "").strip() for column in _COLUMNS)
        if not (user and access_key and secret):
            raise UsageError(f"\nFailed to parse entry: {', '.join(_COLUMNS)} must all be there.")
        kept = with_setting(with_setting(kept, user, profiles.KEYS[0], access_key), user, profiles.KEYS[1], secret)
    return f"Successfully imported {len(rows)} profile(s)\n", kept


def _listed(source: Source, option: str | None, files: Files) -> str:
    exported = environment.exported(files)
    profile = credentials.profile_of(option, files)
    named = (_NOT_SET, "None", "None")
    if profile:
        named = (
            (profile, "manual", "--profile") if option else (profile, "env", "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']")
        )
    rows = [
        ("Name", "Value", "Type", "Location"),
        ("----", "-----", "----", "--------"),
        ("profile", *named),
        ("access_key", *_shown(source, "access_key")),
        ("secret_key", *_shown(source, "secret")),
    ]
    region = profiles.settings(files, profile or profiles.DEFAULT).get("region")
    variable = next((name for name in REGION_VARIABLES if exported.get(name)), None)
    if variable:
        rows.append(("region", exported[variable], "env", str(list(REGION_VARIABLES))))
    elif region:
        rows.append(("region", region, "config-file", "~/.aws/config"))
    else:
        rows.append(("region", _NOT_SET, "None", "None"))
    return "".join(f"{name:>10} {value:>24} {kind:>16}    {place}".rstrip() + "\n" for name, value, kind, place in rows)


def _shown(source: Source, part: str) -> tuple[str, str, str]:
    """The last four characters of a key, and where it comes from."""
    if isinstance(source, Identity):
        return "given by the lab", "sandbox", ""
    if isinstance(source, Keys):
        return f"****************{str(getattr(source, part))[-4:]}", source.origin, ""
    kind = "assume-role" if isinstance(source, AssumedRole) else "assume-role-with-web-identity"
    return "assumed when called", kind, ""
