"""Names that AWS writes and the packaged reference does not have: retired, private or brand-new ones.

`data/published_names.json` holds names only, taken from the documents in the "AWS Managed Policy Reference". They are
real, so nobody may say that AWS does not have them. It also lists the combinations of a condition key with actions
that the key does not go with by the reference, and that an AWS managed policy has all the same.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "published_names.json"

# Names that AWS's guides have and the reference has not: "IAM Roles Anywhere and interface VPC endpoints", and
# "Authorizing direct calls to AWS services using AWS IoT Core credential provider".
_ACTIONS_OF_GUIDES = frozenset({"rolesanywhere:createsession"})
_KEYS_OF_GUIDES = frozenset(
    {"credentials-iot:awscertificateid", "credentials-iot:thingname", "credentials-iot:thingtypename"}
)


@dataclass(frozen=True, slots=True)
class _Names:
    services: frozenset[str]
    actions: frozenset[str]
    condition_keys: frozenset[str]
    combinations: frozenset[str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    lower = {part: frozenset(one.lower() for one in listed) for part, listed in data.items()}
    lower["actions"] |= _ACTIONS_OF_GUIDES
    lower["condition_keys"] |= _KEYS_OF_GUIDES
    return _Names(**lower)


def is_service(prefix: str) -> bool:
    """Whether AWS publishes a service prefix that the reference lacks. Its actions and keys are not known."""
    return prefix.lower() in _names().services


def is_action(name: str) -> bool:
    """Whether AWS publishes an action that the reference lacks, upper and lower case alike."""
    return name.lower() in _names().actions


def is_condition_key(name: str) -> bool:
    """Whether AWS publishes a condition key that the reference lacks, upper and lower case alike."""
    return name.lower() in _names().condition_keys


def is_combination(key: str, actions: tuple[str, ...]) -> bool:
    """Whether AWS publishes a statement with just these actions and that condition key."""
    return " ".join((key.lower(), *sorted({one.lower() for one in actions}))) in _names().combinations
