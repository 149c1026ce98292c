"""Takes condition values apart into plain text, wildcards and variables."""

from functools import lru_cache

from iamlab.policy.variables import Part, Variable, Wild, parse_template

_SHORT = 256  # characters: longer values are not remembered


def parts_of(text: str) -> tuple[Part | Variable, ...]:
    """Plain text, wildcards and variables. An escape such as `${*}` is plain text."""
    return _remembered(text) if len(text) <= _SHORT else _parts(text)


def has_wildcard(text: str) -> bool:
    """Whether `*` or `?` stands in the text other than as `${*}` or `${?}`."""
    return ("*" in text or "?" in text) and any(isinstance(part, Wild) for part in parts_of(text))


def is_fixed(text: str) -> bool:
    """Whether the text holds neither wildcards nor anything like a variable."""
    return "${" not in text and not has_wildcard(text)


def is_anything(text: str) -> bool:
    """Whether the text is `*`, or several of them."""
    return bool(text) and not text.strip("*")


def _parts(text: str) -> tuple[Part | Variable, ...]:
    return parse_template(text, with_variables=True).parts


_remembered = lru_cache(maxsize=1024)(_parts)
