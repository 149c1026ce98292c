"""Takes condition values apart into plain text, wildcards and variables."""

from iamlab.policy.conditions.kept import kept
from iamlab.policy.variables import Part, Variable, Wild, parse_template


@kept
def parts_of(text: str) -> tuple[Part | Variable, ...]:
    """Plain text, wildcards and variables. An escape such as `${*}` is plain text."""
    return parse_template(text, with_variables=True).parts


def has_wildcard(text: str) -> bool:
    """Whether `*` or `?` stands in the text other than as `${*}` or `${?}`."""
    return ("*" in text or "?" in text) and any(isinstance(part, Wild) for part in parts_of(text))


def is_fixed(text: str) -> bool:
    """Whether the text holds neither wildcards nor anything like a variable."""
    return not any(mark in text for mark in ("*", "?", "${"))
