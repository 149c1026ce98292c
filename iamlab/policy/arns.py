"""Amazon Resource Names, and how a Resource element matches them ("IAM JSON policy elements: Resource")."""

from dataclasses import dataclass
from typing import NamedTuple

from iamlab.policy.patterns import Glob, compile_parts
from iamlab.policy.variables import Part, Wild

FIELDS = ("prefix", "partition", "service", "region", "account", "resource")


class Arn(NamedTuple):
    """The six fields of an ARN. The last one keeps its own colons."""

    prefix: str
    partition: str
    service: str
    region: str
    account: str
    resource: str

    def __str__(self) -> str:
        return ":".join(self)


def parse_arn(text: str) -> Arn | None:
    """The fields of a complete ARN, or None where `text` is none."""
    fields = text.split(":", 5)
    return Arn(*fields) if len(fields) == len(FIELDS) and fields[0] == "arn" else None


@dataclass(frozen=True, slots=True)
class ArnPattern:
    """A compiled Resource value.

    A star that ends a field may run on over colons, and so may every wildcard of the last field. A wildcard
    elsewhere stays within its field: `fields` then holds one pattern for each.
    """

    whole: Glob
    fields: tuple[Glob, ...] | None

    def matches(self, value: str) -> bool:
        """Whether the ARN `value` (or `*`, for an action without resource types) matches."""
        if not self.whole.matches(value):
            return False
        return self.fields is None or _field_by_field(self.fields, value)


def compile_resource(parts: tuple[Part, ...]) -> ArnPattern:
    """Compile one Resource value. An incomplete ARN is completed by `*` for each missing field.

    Source: "Identify AWS resources with Amazon Resource Names (ARNs)", the note on incomplete ARNs.
    """
    match parts:  # nearly every resource is a star, or a whole ARN with at most a star at its end
        case (Wild.ANY_TEXT,):
            return ArnPattern(compile_parts(parts), None)
        case (str(text),) | (str(text), Wild.ANY_TEXT) if text.count(":") >= len(FIELDS) - 1:
            return ArnPattern(compile_parts(parts), None)
    fields = split_fields(parts)
    if len(fields) < len(FIELDS):
        missing = len(FIELDS) - len(fields)
        fields += [(Wild.ANY_TEXT,)] * missing
        parts = join_fields(fields)
    inside = any(wild is not Wild.ANY_TEXT or not last for field in fields[:-1] for wild, last in _wilds(field))
    return ArnPattern(compile_parts(parts), tuple(compile_parts(field) for field in fields) if inside else None)


def compile_arn_condition(parts: tuple[Part, ...]) -> tuple[Glob, ...] | None:
    """The six patterns of an ArnLike value, or None for a value that can match no ARN.

    Each field is checked by itself ("IAM JSON policy elements: Condition operators", ARN operators).
    """
    if parts == (Wild.ANY_TEXT,):
        return tuple(compile_parts(parts) for _ in FIELDS)
    fields = split_fields(parts)
    return tuple(compile_parts(field) for field in fields) if len(fields) == len(FIELDS) else None


def matches_fields(fields: tuple[Glob, ...], value: str) -> bool:
    """Whether each field of the ARN `value` matches its own pattern."""
    return _field_by_field(fields, value)


def split_fields(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """Split at the first five colons of the literal text."""
    fields: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, Wild):
            fields[-1].append(part)
            continue
        pieces = part.split(":", len(FIELDS) - len(fields))
        if pieces[0]:
            fields[-1].append(pieces[0])
        fields.extend([piece] if piece else [] for piece in pieces[1:])
    return [tuple(field) for field in fields]


def join_fields(fields: list[tuple[Part, ...]]) -> tuple[Part, ...]:
    """The reverse of `split_fields`."""
    joined: list[Part] = []
    for place, field in enumerate(fields):
        joined.extend(field if place == 0 else (":", *field))
    return tuple(joined)


def _wilds(field: tuple[Part, ...]) -> list[tuple[Wild, bool]]:
    return [(part, place == len(field) - 1) for place, part in enumerate(field) if isinstance(part, Wild)]


def _field_by_field(patterns: tuple[Glob, ...], value: str) -> bool:
    values = value.split(":", 5)
    return len(values) == len(FIELDS) and all(
        pattern.matches(field) for pattern, field in zip(patterns, values, strict=True)
    )
