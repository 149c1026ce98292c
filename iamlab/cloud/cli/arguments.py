"""Reading the command, the operation and its options, as botocore's model of the operation defines them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore import xform_name
from botocore.exceptions import ParamValidationError
from botocore.handlers import validate_bucket_name
from botocore.model import OperationModel, Shape
from botocore.validate import ParamValidator

from iamlab.cloud import models
from iamlab.cloud.cli import blobs, known_mistakes, paging, values
from iamlab.cloud.cli.bootstrapping import Bootstrap
from iamlab.cloud.cli.usage import UsageError, bad_value, misused

_LONGEST_REPORT = 2_000
_DEEPEST = 64  # no API takes more


@dataclass(frozen=True, slots=True)
class Command:
    """One understood command: botocore's service name, the operation, its parameters and where its answer goes.

    `outfile` is the workspace file for a streamed body (get-object), `bootstrap` where the seed of a new MFA device
    goes, else None.
    """

    service: str
    model: OperationModel
    parameters: dict[str, Any] = field(default_factory=dict)
    page: paging.Page = field(default_factory=paging.Page)
    outfile: str | None = None
    bootstrap: Bootstrap | None = None


def service_name(word: str) -> str:
    """Return botocore's name of a service as the command line spells it; raises UsageError with the nearest."""
    known = models.services()
    if word not in known:
        raise _invalid_choice("command", word, list(known), "aws help")
    return known[word]


def operation_model(service: str, service_word: str, word: str) -> OperationModel:
    known = models.operations(service)
    if word not in known:
        hint = known_mistakes.hint(service_word, word)
        raise _invalid_choice("operation", word, list(known), f"aws {service_word} help", hint)
    return models.operation(service, known[word])


def options(model: OperationModel) -> dict[str, tuple[str, Shape]]:
    """Return the operation's options: the CLI's name (--user-name) -> (member name, shape), in the model's order."""
    if model.input_shape is None:
        return {}
    members = model.input_shape.members
    return {f"--{xform_name(name, '-')}": (name, shape) for name, shape in members.items()}


def streamed(model: OperationModel) -> str:
    """Return the member of the answer that goes to a file: Body of get-object, Payload of invoke."""
    return str(model.output_shape.serialization.get("payload", "")) if model.output_shape else ""


def parse(
    service: str,
    model: OperationModel,
    words: list[str],
    files: Mapping[str, str],
    document: Mapping[str, Any] | None = None,
    binary_format: str = blobs.BASE64,
) -> Command:
    """Return the command for the words after the operation's name; raises UsageError as the AWS CLI refuses.

    `document` is that of --cli-input-json: the options in the words win over it. `binary_format` is how blobs are
    typed, one of blobs.FORMATS.
    """
    known = options(model)
    page = paging.Page()
    parameters: dict[str, Any] = dict(document or {})
    stray: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        name, joined, inline = word.partition("=")
        if not name.startswith("--"):
            stray.append(word)
        elif paging.takes(service, model.name, name):
            page = page.with_option(name, _values(name, False, joined, inline, left)[0])
        elif name in known:
            member, shape = known[name]
            if shape.type_name == "boolean" and not joined:
                parameters[member] = True
                continue
            given = _values(name, shape.type_name == "list", joined, inline, left)
            parameters[member] = _value(name, shape, given, files)
        elif (positive := known.get(f"--{name.removeprefix('--no-')}")) and positive[1].type_name == "boolean":
            parameters[positive[0]] = False
        else:
            stray.append(word)
    outfile = stray.pop(0) if model.has_streaming_output and stray and not stray[0].startswith("--") else None
    _refuse_stray(stray, list(known))
    _require(model, known, parameters, outfile)
    validate(model, parameters)
    return Command(service, model, blobs.read(parameters, model.input_shape, binary_format), page, outfile)


def _values(name: str, many: bool, joined: str, inline: str, left: list[str]) -> list[str]:
    """Take the words that belong to an option off the end of `left`."""
    found = [inline] if joined else []
    while left and not left[-1].startswith("--") and (many or not found) and not joined:
        found.append(left.pop())
    if not found:
        raise misused(f"argument {name}: expected {'at least ' if many else ''}one argument")
    return found


def _value(name: str, shape: Shape, given: list[str], files: Mapping[str, str]) -> Any:
    if shape.type_name == "blob" and shape.serialization.get("streaming"):
        path = given[0].removeprefix("fileb://").removeprefix("file://").removeprefix("./")
        if path not in files:
            raise bad_value(name, f"Blob values must be a path to a file. There is no file {path[:200]!r}.")
        return files[path].encode()
    return values.value(name, shape, given, files)


def _refuse_stray(stray: list[str], known: list[str]) -> None:
    if not stray:
        return
    shown = ", ".join(word[:100] for word in stray[:10])
    near = [match for word in stray[:10] if word.startswith("--") for match in models.nearest(word, known)[:1]]
    hint = f"\nDid you mean {' or '.join(near)}?" if near else ""
    if "--help" in stray or "-h" in stray:
        hint = "\nThe word `help`, without dashes, at the end of the command shows its options."
    raise misused(f"Unknown options: {shown}{hint}")


def _require(
    model: OperationModel, known: dict[str, tuple[str, Shape]], parameters: dict[str, Any], outfile: str | None
) -> None:
    required = model.input_shape.required_members if model.input_shape else []
    missing = [option for option, (member, _) in known.items() if member in required and member not in parameters]
    if model.has_streaming_output and outfile is None:
        missing.append("outfile")
    if missing:
        raise misused(f"the following arguments are required: {', '.join(missing)}")


def validate(model: OperationModel, parameters: dict[str, Any]) -> None:
    """Raise UsageError, as the CLI says it, unless the parameters have the types of the model."""
    if model.input_shape is None:
        return
    if _depth(parameters) > _DEEPEST:
        raise UsageError(f"\nParameter validation failed:\nA value is nested more than {_DEEPEST} levels deep.")
    try:
        report = ParamValidator().validate(parameters, model.input_shape)
    except RuntimeError as error:  # a time that no calendar has
        raise UsageError(f"\nParameter validation failed:\n{error}") from None
    if report.has_errors():
        raise UsageError(f"\nParameter validation failed:\n{report.generate_report()[:_LONGEST_REPORT]}")
    if model.service_model.service_name == "s3":
        _check_bucket_name(parameters)


def _check_bucket_name(parameters: dict[str, Any]) -> None:
    try:
        validate_bucket_name(parameters)
    except ParamValidationError as error:
        raise UsageError(f"\n{str(error)[:_LONGEST_REPORT]}") from None


def _depth(value: Any) -> int:
    """Return how many structures and lists are inside each other, as far as it matters."""
    levels, inside = 0, [value]
    while inside and levels <= _DEEPEST:
        parts = [one.values() if isinstance(one, dict) else one for one in inside if isinstance(one, dict | list)]
        inside = [member for part in parts for member in part]
        levels += 1
    return levels


def _invalid_choice(argument: str, word: str, known: list[str], help_command: str, hint: str = "") -> UsageError:
    near = models.nearest(word, known)
    listed = "\n".join(f"  * {choice}" for choice in near)
    maybe = f", maybe you meant:\n\n{listed}" if near else f". `{help_command}` lists the choices."
    return misused(f"argument {argument}: Invalid choice: '{word[:100]}'{maybe}{hint}")
