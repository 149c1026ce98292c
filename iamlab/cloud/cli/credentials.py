"""Where the credentials of a command come from: its options, then the environment, then its profile.

AWS pages: "Authentication and access credentials for the AWS CLI" (precedence), "Using an IAM role in the AWS CLI".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.cloud.cli import environment, profiles
from iamlab.cloud.cli.profiles import DEFAULT, Files
from iamlab.cloud.cli.usage import CONFIGURATION_ERROR, GENERAL_ERROR, UsageError
from iamlab.cloud.state.company import Company

# The AWS CLI's words for where a value comes from.
ENVIRONMENT = "env"
SHARED_FILE = "shared-credentials-file"
CONFIG_FILE = "config-file"

_FILES = {profiles.CREDENTIALS: SHARED_FILE, profiles.CONFIG: CONFIG_FILE}

_VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_PROFILE_VARIABLES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
_WEB_VARIABLES = ("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_SESSION_NAME")
_WEB_SETTINGS = ("role_arn", "web_identity_token_file", "role_session_name")
_MOST_PROFILES = 10  # one after the other


@dataclass(frozen=True, slots=True)
class Keys:
    """Credentials as somebody typed or stored them."""

    access_key: str
    secret: str
    token: str
    origin: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One of the lab's own identities: whom the learner chose, or the profile of that name. There is no key to type."""

    name: str


@dataclass(frozen=True, slots=True)
class AssumedRole:
    """A profile with a role, which the AWS CLI assumes with the source's credentials."""

    settings: Mapping[str, str]
    source: "Source"


@dataclass(frozen=True, slots=True)
class WebIdentity:
    """A role that the AWS CLI assumes with the token in a file."""

    settings: Mapping[str, str]


Source = Keys | Identity | AssumedRole | WebIdentity


def profile_of(option: str | None, files: Files) -> str | None:
    """Return the profile that a command uses, by its option or the environment; None for the default one."""
    exported = environment.exported(files)
    found = option or next((exported[name] for name in _PROFILE_VARIABLES if exported.get(name)), None)
    return None if found == DEFAULT else found


def source_of(company: Company, chosen: str, option: str | None, files: Files) -> Source:
    """Return where the credentials of a command come from.

    `option` is that of --profile, which wins over keys in the environment; `chosen` is whom the learner chose for the
    terminal. Raises UsageError for a profile that is not there or not complete.
    """
    found = _of_environment(files) if option is None else None
    return found or _of_profile(company, chosen, profile_of(option, files) or DEFAULT, files, ())


def _of_environment(files: Files) -> Source | None:
    exported = environment.exported(files)
    access_key, secret, token = (exported.get(name, "") for name in _VARIABLES)
    if access_key and not secret:
        raise _partial(ENVIRONMENT, _VARIABLES[1])
    if access_key:
        return Keys(access_key, secret, token, ENVIRONMENT)
    named = zip(_WEB_SETTINGS, _WEB_VARIABLES, strict=True)
    settings = {setting: exported[variable] for setting, variable in named if exported.get(variable)}
    return WebIdentity(settings) if {"role_arn", "web_identity_token_file"} <= set(settings) else None


def _of_profile(company: Company, chosen: str, profile: str, files: Files, visited: tuple[str, ...]) -> Source:
    settings = profiles.settings(files, profile)
    if "role_arn" not in settings:
        return _fixed(company, chosen, profile, files)
    if "web_identity_token_file" in settings:
        return WebIdentity(settings)
    if len(visited) >= _MOST_PROFILES:
        raise _wrong(f"This terminal follows {_MOST_PROFILES} profiles at most, one after the other.")
    return AssumedRole(settings, _of_source(company, chosen, profile, files, (*visited, profile)))


def _of_source(company: Company, chosen: str, profile: str, files: Files, visited: tuple[str, ...]) -> Source:
    """The credentials that a profile with a role begins with."""
    settings = profiles.settings(files, profile)
    source, kind = settings.get("source_profile"), settings.get("credential_source")
    if source and kind:
        raise _wrong(f'The profile "{profile}" contains both source_profile and credential_source.')
    if kind == "Environment":
        found = _of_environment(files)
        if found is None:
            raise _wrong(
                "Error when retrieving credentials from Environment: No credentials found in credential_source"
            )
        return found
    if kind:
        raise _wrong(
            f"This terminal runs on no instance and in no container: it has no credential_source {kind[:100]}."
        )
    if source is None:
        raise _partial("assume-role", "source_profile or credential_source")
    if source == profile:
        return _fixed(company, chosen, profile, files)
    if source != DEFAULT and source not in company.identities() and not profiles.exists(files, source):
        raise _wrong(f'The source_profile "{source}" referenced in the profile "{profile}" does not exist.')
    if source in visited:
        raise _wrong(
            "Infinite loop in credential configuration detected. Attempting to load from profile"
            f" {source} which has already been visited. Visited profiles: {list(visited)}"
        )
    return _of_profile(company, chosen, source, files, visited)


def _fixed(company: Company, chosen: str, profile: str, files: Files) -> Source:
    """The keys that a profile stores, or the lab's identity of that name."""
    for file, origin in _FILES.items():
        found = profiles.in_file(files, file, profile)
        access_key, secret, token = (found.get(name, "") for name in profiles.KEYS)
        if access_key and not secret:
            raise _partial(origin, profiles.KEYS[1])
        if access_key:
            return Keys(access_key, secret, token, origin)
    if profile in company.identities():
        return Identity(profile)
    if profile == DEFAULT:
        return Identity(chosen)
    if profiles.exists(files, profile):
        raise UsageError(
            '\nUnable to locate credentials. You can configure credentials by running "aws configure".'
            " In this terminal: `aws configure set aws_access_key_id VALUE`, or role_arn and source_profile.",
            CONFIGURATION_ERROR,
        )
    raise UsageError(
        f"\nThe config profile ({profile[:100]}) could not be found. Profiles here:"
        f" {', '.join([*company.identities(), *profiles.names(files)][:20])}.",
        CONFIGURATION_ERROR,
    )


def _partial(origin: str, missing: str) -> UsageError:
    return _wrong(f"Partial credentials found in {origin}, missing: {missing}")


def _wrong(message: str) -> UsageError:
    return UsageError(f"\n{message}", GENERAL_ERROR)
