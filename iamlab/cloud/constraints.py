"""What a service checks about the values of a call before it does anything else, from the constraints in its model."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from botocore.model import OperationModel, Shape

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.text import first_not_text

# What it is called by services of a protocol and by those that have a name of their own; the others: ValidationError.
_CODES_OF_PROTOCOLS = {"json": "ValidationException", "rest-json": "ValidationException"}
_CODES_OF_SERVICES = {"organizations": "InvalidInputException"}

# IAM answers a wrong name or path with a sentence of its own.
_MUST_CONTAIN = "contain only alphanumeric characters and/or"
_NAME = f"{_MUST_CONTAIN} the following: +=,.@_-"
_PATH = f"begin and end with / and {_MUST_CONTAIN} / characters."
_SENTENCES_OF_IAM = {  # by the model's shape
    **dict.fromkeys(("userNameType", "existingUserNameType", "groupNameType", "policyNameType", "roleNameType"), _NAME),
    "instanceProfileNameType": _NAME,
    "pathType": _PATH,
}
# The pattern of the model refuses the ARNs of buckets, which the operation is for ("TagResource", Amazon S3 Control).
_WRONG_PATTERNS = frozenset({"S3ResourceArn"})
# Amazon SQS takes the names of messages' attributes for those of queues, and says itself which it does not know.
_OPEN_ENUMS = frozenset({"QueueAttributeName"})
_VALUE_SHOWN = 100
_CONSTRAINT = "1 validation error detected: Value{value} at '{place}' failed to satisfy constraint: Member must {what}"


def check(model: OperationModel, parameters: Mapping[str, Any], patterns: bool = True) -> None:
    """Raise ServiceError, with the service's code, for the first value that breaks a length, an enum or a pattern.

    Without `patterns` those are not looked at: some of the thousands in all the models take for ever on a hostile text.
    """
    if model.input_shape is not None:
        try:
            _check_structure(model.input_shape, parameters, patterns)
        except ServiceError as error:
            raise ServiceError(_code(model) or error.code, error.message) from None


def _code(model: OperationModel) -> str | None:
    service = model.service_model
    return _CODES_OF_SERVICES.get(service.service_name) or _CODES_OF_PROTOCOLS.get(service.metadata["protocol"])


def _check_structure(shape: Shape, value: Mapping[str, Any], patterns: bool) -> None:
    for name in shape.required_members:
        if name not in value:
            raise ServiceError(
                "ValidationError",
                f"1 validation error detected: Value null at '{_camel(name)}' failed to satisfy constraint: Member must"
                " not be null",
            )
    for name, member in shape.members.items():
        if name in value:
            _check_member(name, member, value[name], patterns)


def _check_member(name: str, shape: Shape, value: Any, patterns: bool) -> None:
    if shape.type_name == "structure":
        _check_structure(shape, value, patterns)
    elif shape.type_name == "list":
        _check_length(name, shape, len(value), value)
        for item in value:
            _check_member(name, shape.member, item, patterns)
    elif shape.type_name == "map":
        for key, item in value.items():
            _check_member(name, shape.key, key, patterns)
            _check_member(name, shape.value, item, patterns)
    elif shape.type_name == "blob":
        _check_length(name, shape, len(value), value)
    elif shape.type_name == "string":
        _check_characters(name, value)
        _check_length(name, shape, len(value), value)
        _check_text(name, shape, value, patterns)
    elif shape.type_name in ("integer", "long"):
        _check_range(name, shape, value)


def _check_length(name: str, shape: Shape, length: int, value: Any) -> None:
    most, least = shape.metadata.get("max"), shape.metadata.get("min")
    if most is not None and length > most:
        raise _broken(name, shape, value, f"have length less than or equal to {most}")
    if least is not None and length < least:
        raise _broken(name, shape, value, f"have length greater than or equal to {least}")


def _check_range(name: str, shape: Shape, value: int) -> None:
    most, least = shape.metadata.get("max"), shape.metadata.get("min")
    if most is not None and value > most:
        raise _broken(name, shape, value, f"have value less than or equal to {most}")
    if least is not None and value < least:
        raise _broken(name, shape, value, f"have value greater than or equal to {least}")


def _check_characters(name: str, value: str) -> None:
    found = first_not_text(value)
    if found:
        raise ServiceError("ValidationError", f"The value at '{_camel(name)}' contains {found}, which is not text.")


def _check_text(name: str, shape: Shape, value: str, patterns: bool) -> None:
    if shape.enum and value not in shape.enum and shape.name not in _OPEN_ENUMS:
        raise _broken(name, shape, value, f"satisfy enum value set: [{', '.join(shape.enum)}]")
    pattern = _compiled(shape.metadata.get("pattern")) if patterns and shape.name not in _WRONG_PATTERNS else None
    if pattern is None or pattern.fullmatch(value):
        return
    if shape.name in _SENTENCES_OF_IAM:
        sentence = f"The specified value for {_camel(name)} is invalid. It must {_SENTENCES_OF_IAM[shape.name]}"
        raise ServiceError("ValidationError", sentence)
    raise _broken(name, shape, value, f"satisfy regular expression pattern: {pattern.pattern}")


@lru_cache(maxsize=512)
def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    """Return the model's pattern; None where it is written in a dialect that Python does not read."""
    try:
        return re.compile(pattern, re.ASCII) if pattern else None
    except re.error:
        return None


def _broken(name: str, shape: Shape, value: Any, what: str) -> ServiceError:
    value = "" if shape.metadata.get("sensitive") else f" '{_shown(value)}'"
    return ServiceError("ValidationError", _CONSTRAINT.format(value=value, place=_camel(name), what=what))


def _shown(value: Any) -> str:
    if isinstance(value, bytes):  # as AWS's services, which run on Java, print theirs
        return f"java.nio.HeapByteBuffer[pos=0 lim={len(value)} cap={len(value)}]"
    shown = str(value)
    return shown if len(shown) <= _VALUE_SHOWN else shown[:_VALUE_SHOWN] + "..."


def _camel(name: str) -> str:
    return name[:1].lower() + name[1:]
