"""What is wrong with the service of a resource's ARN ("IAM policy validation check reference")."""

from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from iamlab.catalog import published_names
from iamlab.catalog.arn_formats import arn_services
from iamlab.policy.checks.arns.complaint import Complaint
from iamlab.policy.checks.arns.pattern import ArnPattern
from iamlab.policy.findings import shown

_SURE = 0.8  # how alike two names of services must be for a fix


def of_service(pattern: ArnPattern) -> Iterator[Complaint]:
    """What to say of the third field."""
    service = pattern.field("service").literal
    if service is None or _is_service(service) or not (pattern.complete or service):
        return
    if service.lower() in arn_services():
        yield Complaint(
            "INVALID_ARN_SERVICE_CASE",
            f"Service names in an ARN have lower-case letters only: write {service.lower()} for {shown(service)}.",
            f"Write {service.lower()}",
            pattern.having("service", service.lower()),
        )
        return
    what = f"{shown(service)} is not a service of AWS." if service else "The third field of this ARN is empty."
    meant, sure = _nearest_service(service[:60].lower())
    hint = f"Did you mean {meant}?" if meant else "The third field of an ARN is the prefix of a service, like s3."
    mended = pattern.having("service", meant) if sure else ""
    yield Complaint("INVALID_SERVICE", f"{what} {hint}", f"Use {meant}" if sure else "", mended)


def _is_service(name: str) -> bool:
    return name in arn_services() or (name == name.lower() and published_names.is_service(name))


@lru_cache(maxsize=256)
def _nearest_service(name: str) -> tuple[str, bool]:
    """The service with the nearest name, or "", and whether it is near enough to take its place."""
    near = get_close_matches(name, arn_services(), n=1, cutoff=0.6)
    return (near[0], SequenceMatcher(None, name, near[0]).ratio() >= _SURE) if near else ("", False)
