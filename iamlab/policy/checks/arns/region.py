"""What is wrong with the Region of a resource's ARN ("IAM policy validation check reference")."""

from collections.abc import Iterator

from iamlab.catalog.arn_formats import ArnFormat
from iamlab.catalog.regions import all_regions, partition_of, regions
from iamlab.policy.checks.arns.complaint import Complaint
from iamlab.policy.checks.arns.pattern import ArnPattern
from iamlab.policy.checks.arns.region_names import mended_region, region_hint
from iamlab.policy.findings import shown


def of_region(pattern: ArnPattern, like: ArnFormat | None) -> Iterator[Complaint]:
    """What to say of the fourth field. `like` is the format of the resource where this field does not go with it."""
    field, written = pattern.field("region"), pattern.written[3]
    if like and field.parts:
        yield Complaint(
            "ARN_REGION_NOT_ALLOWED",
            f"This ARN names the Region {shown(written)}, but the ARNs of such resources have none: {like.example}. "
            "Leave the field between the colons empty.",
            "Leave the Region out",
            pattern.having("region", ""),
        )
    elif like:
        yield Complaint(
            "MISSING_ARN_REGION",
            f"The fourth field of this ARN is empty; it needs a Region there, or * for any: {like.example}.",
            "Write * for any Region",
            pattern.having("region", "*"),
        )
    elif field.parts and not field.matches_any(_possible_regions(pattern)):
        yield _invalid_region(pattern)


def _possible_regions(pattern: ArnPattern) -> tuple[str, ...]:
    partition = pattern.field("partition").literal
    return regions(partition or "") or all_regions()


def _invalid_region(pattern: ArnPattern) -> Complaint:
    written, partition = pattern.written[3], partition_of(pattern.field("region").literal or "")
    if partition:
        message = (
            f"{shown(written)} is a Region of the partition {partition}, and this ARN names another partition, "
            f"{shown(pattern.written[1])}. Use the Region and the partition that belong together."
        )
        title, mended = f"Use the partition {partition}", pattern.having("partition", partition)
        return Complaint("INVALID_ARN_REGION", message, title, mended)
    title, mended = mended_region(written, _possible_regions(pattern))
    return Complaint(
        "INVALID_ARN_REGION",
        f"{shown(written)} is not a Region of AWS. {region_hint(written, _possible_regions(pattern))}",
        title,
        pattern.having("region", mended) if title else "",
    )
