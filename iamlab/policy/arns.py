"""Amazon Resource Names, and how a Resource element matches them ("IAM JSON policy elements: Resource")."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from iamlab.policy.bounded import BoundedGlob, compile_fields
from iamlab.policy.grammar import OWN_API
from iamlab.policy.patterns import Glob, compile_parts
from iamlab.policy.variables import Part, Template, Variable, Wild, parse_template

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


# What a request for an action without resource types is about, where AWS's pages name it by an ARN: "Amazon S3:
# Allows IAM users access to their S3 home directory" grants s3:ListAllMyBuckets on all buckets.
_ARN_OF_NO_RESOURCE = {"s3:listallmybuckets": "arn:aws:s3:::*"}


def request_arn(action: str, resource: str) -> str:
    """The text that resource patterns are matched with, for a lower-case action and a request's resource."""
    return _ARN_OF_NO_RESOURCE.get(action, resource) if resource == "*" else resource


@dataclass(frozen=True, slots=True)
class ArnPattern:
    """A compiled Resource value.

    A star that ends a field may run on over colons, and so may every wildcard of the last field. Where a wildcard
    stays within its field, `bounded` is the pattern that says so; `whole` then only rules out most values at once.
    """

    whole: Glob
    bounded: BoundedGlob | None

    def matches(self, value: str) -> bool:
        """Whether the ARN `value` (or `*`, for an action without resource types) matches."""
        return self.whole.matches(value) and (self.bounded is None or self.bounded.matches(value))


def parse_resource(text: str, *, with_variables: bool) -> Template:
    """Take a Resource value apart. A variable may stand only after the fifth colon; elsewhere it has no value.

    Source: "IAM policy elements: Variables and tags", Resource element.
    """
    if text.startswith(OWN_API):  # API Gateway puts in the rest when it saves the policy of an API
        text = f"arn:*:execute-api:*:*:*/{text.removeprefix(OWN_API)}"
    template = parse_template(text, with_variables=with_variables)
    if not template.variables:
        return template
    colons = 0
    parts: list[str | Wild | Variable] = []
    for part in template.parts:
        if isinstance(part, str):
            colons += part.count(":")
        early = colons < len(FIELDS) - 1
        parts.append(replace(part, misplaced=True) if early and isinstance(part, Variable) else part)
    return Template(tuple(parts))


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
        fields += [(Wild.ANY_TEXT,)] * (len(FIELDS) - len(fields))
        parts = join_fields(fields)
    inside = any(wild is not Wild.ANY_TEXT or not last for field in fields[:-1] for wild, last in _wilds(field))
    return ArnPattern(compile_parts(parts), compile_fields(fields) if inside else None)


def compile_arn_condition(parts: tuple[Part, ...]) -> tuple[Glob, ...] | None:
    """The six patterns of an ArnLike value, or None for a value that can match no ARN: it is not completed.

    Each field is checked by itself ("IAM JSON policy elements: Condition operators", ARN operators).
    """
    if parts == (Wild.ANY_TEXT,):
        return tuple(compile_parts(parts) for _ in FIELDS)
    fields = split_fields(parts)
    return tuple(compile_parts(field) for field in fields) if len(fields) == len(FIELDS) else None


def matches_fields(patterns: tuple[Glob, ...], value: Arn) -> bool:
    """Whether each field of the ARN matches its own pattern."""
    return all(pattern.matches(field) for pattern, field in zip(patterns, value, strict=True))


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
