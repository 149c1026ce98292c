"""When each access key was used last, from what happened before. AWS page: "Find unused AWS credentials"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from iamlab.cloud.recorded_actions import namespace

NOT_APPLICABLE = "N/A"

_WITHOUT_REGION = frozenset({"s3"})


@dataclass(frozen=True, slots=True)
class KeyUse:
    """`service` is the namespace, as in actions; `region` is N/A for a service that AWS does not count by Region."""

    at: datetime
    service: str
    region: str


def last_use(past: Iterable[Mapping[str, Any]], access_key_id: str) -> KeyUse | None:
    """The newest use of one key; None where it signed nothing."""
    return next((_use(event) for event in past if _key_of(event) == access_key_id), None)


def last_uses(past: Iterable[Mapping[str, Any]]) -> dict[str, KeyUse]:
    """The newest use of every key that signed anything, by its id."""
    found: dict[str, KeyUse] = {}
    for event in past:
        key = _key_of(event)
        if key and key not in found:
            found[key] = _use(event)
    return found


def _key_of(event: Mapping[str, Any]) -> str:
    return str(event["userIdentity"].get("accessKeyId", ""))


def _use(event: Mapping[str, Any]) -> KeyUse:
    service = namespace(event)
    region = NOT_APPLICABLE if service in _WITHOUT_REGION else str(event["awsRegion"])
    return KeyUse(datetime.fromisoformat(event["eventTime"]), service, region)
