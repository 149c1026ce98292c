"""A Resource value as its fields, and whether an ARN of a certain format could match it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from iamlab.catalog.arn_formats import Gap
from iamlab.policy.arns import FIELDS
from iamlab.policy.patterns import compile_parts
from iamlab.policy.variables import PLACEHOLDER, Part, Variable, Wild, parse_template

LONGEST = 2048  # characters that are looked at; no ARN is longer ("Tagging: GetResources", ResourceARNList)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a Resource value: literal text and wildcards."""

    parts: tuple[Part, ...]

    @property
    def literal(self) -> str | None:
        """The text, where the field has no wildcards."""
        if not self.parts:
            return ""
        return self.parts[0] if len(self.parts) == 1 and isinstance(self.parts[0], str) else None

    @property
    def start(self) -> str:
        """The text before the first wildcard."""
        return self.parts[0] if self.parts and isinstance(self.parts[0], str) else ""

    @property
    def may_be_empty(self) -> bool:
        """Whether the field matches the empty text."""
        return all(part is Wild.ANY_TEXT for part in self.parts)

    def matches(self, value: str) -> bool:
        """Whether the field matches a text."""
        return compile_parts(self.parts).matches(value)

    def matches_any(self, values: Iterable[str]) -> bool:
        """Whether the field matches one of some texts."""
        glob = compile_parts(self.parts)
        return any(map(glob.matches, values))


@dataclass(frozen=True, slots=True)
class ArnPattern:
    """A Resource value that starts with `arn:`, and its fields: as written, and read. Some may be missing."""

    text: str
    written: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def complete(self) -> bool:
        """Whether all six fields are written."""
        return len(self.fields) == len(FIELDS)

    def field(self, name: str) -> Field:
        """A field by its name in `FIELDS`; `*` where it is not written, as IAM completes an ARN."""
        place = FIELDS.index(name)
        return self.fields[place] if place < len(self.fields) else Field((Wild.ANY_TEXT,))

    def matches(self, arn: str) -> bool:
        """Whether each field matches the field of an ARN."""
        return self.complete and all(map(Field.matches, self.fields, arn.split(":", len(FIELDS) - 1)))

    def having(self, name: str, value: str) -> str:
        """The text with another value in one of its fields."""
        place = FIELDS.index(name)
        return ":".join((*self.written[:place], value, *self.written[place + 1 :]))


@lru_cache(maxsize=2048)
def read_pattern(text: str) -> ArnPattern | None:
    """The fields of a Resource value, or None where it is no ARN or too long for one. A variable may be any text."""
    if not text.startswith("arn:") or len(text) > LONGEST:
        return None
    written: list[str] = []
    start = 0
    plain = PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)  # a variable has a colon in its name
    while len(written) < len(FIELDS) - 1 and (colon := plain.find(":", start)) >= 0:
        written.append(text[start:colon])
        start = colon + 1
    written.append(text[start:])
    return ArnPattern(text, tuple(written), tuple(map(_field, written)))


def _field(text: str) -> Field:
    parts = parse_template(text, with_variables=True).parts
    return Field(tuple(Wild.ANY_TEXT if isinstance(part, Variable) else part for part in parts))


@dataclass(frozen=True, slots=True)
class _Shape:
    """The resource part of a format as places, one bit each. Bit i: the first i characters have found their match.

    `literals[c]` has the places whose next character is c. A gap has one place, which takes a character, and the
    place after it, where it takes more. `without[c]` has the gaps that take every character but c.
    """

    length: int
    literals: dict[str, int]
    gaps: int
    without: dict[str, int]

    def after(self, reached: int, character: str) -> int:
        """The places after one character more."""
        gaps = self.gaps & ~self.without.get(character, 0)
        return (reached & (gaps | self.literals.get(character, 0))) << 1 | reached & gaps << 1

    def after_any_character(self, reached: int) -> int:
        """The places after `?`."""
        return (reached << 1 | reached & self.gaps << 1) & self.everything

    def after_any_text(self, reached: int) -> int:
        """The places after `*`: every place from the first one on."""
        return self.everything & -(reached & -reached)

    @property
    def everything(self) -> int:
        return (2 << self.length) - 1


@lru_cache(maxsize=4096)
def _shape(resource: tuple[str | Gap, ...]) -> _Shape:
    literals: dict[str, int] = {}
    without: dict[str, int] = {}
    place = gaps = 0
    for part in resource:
        if isinstance(part, Gap):
            gaps |= 1 << place
            for character in part.without:
                without[character] = without.get(character, 0) | 1 << place
            place += 1
            continue
        for character in part:
            literals[character] = literals.get(character, 0) | 1 << place
            place += 1
    return _Shape(place, literals, gaps, without)


@lru_cache(maxsize=8192)
def could_name(resource: Field, shape: tuple[str | Gap, ...]) -> bool:
    """Whether the resource part of some ARN of a format matches the last field of a Resource value.

    Both are patterns, so this asks whether they have a text in common. One step for each character of the value.
    """
    if not _may_start(resource, shape):
        return False
    places, reached = _shape(shape), 1
    for part in resource.parts:
        if part is Wild.ANY_TEXT:
            reached = places.after_any_text(reached)
        elif part is Wild.ANY_CHARACTER:
            reached = places.after_any_character(reached)
        else:
            for character in part:
                reached = places.after(reached, character)
        if not reached:
            return False
    return bool(reached >> places.length & 1)


def _may_start(resource: Field, shape: tuple[str | Gap, ...]) -> bool:
    """Rules most formats out at once: the texts that both start with must agree."""
    first, start = resource.parts[:1], shape[0] if shape else ""
    if not first or not isinstance(first[0], str) or not isinstance(start, str):
        return True
    shorter = min(len(first[0]), len(start))
    return first[0][:shorter] == start[:shorter]
