"""`--zip-file` of AWS Lambda's commands, which takes the code of a function beside the options of the API.

AWS page: "AWS CLI Command Reference: create-function" (--zip-file, --code). The AWS CLI looks whether the file is a zip
file; files of this workspace are text, so any will do: no code is run here.
"""

from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel

from iamlab.cloud.cli import customizations, values
from iamlab.cloud.cli.usage import UsageError, misused

OPTION = "--zip-file"
_CONTENT = "ZipFile"
# Operation -> the structure of the API that the file goes into; "" where the option is the API's own.
_PLACES = {"CreateFunction": "Code", "PublishLayerVersion": "Content", "UpdateFunctionCode": ""}
_NO_FILE = f"""
{OPTION} must be a zip file with the fileb:// prefix.
Example usage:  {OPTION} fileb://path/to/file.zip"""


def options(service: str, operation: str) -> dict[str, str]:
    """The option that the AWS CLI adds to an operation, with what it is for."""
    added = service == "lambda" and _PLACES.get(operation)
    return {OPTION: "The file that has the code: fileb://NAME."} if added else {}


def split(
    model: OperationModel, words: list[str], files: Mapping[str, str], document: dict[str, Any]
) -> tuple[list[str], dict[str, Any]]:
    """Take the option out of the words of a command of AWS Lambda, and put the file's bytes into its document.

    Raises UsageError for what is no file, and for code that is given in another way.
    """
    if model.service_model.service_name != "lambda" or model.name not in _PLACES:
        return words, document
    place = _PLACES[model.name]
    given, rest = customizations.take(words, (OPTION, f"--{place.lower()}"))
    if OPTION in given and not given[OPTION].startswith(values.BYTES):
        raise UsageError(_NO_FILE)
    if not place:
        return words, document
    if OPTION in rest:
        raise misused(f"argument {OPTION}: expected one argument")
    inside = _unpacked(model, place, given, files)
    if not isinstance(inside, dict):  # which validation refuses
        return [*rest, f"--{place.lower()}", given[f"--{place.lower()}"]], document
    if OPTION in given:
        shape = model.input_shape.members[place].members[_CONTENT]
        inside[_CONTENT] = values.value(OPTION, shape, [given[OPTION]], files)
    before = document.get(place)
    inside = {**before, **inside} if isinstance(before, dict) else inside
    return rest, {**document, place: inside} if inside else document


def _unpacked(model: OperationModel, place: str, given: Mapping[str, str], files: Mapping[str, str]) -> Any:
    """What is given for the structure itself; raises UsageError where that has the code."""
    option = f"--{place.lower()}"
    if option not in given:
        return {}
    found = values.value(option, model.input_shape.members[place], [given[option]], files)
    if isinstance(found, dict) and _CONTENT in found:
        raise UsageError(
            f"\n{_CONTENT} cannot be provided as part of the {option} argument.  Please use the '{OPTION}' option"
            " instead to specify a zip file."
        )
    return found
