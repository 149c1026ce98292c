"""Who used what last, from what happened before. AWS page: "Findings for unused access"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from iamlab.cloud import recorded_actions

_Record = Mapping[str, Any]


@dataclass(slots=True)
class Usage:
    """The last use of each access key, and what each user and role did, newest first."""

    keys: dict[str, datetime] = field(default_factory=dict)
    records: dict[str, list[_Record]] = field(default_factory=dict)  # by the entity's ARN

    def last(self, entity: str) -> datetime | None:
        """When a user or a role did anything."""
        own = self.records.get(entity)
        return time_of(own[0]) if own else None

    def services(self, entity: str) -> dict[str, datetime]:
        """When it used each service."""
        found: dict[str, datetime] = {}
        for record in self.records.get(entity, ()):
            found.setdefault(recorded_actions.namespace(record), time_of(record))
        return found

    def actions(self, entity: str, service: str) -> dict[str, datetime]:
        """When it used each action of a service."""
        found: dict[str, datetime] = {}
        for record in self.records.get(entity, ()):
            if recorded_actions.namespace(record) == service:
                for action in recorded_actions.actions(record):
                    found.setdefault(action, time_of(record))
        return found


def usage(past: Iterable[_Record]) -> Usage:
    """`past` holds CloudTrail's records, newest first."""
    found = Usage()
    for record in past:
        key = str((record.get("userIdentity") or {}).get("accessKeyId", ""))
        if key:
            found.keys.setdefault(key, time_of(record))
        entity = recorded_actions.entity(record)
        if entity:
            found.records.setdefault(entity, []).append(record)
    return found


def time_of(record: _Record) -> datetime:
    return datetime.fromisoformat(str(record["eventTime"]))
