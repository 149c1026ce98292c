"""Everything that is wrong with a resource's ARN.

Sources: "IAM policy validation check reference"; "Service Authorization Reference", the ARN formats of each service.
"""

from collections.abc import Iterator
from functools import lru_cache, partial

from iamlab.catalog import arn_formats
from iamlab.catalog.arn_formats import ArnFormat
from iamlab.catalog.more_arn_formats import AS_WRITTEN
from iamlab.policy.arns import FIELDS
from iamlab.policy.checks.arns.account import of_account
from iamlab.policy.checks.arns.complaint import Complaint
from iamlab.policy.checks.arns.partition import of_partition
from iamlab.policy.checks.arns.pattern import ArnPattern, Field, could_name, read_pattern
from iamlab.policy.checks.arns.region import of_region
from iamlab.policy.checks.arns.resource import resource_complaint
from iamlab.policy.checks.arns.service import of_service
from iamlab.policy.findings import shown

_WRONG = {
    (True, True): frozenset[str](),
    (True, False): frozenset({"account"}),
    (False, True): frozenset({"region"}),
    (False, False): frozenset({"region", "account"}),
}


@lru_cache(maxsize=2048)
def complaints(pattern: ArnPattern) -> tuple[Complaint, ...]:
    """Everything that is wrong with an ARN, in the order of its fields."""
    if pattern.text in AS_WRITTEN:
        return ()
    found = [*_missing_fields(pattern), *of_partition(pattern)]
    wrong_service = list(of_service(pattern))
    if wrong_service or not pattern.complete:
        return (*found, *wrong_service)
    formats = arn_formats.of_service(pattern.field("service").literal or "")
    wrong = {one: _wrong_places(pattern, one) for one in formats}
    if any(not wrong[one] and could_name(pattern.field("resource"), one.resource) for one in formats):
        wrong, fits = {}, True
    else:
        fitting = [one for one in formats if could_name(pattern.field("resource"), one.resource)]
        wrong, fits = {one: wrong[one] for one in fitting or formats}, bool(fitting or not formats)
    like = min(wrong, key=partial(_distance, pattern, wrong), default=None)
    places = wrong[like] if like else frozenset()
    found += of_region(pattern, like if "region" in places else None)
    found += of_account(pattern, like if "account" in places else None)
    return tuple(found) if fits else (*found, resource_complaint(pattern, formats))


def _missing_fields(pattern: ArnPattern) -> Iterator[Complaint]:
    written = pattern.written
    if pattern.complete:
        return
    title, whole = next(((title, text) for title, text in _completed(written) if _is_sound(text)), ("", ""))
    yield Complaint(
        "MISSING_ARN_FIELD",
        f"{shown(pattern.text)} has {len(written)} of the six fields of an ARN: "
        "arn:partition:service:region:account:resource. Write them all; * stands for any value.",
        title,
        whole,
    )


def _completed(written: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What an ARN with too few fields may stand for, the likeliest first, and what was done to it."""
    missing = len(FIELDS) - len(written)
    names_something = len(written) > FIELDS.index("region")
    if names_something:
        yield "Write the empty fields", ":".join((*written[:-1], *("",) * missing, written[-1]))
        before = FIELDS.index("region")
        yield "Write the empty fields", ":".join((*written[:before], *("",) * missing, *written[before:]))
    yield "Write * for the missing fields", ":".join((*written, *"*" * missing))
    if names_something:
        yield "Write * for the missing fields", ":".join((*written[:-1], *"*" * missing, written[-1]))


def _is_sound(text: str) -> bool:
    pattern = read_pattern(text)
    return pattern is not None and pattern.complete and not complaints(pattern)


def _wrong_places(pattern: ArnPattern, like: ArnFormat) -> frozenset[str]:
    """Which of Region and account are given where a format has none, or the other way round."""
    region, account = agrees(pattern.field("region"), like.region), agrees(pattern.field("account"), like.account)
    return _WRONG[region, account]


def _distance(pattern: ArnPattern, wrong: dict[ArnFormat, frozenset[str]], like: ArnFormat) -> tuple[int, int, int]:
    """How far an ARN is from a format: how much is wrong; then, how little of the start of its resource is alike."""
    return len(wrong[like]), -min(len(like.start), len(pattern.field("resource").start)), len(like.text)


def agrees(field: Field, wanted: str) -> bool:
    """Whether a Region or account field goes with what a format has there."""
    return bool(field.parts) if wanted else field.may_be_empty
