"""Everything that is wrong with a resource's ARN.

Sources: "IAM policy validation check reference"; "Service Authorization Reference", the ARN formats of each service.
"""

from collections.abc import Iterator
from functools import lru_cache

from iamlab.catalog import arn_formats
from iamlab.catalog.arn_formats import ArnFormat
from iamlab.catalog.more_arn_formats import AS_WRITTEN
from iamlab.policy.arns import FIELDS
from iamlab.policy.checks.arn_account import of_account
from iamlab.policy.checks.arn_partition import of_partition
from iamlab.policy.checks.arn_pattern import ArnPattern, Field, could_name
from iamlab.policy.checks.arn_region import of_region
from iamlab.policy.checks.arn_resource import resource_complaint
from iamlab.policy.checks.arn_service import of_service
from iamlab.policy.checks.complaint import Complaint
from iamlab.policy.findings import shown

_PLACES = ("region", "account")


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
    if any(could_name(pattern.field("resource"), one.resource) and not _misfits(pattern, one) for one in formats):
        fitting = []  # the ARN of some resource, so there is nothing more to say of where the resource is
    else:
        fitting = [one for one in formats if could_name(pattern.field("resource"), one.resource)] or list(formats)
def _missing_fields(pattern: ArnPattern) -> Iterator[Complaint]:
    written = pattern.written
    if pattern.complete:
        return
    mends = all(written[1:3])
    yield Complaint(
        "MISSING_ARN_FIELD",
        f"{shown(pattern.text)} has {len(written)} of the six fields of an ARN: "
        "arn:partition:service:region:account:resource. Write them all; * stands for any value.",
        "Write * for the missing fields" if mends else "",
        ":".join((*written, *"*" * (len(FIELDS) - len(written)))),
    )


def _misfits(pattern: ArnPattern, formats: list[ArnFormat]) -> dict[str, ArnFormat]:
    """The fields that do not go with the resource, by name, with the format that they should have.

    Of several formats the best decides: the one that agrees most; of these, the one that says most about the start.
    """
    best: tuple[int, int, int] | None = None
    found: dict[str, ArnFormat] = {}
    for one in formats:
        wrong = {name: one for name in _PLACES if not agrees(pattern.field(name), getattr(one, name))}
        alike = min(len(one.start), len(pattern.field("resource").start))
        rank = (len(wrong), -alike, len(one.text))
        if best is None or rank < best:
            best, found = rank, wrong
    return found


def agrees(field: Field, wanted: str) -> bool:
    """Whether a Region or account field goes with what a format has there."""
    return bool(field.parts) if wanted else field.matches("")
