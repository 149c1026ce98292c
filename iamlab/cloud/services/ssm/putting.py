"""Writing parameters.

AWS pages: "PutParameter", "Parameter name requirements and constraints", "Managing parameter tiers".
"""

import re

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.ssm import encryption, lookup, tags
from iamlab.cloud.state.ssm import Parameter, ParameterVersion

_MAX_PARAMETERS = 500
_MAX_VERSIONS = 20
_MAX_LEVELS = 15
_LONGEST_VALUE = {"Standard": 4_096, "Advanced": 8_192}
_NAME = re.compile(r"[A-Za-z0-9_./-]+", re.ASCII)
_RESERVED = ("aws", "ssm")


def put_parameter(call: Invocation) -> Output:
    name, overwrite, kind = call.text("Name"), bool(call.parameters.get("Overwrite", False)), call.text("Type")
    own_tags = tags.given(call.parameters.get("Tags", []))
    _check_name(name)
    held = lookup.find(call, name)
    if own_tags and overwrite:
        raise _wrong(
            "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove"
            " overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or"
            " RemoveTagsFromResource."
        )
    if held and not overwrite:
        raise ServiceError(
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        )
    if held and kind and kind != held.latest.type:
        raise ServiceError(
            "HierarchyTypeMismatchException",
            "Parameter Store does not support changing a parameter's type. Create a new, unique parameter.",
        )
    if not held and not kind:
        raise _wrong("A parameter type is required when you create a parameter.")
    if not held and lookup.arn(call, name) in call.account.parameters:
        raise ServiceError(
            "ParameterAlreadyExists", f"A parameter with the ARN {lookup.arn(call, name)} exists already."
        )
    if not held and len(call.account.parameters) >= _MAX_PARAMETERS:
        raise ServiceError(
            "ParameterLimitExceeded", f"An account of this lab has {_MAX_PARAMETERS} parameters at most."
        )
    made = _version(call, held, kind)
    if held:
        lookup.change(call, held, versions=(*held.versions, made)[-_MAX_VERSIONS:])
    else:
        arn = lookup.arn(call, name)
        call.account.parameters[arn] = Parameter(arn=arn, created=call.now, name=name, versions=(made,), tags=own_tags)
    return {"Version": made.number, "Tier": made.tier}


def _version(call: Invocation, held: Parameter | None, kind: str) -> ParameterVersion:
    """The new version; what the call leaves out is as it was."""
    before = held.latest if held else None
    kind = kind or (before.type if before else "")
    value = call.text("Value")
    tier = _tier(call.text("Tier", before.tier if before else "Standard"), value)
    key = call.text("KeyId") or (before.key if before else "") or encryption.OWN_KEY
    if kind == encryption.SECURE:
        encryption.require_encrypting(call, lookup.arn(call, call.text("Name")), key, tier)
    elif "KeyId" in call.parameters:
        raise _wrong("KeyId is only for parameters of the type SecureString.")
    data_type = call.text("DataType", "text")
    if data_type != "text":
        raise _wrong("This lab keeps parameters of the data type text only.")
    return ParameterVersion(
        number=before.number + 1 if before else 1,
        value=value,
        type=kind,
        modified=call.now,
        by=call.caller.arn,
        description=call.text("Description", before.description if before else ""),
        key=key if kind == encryption.SECURE else "",
        tier=tier,
        data_type=data_type,
    )


def _tier(asked: str, value: str) -> str:
    if not value:
        raise _wrong("The parameter value can't be empty.")
    standard = _LONGEST_VALUE["Standard"]
    if asked == "Intelligent-Tiering":
        asked = "Standard" if len(value) <= standard else "Advanced"
    if len(value) > _LONGEST_VALUE[asked]:
        hint = (
            " To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more"
            " information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/"
            "parameter-store-advanced-parameters.html"
        )
        raise _wrong(
            f"{asked} tier parameters support a maximum parameter value of {_LONGEST_VALUE[asked]} characters."
            + (hint if asked == "Standard" else "")
        )
    return asked


def _check_name(name: str) -> None:
    first = name.removeprefix("/").partition("/")[0].lower()
    if not _NAME.fullmatch(name) or first.startswith(_RESERVED) or "//" in name or name.endswith("/"):
        raise _wrong(
            'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can'
            " consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers"
            " and the following 3 symbols .-_"
        )
    if "/" in name and not name.startswith("/"):
        raise _wrong("Parameter name must be a fully qualified name.")
    if name.count("/") > _MAX_LEVELS:
        raise ServiceError(
            "HierarchyLevelLimitExceededException",
            f"A hierarchy can have a maximum of {_MAX_LEVELS} levels. Use a name with fewer.",
        )


def _wrong(message: str) -> ServiceError:
    return ServiceError("ValidationException", message)


OPERATIONS = {"PutParameter": lookup.on_name(put_parameter, writes=True)}
