"""Finding a trail by its name or its ARN. AWS page: "Naming requirements for CloudTrail resources"."""

import re

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.cloudtrail import Trail

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]", re.ASCII)
_ADJACENT = re.compile(r"[._-]{2}")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+", re.ASCII)
_ARN = re.compile(r"arn:aws:cloudtrail:[a-z0-9-]{1,30}:\d{12}:trail/[A-Za-z0-9._-]{3,128}", re.ASCII)


def arn(account_id: str, region: str, name: str) -> str:
    return f"arn:aws:cloudtrail:{region}:{account_id}:trail/{name}"


def check_name(name: str) -> None:
    """Raise ServiceError InvalidTrailNameException for a name that no trail can have."""
    if not _NAME.fullmatch(name) or _ADJACENT.search(name) or _ADDRESS.fullmatch(name):
        raise ServiceError(
            "InvalidTrailNameException",
            "Trail name must be 3 to 128 ASCII letters, digits, periods, underscores and dashes, start and end with a"
            " letter or digit, have no adjacent periods, underscores or dashes, and not look like an IP address.",
        )


def trail(call: Invocation, parameter: str = "Name") -> Trail:
    """Return the trail that a call names; a name alone is one of the Region, or of a trail for all Regions."""
    wanted = call.text(parameter)
    if wanted.startswith("arn:"):
        if not _ARN.fullmatch(wanted):
            raise ServiceError(
                "CloudTrailARNInvalidException",
                f"{wanted[:200]} is not a trail's ARN. It looks like {arn(call.account.id, call.region, 'MyTrail')}.",
            )
        found = call.account.trails.get(wanted)
    else:
        check_name(wanted)
        found = next((one for one in visible(call) if one.name == wanted), None)
        wanted = arn(call.account.id, call.region, wanted)
    if found is None:
        raise ServiceError("TrailNotFoundException", f"Unknown trail: {wanted} for the user: {call.account.id}")
    return found


def own_trail(call: Invocation, parameter: str = "Name") -> Trail:
    """Return the trail that a call changes, which is done in the Region where it was made."""
    found = trail(call, parameter)
    if found.region != call.region:
        raise ServiceError(
            "InvalidHomeRegionException",
            f"Trail {found.name} was created in {found.region}: call that Region to change it.",
        )
    return found


def visible(call: Invocation, shadows: bool = True) -> list[Trail]:
    """The trails that the Region knows: its own and, as shadows, those of other Regions that log all of them."""
    of_region = [one for one in call.account.trails.values() if one.region == call.region]
    others = [one for one in call.account.trails.values() if one.region != call.region]
    return of_region + [one for one in others if shadows and one.settings.get("IsMultiRegionTrail")]
