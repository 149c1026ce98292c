"""Reading parameters. AWS pages: "GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"."""

from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.ssm import encryption, filters, lookup
from iamlab.cloud.state.ssm import Parameter


def get_parameter(call: Invocation) -> Output:
    return {"Parameter": _read(call, call.text("Name"))}


def get_parameters(call: Invocation) -> Output:
    call.parameters.get("WithDecryption")  # it may come with names of nothing
    found, invalid = [], []
    for name in call.parameters["Names"]:
        try:
            found.append(_read(call, name))
        except ServiceError as error:
            if not error.code.startswith("Parameter"):
                raise
            invalid.append(name)
    return {"Parameters": found, "InvalidParameters": invalid}


def get_parameters_by_path(call: Invocation) -> Output:
    call.parameters.get("WithDecryption")  # it may come with a path to nothing
    path, recursive = call.text("Path"), bool(call.parameters.get("Recursive", False))
    if not path.startswith("/"):
        raise ServiceError("ValidationException", f"The parameter path must begin with a slash: {path}")
    start = path.rstrip("/") + "/"
    below = [one for one in filters.own(call) if one.name.startswith(start)]
    wanted = [one for one in below if recursive or "/" not in one.name.removeprefix(start)]
    return {"Parameters": [_described(call, one) for one in filters.passing(call, wanted)]}


def get_parameter_history(call: Invocation) -> Output:
    found = lookup.parameter(call, call.text("Name"))
    return {
        "Parameters": [
            {
                "Name": found.name,
                "Type": one.type,
                **({"KeyId": one.key} if one.key else {}),
                "LastModifiedDate": one.modified,
                "LastModifiedUser": one.by,
                **({"Description": one.description} if one.description else {}),
                "Value": encryption.shown(call, found.arn, one),
                "Version": one.number,
                "Labels": list(one.labels),
                "Tier": one.tier,
                "Policies": [],
                "DataType": one.data_type,
            }
            for one in found.versions
        ]
    }


def _read(call: Invocation, given: str) -> dict[str, Any]:
    _, selector = lookup.split(given)
    return _described(call, lookup.parameter(call, given), selector)


def _described(call: Invocation, found: Parameter, selector: str = "") -> dict[str, Any]:
    version = lookup.version(found, selector)
    return {
        "Name": found.name,
        "Type": version.type,
        "Value": encryption.shown(call, found.arn, version),
        "Version": version.number,
        **({"Selector": f":{selector}"} if selector else {}),
        "LastModifiedDate": version.modified,
        "ARN": found.arn,
        "DataType": version.data_type,
    }


OPERATIONS = {
    "GetParameter": lookup.on_name(get_parameter),
    "GetParameters": lookup.on_names(get_parameters),
    "GetParametersByPath": MappedOperation(get_parameters_by_path),
    "GetParameterHistory": lookup.on_name(get_parameter_history),
}
