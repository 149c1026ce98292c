"""Listing secrets by filters. AWS page: "Find secrets in AWS Secrets Manager" (each filter matches beginnings)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.secretsmanager import lookup, secrets
from iamlab.cloud.state.secretsmanager import Secret

_NOT = "!"

# Filter -> the texts of a secret that it looks at.
_TEXTS: dict[str, Callable[[Secret], Iterable[str]]] = {
    "name": lambda secret: [secret.name],
    "description": lambda secret: [secret.description],
    "tag-key": lambda secret: secret.tags.keys(),
    "tag-value": lambda secret: secret.tags.values(),
    "primary-region": lambda secret: [],
    "owning-service": lambda secret: [],
    "all": lambda secret: [secret.name, secret.description, *secret.tags.keys(), *secret.tags.values()],
}
_ANY_CASE = frozenset({"description", "all"})
_SORTED: dict[str, Callable[[Secret], datetime | str]] = {
    "name": lambda secret: secret.name,
    "created-date": lambda secret: secret.created,
    "last-changed-date": lambda secret: secret.changed,
    "last-accessed-date": lambda secret: secret.changed,
}


def list_secrets(call: Invocation) -> Output:
    planned = bool(call.parameters.get("IncludePlannedDeletion", False))
    found = [one for one in matching(call) if planned or not one.deletion]
    ordered = _in_order(found, call.text("SortBy", "created-date"), call.text("SortOrder", "asc") == "desc")
    return {"SecretList": [_described(one) for one in ordered]}


def matching(call: Invocation) -> list[Secret]:
    """The account's secrets that pass every filter of the call."""
    filters = call.parameters.get("Filters") or []
    return [one for one in lookup.living(call) if all(_passes(one, each) for each in filters)]


def _passes(secret: Secret, filter_: Mapping[str, Any]) -> bool:
    """Whether a secret has any of the values, and none of those that begin with an exclamation mark."""
    key = str(filter_.get("Key", "all"))
    texts = list(_TEXTS[key](secret))
    values = [str(value) for value in filter_.get("Values", [])]
    wanted = [value for value in values if not value.startswith(_NOT)]
    unwanted = [value.removeprefix(_NOT) for value in values if value.startswith(_NOT)]
    any_case = key in _ANY_CASE
    if any(_begins(texts, value, any_case) for value in unwanted):
        return False
    return not wanted or any(_begins(texts, value, any_case) for value in wanted)


def _begins(texts: list[str], value: str, any_case: bool) -> bool:
    if any_case:
        return any(word.startswith(value.lower()) for text in texts for word in [text.lower(), *text.lower().split()])
    return any(text.startswith(value) for text in texts)


def _in_order(found: list[Secret], by: str, descending: bool) -> list[Secret]:
    key = _SORTED[by]
    return sorted(found, key=lambda one: (str(key(one)), one.name), reverse=descending)


def _described(secret: Secret) -> Output:
    about = secrets.described(secret)
    stages = about.pop("VersionIdsToStages", None)
    created = about.pop("CreatedDate")
    return about | ({"SecretVersionsToStages": stages} if stages else {}) | {"CreatedDate": created}


OPERATIONS = {"ListSecrets": MappedOperation(list_secrets)}
