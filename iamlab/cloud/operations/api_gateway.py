"""Amazon API Gateway's own way: the action is the HTTP method, the resource is the path of the request.

AWS page: "How Amazon API Gateway works with IAM" (actions: apigateway:GET, ...; resources: paths).
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from botocore.model import OperationModel

from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.operations.templates import UNKNOWN, Place

SERVICES = frozenset({"apigateway", "apigatewayv2"})

_GAP = re.compile(r"\{([^{}]+)\}")


def action(model: OperationModel) -> str:
    """The action of an operation: apigateway:GET."""
    return f"apigateway:{model.http['method']}"


def resource(model: OperationModel, parameters: Mapping[str, Any], place: Place) -> str:
    """The ARN that a call works on: arn:aws:apigateway:us-east-1::/restapis/a1b2c3."""
    path = model.http["requestUri"].partition("?")[0].removeprefix("/v2")
    locations = {
        shape.serialization.get("name", name): name
        for name, shape in (model.input_shape.members if model.input_shape else {}).items()
    }

    def value(gap: re.Match[str]) -> str:
        name = gap[1].removesuffix("+")
        found = parameters.get(locations.get(name, name))
        return quote(str(found), safe="*") if found not in (None, "") else UNKNOWN

    return f"arn:{PARTITION}:apigateway:{place.region}::{_GAP.sub(value, path)}"
