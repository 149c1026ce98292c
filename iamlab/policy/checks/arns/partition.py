"""What is wrong with the partition of a resource's ARN ("IAM policy validation check reference", Invalid partition)."""

from collections.abc import Iterator

from iamlab.catalog.regions import partition_of, partitions
from iamlab.policy.checks.arns.complaint import Complaint
from iamlab.policy.checks.arns.pattern import ArnPattern
from iamlab.policy.findings import shown


def of_partition(pattern: ArnPattern) -> Iterator[Complaint]:
    """What to say of the second field."""
    written = pattern.written[1]
    if pattern.field("partition").matches_any(partitions()) or not (written or pattern.complete):
        return
    what = f"{shown(written)} is not a partition of AWS." if written else "The second field of this ARN is empty."
    yield Complaint(
        "INVALID_PARTITION",
        f"{what} An ARN starts with arn:aws: nearly everywhere, with arn:aws-cn: in China, with arn:aws-us-gov: in "
        f"GovCloud. All partitions: {', '.join(partitions())}.",
        f"Use the partition {(meant := _meant_partition(pattern))}",
        pattern.having("partition", meant),
    )


def _meant_partition(pattern: ArnPattern) -> str:
    lowered, region = pattern.written[1].lower(), pattern.field("region").literal
    if lowered in partitions():
        return lowered
    return partition_of(region or "") or "aws"
