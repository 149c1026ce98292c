"""`aws configure`: the region and the output of each profile, kept in the workspace's `.aws/config`.

AWS page: "Configuration and credential file settings in the AWS CLI".
"""

from collections.abc import Mapping

from iamlab.cloud.cli import global_options
from iamlab.cloud.cli.usage import UsageError, misused
from iamlab.cloud.state.company import Company

FILE = ".aws/config"
_SETTINGS = ("region", "output")
_DEFAULT = "default"
_NOT_SET = "<not set>"
_EXPLAINED = (
    "Every identity of the account is a profile already, so there are no keys to enter here."
    " Choose one with --profile NAME; `aws configure list-profiles` lists them."
    " `aws configure set region NAME` and `aws configure set output FORMAT` choose the defaults."
)


def settings(files: Mapping[str, str], profile: str | None) -> dict[str, str]:
    """Return what is set for a profile (None: the default one)."""
    return dict(_read(files).get(_section(profile), {}))


def run(
    company: Company, words: list[str], profile: str | None, files: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Return what `aws configure ...` prints, and the files afterwards; raises UsageError."""
    kept = dict(files)
    match words:
        case ["list-profiles"]:
            return "".join(f"{name}\n" for name in company.identities()), kept
        case ["list"]:
            return _listed(settings(files, profile), profile), kept
        case ["get", name]:
            found = settings(files, profile).get(name)
            if found is None:  # the AWS CLI prints nothing and fails
                raise UsageError("", 1)
            return f"{found}\n", kept
        case ["set", name, value]:
            return "", _set(kept, name, value, profile)
        case ["get" | "set", *_]:
            raise misused(f"aws configure {words[0]} needs a name{' and a value' if words[0] == 'set' else ''}")
    raise UsageError(_EXPLAINED)


def _set(files: dict[str, str], name: str, value: str, profile: str | None) -> dict[str, str]:
    if name not in _SETTINGS:
        raise UsageError(f"{name[:100]} cannot be set here: only {' and '.join(_SETTINGS)} can. {_EXPLAINED}")
    if name == "region":
        global_options.checked_region(value)
    else:
        global_options.checked_output(value)
    known = _read(files)
    known.setdefault(_section(profile), {})[name] = value
    files[FILE] = "".join(
        f"[{section}]\n" + "".join(f"{key} = {text}\n" for key, text in sorted(values.items()))
        for section, values in known.items()
    )
    return files


def _read(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    values: dict[str, str] = {}
    for line in files.get(FILE, "").splitlines():
        key, equals, text = (part.strip() for part in line.partition("="))
        if line.startswith("["):
            values = found.setdefault(line.strip("[] "), {})
        elif equals and key in _SETTINGS:
            values[key] = text
    return found


def _section(profile: str | None) -> str:
    return _DEFAULT if profile in (None, _DEFAULT) else f"profile {profile}"


def _listed(found: Mapping[str, str], profile: str | None) -> str:
    region = (found["region"], "config-file", "~/.aws/config") if "region" in found else (_NOT_SET, "None", "None")
    named = (profile, "manual", "--profile") if profile else (_NOT_SET, "None", "None")
    rows = [
        ("Name", "Value", "Type", "Location"),
        ("----", "-----", "----", "--------"),
        ("profile", *named),
        ("access_key", "given by the lab", "sandbox", ""),
        ("secret_key", "given by the lab", "sandbox", ""),
        ("region", *region),
    ]
    return "".join(f"{name:>10} {value:>24} {kind:>16}    {place}".rstrip() + "\n" for name, value, kind, place in rows)
