"""ARN patterns with wildcards that stay within their field ("IAM JSON policy elements: Resource").

Such a pattern is rare, so it is kept apart from the faster `Glob`. The bound is the same: pattern times value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iamlab.policy.variables import Part, Wild


@dataclass(frozen=True, slots=True)
class BoundedGlob:
    """A pattern as a set of positions, one bit each: bit i stands for "the first i characters have matched".

    `taken[c]` has the positions whose next character may be c, `otherwise` those that take any character but a
    colon. A position in `stays` is before a star and may take any character without moving on; one in `spans` may
    take a colon too.
    """

    taken: dict[str, int]
    otherwise: int
    stays: int
    spans: int
    length: int

    def matches(self, value: str) -> bool:
        """Whether the whole of `value` matches."""
        reached = 1
        for character in value:
            moved = (reached & self.taken.get(character, self.otherwise)) << 1
            reached = moved | reached & (self.spans if character == ":" else self.stays)
            if not reached:
                return False
        return bool(reached >> self.length & 1)


def compile_fields(fields: Sequence[tuple[Part, ...]]) -> BoundedGlob:
    """Compile the six fields of a Resource value."""
    taken: dict[str, int] = {}
    some = some_but_colon = stays = spans = place = 0
    for part, crosses in _parts(fields):
        if part is Wild.ANY_TEXT:
            stays |= 1 << place
            spans |= crosses << place
        elif part is Wild.ANY_CHARACTER:
            some |= crosses << place
            some_but_colon |= (not crosses) << place
            place += 1
        else:
            for character in part:
                taken[character] = taken.get(character, 0) | 1 << place
                place += 1
    otherwise = some | some_but_colon
    taken = {character: places | otherwise for character, places in taken.items() if character != ":"} | {
        ":": taken.get(":", 0) | some
    }
    return BoundedGlob(taken, otherwise, stays, spans, place)


def _parts(fields: Sequence[tuple[Part, ...]]) -> Iterator[tuple[Part, bool]]:
    """The parts with the colons between the fields, and for each wildcard whether it may take a colon."""
    for number, field in enumerate(fields):
        if number:
            yield ":", False
        for place, part in enumerate(field):
            ends_field = part is Wild.ANY_TEXT and place == len(field) - 1
            yield part, ends_field or number == len(fields) - 1
