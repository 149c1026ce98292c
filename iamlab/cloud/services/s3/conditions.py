"""Conditional requests: If-Match and the like.

AWS pages: "GetObject" (considerations when using request headers), "How to prevent object overwrites with conditional
writes"; standard: RFC 9110, section 13.
"""

from datetime import datetime

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.moments import moment
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.services.s3.finding import no_such_key
from iamlab.cloud.state.s3 import ObjectVersion


def check_reading(call: Invocation, found: ObjectVersion, prefix: str = "") -> None:
    """Raise ServiceError where a condition on what is read does not hold; `prefix` is that of the parameters' names."""
    match, modified = call.parameters.get(f"{prefix}IfMatch"), call.parameters.get(f"{prefix}IfModifiedSince")
    none_match = call.parameters.get(f"{prefix}IfNoneMatch")
    unmodified = call.parameters.get(f"{prefix}IfUnmodifiedSince")
    if match is not None:  # which counts for more than If-Unmodified-Since
        if not _matches(match, found):
            raise failed()
    elif unmodified is not None and found.modified > date(unmodified):
        raise failed()
    if none_match is not None:
        if _matches(none_match, found):
            raise failed() if prefix else _not_modified()
    elif modified is not None and found.modified <= date(modified):
        raise failed() if prefix else _not_modified()


def check_writing(call: Invocation, found: ObjectVersion | None) -> None:
    """Raise ServiceError where a condition on what is there already does not hold."""
    match, none_match = call.parameters.get("IfMatch"), call.parameters.get("IfNoneMatch")
    there = None if found is None or found.delete_marker else found
    if match is not None:
        if there is None:
            raise no_such_key()
        if not _matches(match, there):
            raise failed()
    if none_match is not None:
        if none_match != "*":
            raise ServiceError(
                "NotImplemented", "A header you provided implies functionality that is not implemented", 501
            )
        if there is not None:
            raise failed()


def failed() -> ServiceError:
    return ServiceError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)


def _not_modified() -> ServiceError:
    return ServiceError("304", "Not Modified", 304)  # an answer without a body: the client knows its status only


def _matches(tag: str, found: ObjectVersion) -> bool:
    return tag == "*" or tag.strip('"') == found.etag.strip('"')


def date(value: object) -> datetime:
    """Return the moment that a date of a request stands for; raises ServiceError for what is none."""
    found = moment(value)
    if found is None:
        raise ServiceError("InvalidArgument", "A date of the request is not valid.")
    return found
