"""How values stand in a sentence."""

from collections.abc import Sequence

from iamlab.policy.variables import PLACEHOLDER, Lookup, Template

_LONGEST = 200
_MOST = 3
_MOST_OF_A_REQUEST = 5


def code(text: str) -> str:
    """A value in backticks, on one line and not too long."""
    line = " ".join(text.replace("`", "'").split()) or " "
    return f"`{line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}`"


def either(values: Sequence[str]) -> str:
    """`a`, `b` or `c`; of many values the first few."""
    shown = [code(value) for value in values[:_MOST]]
    if len(values) > _MOST:
        return f"{', '.join(shown)} or {len(values) - _MOST} more"
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def all_of(values: Sequence[str]) -> str:
    """`a`, `b`, `c`; of many values the first few."""
    shown = ", ".join(code(value) for value in values[:_MOST_OF_A_REQUEST])
    return f"{shown} and more" if len(values) > _MOST_OF_A_REQUEST else shown


def filled_in(values: Sequence[str], templates: Sequence[Template], lookup: Lookup) -> list[str]:
    """A policy's values with the variables of the templates replaced, where they have values."""
    found = {variable.written: variable.value(lookup) for template in templates for variable in template.variables}
    replacements = {written: value for written, value in found.items() if value is not None}
    if not replacements:
        return list(values)
    return [PLACEHOLDER.sub(lambda match: replacements.get(match[0], match[0]), value) for value in values]
