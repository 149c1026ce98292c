"""The filters of parameters. AWS page: "ParameterStringFilter" (keys and options)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.ssm import Parameter

_TAG = "tag:"

# Key -> the texts of a parameter that it looks at. The model's pattern lets no other key through.
_TEXTS: dict[str, Callable[[Parameter], Iterable[str]]] = {
    "Name": lambda one: [one.name],
    "Type": lambda one: [one.latest.type],
    "KeyId": lambda one: [one.latest.key],
    "Tier": lambda one: [one.latest.tier],
    "DataType": lambda one: [one.latest.data_type],
    "Label": lambda one: [label for version in one.versions for label in version.labels],
}
_OPTIONS: dict[str, Callable[[str, str], bool]] = {
    "Equals": lambda text, value: text == value,
    "BeginsWith": lambda text, value: text.startswith(value),
    "Contains": lambda text, value: value in text,
}
_PATH_OPTIONS = ("OneLevel", "Recursive")


def own(call: Invocation) -> list[Parameter]:
    """The account's parameters in the call's Region, by name."""
    found = (one for one in call.account.parameters.values() if f":{call.region}:" in one.arn)
    return sorted(found, key=lambda one: one.name)


def passing(call: Invocation, found: Iterable[Parameter]) -> list[Parameter]:
    """Those that every one of the call's ParameterFilters lets through."""
    given = call.parameters.get("ParameterFilters") or []
    return [one for one in found if all(_passes(one, each) for each in given)]


def _passes(parameter: Parameter, filter_: Mapping[str, Any]) -> bool:
    key, values = str(filter_["Key"]), [str(value) for value in filter_.get("Values", [])]
    option = str(filter_.get("Option") or ("OneLevel" if key == "Path" else "Equals"))
    if key == "Path" and option in _PATH_OPTIONS:
        return any(_below(parameter.name, value, option == "Recursive") for value in values)
    matches = _OPTIONS.get(option)
    if matches is None or key == "Path":
        raise ServiceError("InvalidFilterOption", f"The following filter option is not valid: {option}.")
    if key.startswith(_TAG):
        value = parameter.tags.get(key.removeprefix(_TAG))
        return value is not None and (not values or value in values)
    return any(matches(text, value) for text in _TEXTS[key](parameter) for value in values)


def _below(name: str, path: str, recursive: bool) -> bool:
    start = path.rstrip("/") + "/"
    return name.startswith(start) and (recursive or "/" not in name.removeprefix(start))
