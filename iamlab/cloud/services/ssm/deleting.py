"""Deleting parameters. AWS pages: "DeleteParameter", "DeleteParameters"."""

from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.ssm import lookup


def delete_parameter(call: Invocation) -> Output:
    del call.account.parameters[lookup.parameter(call, call.text("Name")).arn]
    return {}


def delete_parameters(call: Invocation) -> Output:
    deleted: list[str] = []
    invalid: list[str] = []
    for name in call.parameters["Names"]:
        found = lookup.find(call, name)
        (deleted if found else invalid).append(name)
        if found:
            del call.account.parameters[found.arn]
    return {"DeletedParameters": deleted, "InvalidParameters": invalid}


OPERATIONS = {
    "DeleteParameter": lookup.on_name(delete_parameter, writes=True),
    "DeleteParameters": lookup.on_names(delete_parameters, writes=True),
}
