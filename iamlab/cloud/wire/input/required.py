"""What a call cannot do without. Clients see to it themselves; whoever writes requests by hand is told here.

AWS pages: "Common errors" (ValidationError, MissingParameter) of the query APIs and of the Amazon EC2 API.
"""

from collections.abc import Mapping
from typing import Any

from botocore.model import Shape

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.wire.refusals import Family

_NULL = "1 validation error detected: Value null at '{place}' failed to satisfy constraint: Member must not be null"


def check(shape: Shape | None, parameters: Mapping[str, Any], family: Family) -> None:
    """Raise ServiceError for the first member that the model requires and that is not there."""
    missing = _missing(shape, parameters, "") if shape else None
    if missing is None:
        return
    if family is Family.EC2:
        raise ServiceError("MissingParameter", f"The request must contain the parameter {missing.rpartition('.')[2]}")
    place = ".".join(part[:1].lower() + part[1:] for part in missing.split("."))
    raise ServiceError("ValidationError", _NULL.format(place=place))


def _missing(shape: Shape, value: Any, place: str) -> str | None:
    if shape.type_name == "structure" and not shape.is_document_type:
        for name in shape.required_members:
            if name not in value:
                return f"{place}{name}"
        inner = ((shape.members[name], item, name) for name, item in value.items())
    elif shape.type_name == "list":
        inner = ((shape.member, item, f"{number}.member") for number, item in enumerate(value, 1))
    elif shape.type_name == "map":
        inner = ((shape.value, item, "value") for item in value.values())
    else:
        return None
    found = (_missing(member, item, f"{place}{name}.") for member, item, name in inner)
    return next((one for one in found if one), None)
