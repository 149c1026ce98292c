"""The tags in a call, in all the shapes that AWS's APIs have for them.

AWS page: "Controlling access during AWS requests" (aws:RequestTag, aws:TagKeys).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from iamlab.cloud.operations.variables import TAG_KEYS, TAG_SPECIFICATIONS, TAGS, plain

_PAIRS = (("Key", "Value"), ("key", "value"), ("TagKey", "TagValue"), ("tagKey", "tagValue"), ("Name", "Value"))


def tags(parameters: Mapping[str, Any], kind: str = "") -> dict[str, str]:
    """The tags that a call brings: name -> value. `kind` is the resource type, for calls that tag several."""
    found: dict[str, str] = {}
    for name, value in parameters.items():
        if plain(name) in TAG_SPECIFICATIONS:
            found |= _specified(value, kind)
        elif plain(name).endswith(TAGS) and plain(name) not in TAG_KEYS:
            found |= _read(value)
    return found


def tag_keys(parameters: Mapping[str, Any], kind: str = "") -> list[str]:
    """The names of the tags that a call brings or takes away."""
    found = list(tags(parameters, kind))
    for name, value in parameters.items():
        if plain(name) in TAG_KEYS and isinstance(value, list):
            found += [one for one in value if isinstance(one, str)]
    return list(dict.fromkeys(found))


def _read(value: object) -> dict[str, str]:
    if isinstance(value, str):  # S3's x-amz-tagging: a=1&b=2
        return dict(parse_qsl(value, keep_blank_values=True)) if "=" in value else {}
    if isinstance(value, list):
        return {key: text for one in value if isinstance(one, Mapping) for key, text in _pair(one).items()}
    if isinstance(value, Mapping):
        inner = [one for one in value.values() if isinstance(one, list)]
        if inner:  # {"TagSet": [...]}, {"Items": [...]}
            return {key: text for one in inner for key, text in _read(one).items()}
        return {key: _text(one) for key, one in value.items() if isinstance(key, str) and isinstance(one, str | None)}
    return {}


def _pair(one: Mapping[str, Any]) -> dict[str, str]:
    for key, value in _PAIRS:
        if isinstance(one.get(key), str):
            return {one[key]: _text(one.get(value))}
    return {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _specified(value: object, kind: str) -> dict[str, str]:
    """`TagSpecifications`: tags by the type of resource that they are for ("TagSpecification", Amazon EC2)."""
    found: dict[str, str] = {}
    for one in value if isinstance(value, list) else []:
        if isinstance(one, Mapping) and (not kind or one.get("ResourceType") in (None, kind)):
            found |= _read(one.get("Tags"))
    return found
