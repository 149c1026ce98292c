"""What the properties of a resource type must be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Property:
    """`says` finishes the sentence "This must be ..."."""

    check: Check
    says: str
    required: bool = False


def needed(kind: Property) -> Property:
    """Return the same property as one that a resource cannot do without."""
    return replace(kind, required=True)


def one_of(*values: str) -> Property:
    """Return a property that is one of a few words."""
    return Property(lambda value: value in values, f"one of {', '.join(values)}")


def structure(*keys: str) -> Property:
    """Return a property that is a mapping with some of these keys; without any, with whatever the service takes."""
    if not keys:
        return Property(lambda value: isinstance(value, dict), "a mapping")
    return Property(
        lambda value: isinstance(value, dict) and set(value) <= set(keys), f"a mapping with some of {', '.join(keys)}"
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_document(value: Any) -> bool:
    return isinstance(value, dict | str)


def _is_inline(value: Any) -> bool:
    keys = {"PolicyName", "PolicyDocument"}
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and set(item) == keys
        and _is_text(item["PolicyName"])
        and _is_document(item["PolicyDocument"])
        for item in value
    )


def _is_tags(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and set(item) == {"Key", "Value"}
        and all(isinstance(part, str) for part in item.values())
        for item in value
    )


def _is_tag_map(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair)


TEXT = Property(_is_text, "a text that is not empty")
TEXTS = Property(_is_texts, "a list of texts")
NUMBER = Property(_is_number, "a whole number")
BOOLEAN = Property(lambda value: isinstance(value, bool), "true or false")
DOCUMENT = Property(_is_document, "a policy document")
INLINE = Property(_is_inline, "a list of policies, each with PolicyName and PolicyDocument")
TAGS = Property(_is_tags, "a list of tags, each with Key and Value")
TAG_MAP = Property(_is_tag_map, "a mapping from tag keys to values")
LIST = Property(lambda value: isinstance(value, list), "a list")
ANYTHING = Property(lambda value: True, "anything")
