"""Which prefix the actions of an API have. AWS page: "Service Authorization Reference" (each page's service prefix)."""

from functools import lru_cache

from iamlab.catalog import actions
from iamlab.cloud import models

# botocore's name -> prefixes, where no name in the model is the prefix, or where it is not the only one.
_TABLE: dict[str, tuple[str, ...]] = {
    "cloudcontrol": ("cloudformation",),
    "iot-data": ("iot",),
    "iot-jobs-data": ("iotjobsdata", "iot"),
    "iotsecuretunneling": ("iot",),
    "mturk": ("mechanicalturk",),
    "resourcegroupstaggingapi": ("tag",),
    "s3": ("s3", "s3express", "s3-object-lambda"),
    "s3control": ("s3", "s3express", "s3-outposts"),
}
_FAMILIES = {"partnercentral-": ("partnercentral",)}


@lru_cache(maxsize=1024)
def of(service: str) -> tuple[str, ...]:
    """The prefixes of the actions of a service (botocore's name), the usual one first; empty where none is known.

    A prefix is mostly the name that requests are signed with, or that of the endpoint: elbv2 signs as
    `elasticloadbalancing`, opensearch as `es`, pinpoint as `mobiletargeting`, stepfunctions as `states`.
    """
    if service in _TABLE:
        return _TABLE[service]
    for start, prefixes in _FAMILIES.items():
        if service.startswith(start):
            return prefixes
    about = models.service(service).metadata
    name = str(about.get("serviceId", "")).lower()
    candidates = (
        about.get("signingName"),
        about.get("endpointPrefix"),
        service,
        name.replace(" ", ""),
        name.replace(" ", "-"),
    )
    return next(((one,) for one in candidates if one and one in actions.services()), ())


def usual(service: str) -> str:
    """The first of them; the service's own name where none is known."""
    return next(iter(of(service)), service)
