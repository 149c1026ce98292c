"""Labels of parameter versions. AWS page: "Working with parameter labels in Parameter Store"."""

import re
from collections.abc import Callable
from dataclasses import replace

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.ssm import lookup
from iamlab.cloud.state.ssm import Parameter, ParameterVersion

_LABEL = re.compile(r"(?!aws|ssm)[A-Za-z_][A-Za-z0-9_.-]{0,99}", re.ASCII | re.IGNORECASE)
_MOST = 10


def label_parameter_version(call: Invocation) -> Output:
    found, asked = lookup.parameter(call, call.text("Name")), list(call.parameters["Labels"])
    version = _numbered(call, found)
    good = [label for label in asked if _LABEL.fullmatch(label)]
    if len({*version.labels, *good}) > _MOST:
        raise ServiceError(
            "ParameterVersionLabelLimitExceeded", f"A parameter version can have a maximum of {_MOST} labels."
        )

    def labelled(one: ParameterVersion) -> tuple[str, ...]:
        rest = tuple(label for label in one.labels if label not in good)
        return (*rest, *dict.fromkeys(good)) if one is version else rest

    _relabel(call, found, labelled)
    return {"InvalidLabels": [label for label in asked if label not in good], "ParameterVersion": version.number}


def unlabel_parameter_version(call: Invocation) -> Output:
    found, asked = lookup.parameter(call, call.text("Name")), list(call.parameters["Labels"])
    version = _numbered(call, found)
    removed = [label for label in asked if label in version.labels]

    def labelled(one: ParameterVersion) -> tuple[str, ...]:
        return tuple(label for label in one.labels if label not in removed) if one is version else one.labels

    _relabel(call, found, labelled)
    return {"RemovedLabels": removed, "InvalidLabels": [label for label in asked if label not in removed]}


def _numbered(call: Invocation, found: Parameter) -> ParameterVersion:
    return lookup.version(found, str(call.parameters.get("ParameterVersion", "")))


def _relabel(call: Invocation, found: Parameter, labelled: Callable[[ParameterVersion], tuple[str, ...]]) -> None:
    lookup.change(call, found, versions=tuple(replace(one, labels=labelled(one)) for one in found.versions))


OPERATIONS = {
    "LabelParameterVersion": lookup.on_name(label_parameter_version, writes=True),
    "UnlabelParameterVersion": lookup.on_name(unlabel_parameter_version, writes=True),
}
