"""Session tags. AWS page: "Pass session tags in AWS STS"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context
from iamlab.cloud.state.sessions import Session

_RESERVED = "aws:"
_MOST = 50
_LONGEST_KEY = 128
_LONGEST_VALUE = 256


@dataclass(frozen=True, slots=True)
class SessionTags:
    """The tags of a session to be; those in `transitive` go on to the sessions that are started from it."""

    tags: Mapping[str, str]
    transitive: tuple[str, ...] = ()

    def keys(self) -> Context:
        """The condition keys of a request that passes these tags."""
        keys: Context = {f"aws:RequestTag/{name}": value for name, value in self.tags.items()}
        if self.tags:
            keys["aws:TagKeys"] = list(self.tags)
        if self.transitive:
            keys["sts:TransitiveTagKeys"] = list(self.transitive)
        return keys


def of_parameter(tags: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the tags of a request; raises ServiceError where two keys differ in case only."""
    found: dict[str, str] = {}
    for tag in tags:
        if tag["Key"].lower() in {name.lower() for name in found}:
            raise _invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        found[tag["Key"]] = tag["Value"]
    return found


def session_tags(passed: Mapping[str, str], transitive: Iterable[str], calling: Session | None = None) -> SessionTags:
    """Return the tags of the session to be: the passed ones, and the transitive ones of the calling session.

    Raises ServiceError InvalidParameterValue for a text that is too long, for a reserved key, for a transitive key
    that is not passed, and for a passed key that the calling session already hands on.
    """
    inherited = {name: calling.tags[name] for name in calling.transitive} if calling else {}
    wanted = {name.lower() for name in transitive}
    if any(len(name) > _LONGEST_KEY or len(value) > _LONGEST_VALUE for name, value in passed.items()):
        raise _invalid(f"Tag keys have {_LONGEST_KEY} characters at most, tag values {_LONGEST_VALUE}.")
    if any(name.lower().startswith(_RESERVED) for name in passed):
        raise _invalid("Tag keys that begin with aws: are reserved for AWS.")
    if not wanted <= {name.lower() for name in passed}:
        raise _invalid("The specified transitive tag key must be included in the requested tags.")
    if {name.lower() for name in passed} & {name.lower() for name in inherited}:
        raise _invalid(
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from"
            " the calling session."
        )
    if len(passed) + len(inherited) > _MOST:
        raise _invalid(f"A session has {_MOST} tags at most, with those of the calling session.")
    kept = (*inherited, *(name for name in passed if name.lower() in wanted))
    return SessionTags({**inherited, **passed}, kept)


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidParameterValue", message)
