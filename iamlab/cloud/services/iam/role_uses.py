"""When each role was used last, from what happened before. AWS page: "RoleLastUsed" in the IAM API Reference."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from iamlab.cloud.services.iam.entities import Fields
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.iam import Role

_TRACKED = timedelta(days=400)


class RoleUses:
    """The newest use of every role in the trail, read only when a role is asked about."""

    def __init__(self, call: Invocation) -> None:
        self._call = call
        self._found: dict[str, tuple[datetime, str]] | None = None

    def describe(self, role: Role) -> Fields:
        """The member RoleLastUsed: empty for a role that nobody used in the time that IAM looks back."""
        if self._found is None:
            self._found = _newest(self._call.past())
        used = self._found.get(role.id) or role.used
        if used is None or used[0] < self._call.now - _TRACKED:
            return {}
        return {"LastUsedDate": used[0], "Region": used[1]}


def _newest(past: Iterable[Mapping[str, Any]]) -> dict[str, tuple[datetime, str]]:
    """By unique id: a new role of the same name has not been used."""
    found: dict[str, tuple[datetime, str]] = {}
    for event in past:
        issuer = event["userIdentity"].get("sessionContext", {}).get("sessionIssuer", {})
        if issuer.get("type") == "Role" and issuer["principalId"] not in found:
            found[issuer["principalId"]] = (datetime.fromisoformat(event["eventTime"]), str(event["awsRegion"]))
    return found
