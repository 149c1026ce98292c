"""Finding a parameter by its name, its ARN, and a version or a label after it.

AWS pages: "Restricting access to Parameter Store parameters using IAM policies" (ARNs), "Working with parameter
versions" and "Working with parameter labels" (`name:3`, `name:label`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.ssm import Parameter, ParameterVersion

_ARN_FIELDS = 5


def arn(call: Invocation, name: str) -> str:
    """The ARN of a parameter of the caller's account: `/a/b` and `plain` are `parameter/a/b` and `parameter/plain`."""
    return f"arn:{PARTITION}:ssm:{call.region}:{call.account.id}:parameter/{name.removeprefix('/')}"


def split(given: str) -> tuple[str, str]:
    """The name or ARN that is given, and the version or label after it ("" without one)."""
    if given.startswith("arn:"):
        *start, resource = given.split(":", _ARN_FIELDS)
        name, _, selector = resource.partition(":")
        return ":".join([*start, name]), selector
    name, _, selector = given.partition(":")
    return name, selector


def find(call: Invocation, given: str) -> Parameter | None:
    """The parameter of the caller's account that a name or an ARN stands for."""
    name, _ = split(given)
    found = call.account.parameters.get(name if name.startswith("arn:") else arn(call, name))
    # `a` and `/a` have the same ARN, and are not the same name.
    return found if found and (name.startswith("arn:") or found.name == name) else None


def parameter(call: Invocation, given: str) -> Parameter:
    """Return the parameter; raises ServiceError ParameterNotFound, about which Systems Manager says no more."""
    found = find(call, given)
    if found is None:
        raise ServiceError("ParameterNotFound", "")
    return found


def version(found: Parameter, selector: str) -> ParameterVersion:
    """Return the version that a number or a label names, the latest for ""."""
    if not selector:
        return found.latest
    for one in reversed(found.versions):
        if selector in (str(one.number), *one.labels):
            return one
    raise ServiceError(
        "ParameterVersionNotFound",
        f"Systems Manager could not find version {selector} of {found.name}. Verify the version and try again.",
    )


def change(call: Invocation, found: Parameter, **values: Any) -> None:
    """Keep a parameter with other values in the place of what it was."""
    call.account.parameters[found.arn] = replace(found, **values)


def on_name(carry_out: Callable[[Invocation], Output], writes: bool = False) -> MappedOperation:
    """An operation on the parameter that Name names: versions and labels are no part of its ARN."""
    return MappedOperation(carry_out, writes, _known_name)


def on_names(carry_out: Callable[[Invocation], Output], writes: bool = False) -> MappedOperation:
    """The same for Names."""
    return MappedOperation(carry_out, writes, _known_names)


def _known_name(call: Invocation) -> Mapping[str, Any]:
    return {"Name": split(call.text("Name"))[0]}


def _known_names(call: Invocation) -> Mapping[str, Any]:
    return {"Names": [split(one)[0] for one in call.parameters["Names"]]}
