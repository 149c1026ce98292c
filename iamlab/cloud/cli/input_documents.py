"""All parameters in one document: `--cli-input-json`, `--cli-input-yaml` and `--generate-cli-skeleton`.

AWS page: "AWS CLI skeletons and input files in the AWS CLI".
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml
from botocore.model import OperationModel
from botocore.utils import ArgumentGenerator
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from iamlab.cloud.cli import output, values
from iamlab.cloud.cli.usage import UsageError, bad_value, misused
from iamlab.cloud.cli.workspace import read

_JSON, _YAML, _SKELETON = "--cli-input-json", "--cli-input-yaml", "--generate-cli-skeleton"
OPTIONS = (_JSON, _YAML, _SKELETON)
_MAX_YAML = 16_384
_DEEPEST = 64
_SKELETONS = ("input", "yaml-input", "output")


def split(words: list[str], files: Mapping[str, str]) -> tuple[dict[str, Any], str | None, list[str]]:
    """Take the options of this module out of `words`.

    Returns the parameters of the document, the kind of skeleton asked for (None: none), and the words that are left.
    """
    given: dict[str, str] = {}
    rest: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        name, joined, value = word.partition("=")
        if name not in OPTIONS:
            rest.append(word)
            continue
        if not joined:
            if left and not left[-1].startswith("--"):
                value = left.pop()
            elif name == _SKELETON:
                value = "input"
            else:
                raise misused(f"argument {name}: expected one argument")
        given[name] = value
    if _JSON in given and _YAML in given:
        raise UsageError(f"\nOnly one of {_JSON} and {_YAML} can be used.")
    skeleton = given.pop(_SKELETON, None)
    if skeleton is not None and skeleton not in _SKELETONS:
        raise misused(f"argument {_SKELETON}: Invalid choice: '{skeleton[:100]}' (choose from {', '.join(_SKELETONS)})")
    parameters: dict[str, Any] = {}
    for name, word in given.items():
        parameters = _document(name, word, files)
    return parameters, skeleton, rest


def skeleton_of(model: OperationModel, how: str) -> str:
    """Return the document with every parameter of an operation, empty, to be filled in."""
    shape = model.output_shape if how == "output" else model.input_shape
    found = ArgumentGenerator().generate_skeleton(shape) if shape else {}
    found = json.loads(json.dumps(found, default=datetime.isoformat))
    return output.printed(found, "yaml" if how == "yaml-input" else "json", model.name) or "{}\n"


def _document(option: str, word: str, files: Mapping[str, str]) -> dict[str, Any]:
    text = read(option, word, word.removeprefix("file://"), files) if word.startswith("file://") else word
    found = values.json_value(option, text) if option == _JSON else _from_yaml(option, text)
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise bad_value(option, "The document has to be one object: parameter names and their values.")
    return found


def _from_yaml(option: str, text: str) -> Any:
    if len(text) > _MAX_YAML:
        raise bad_value(option, f"Invalid YAML: it has {len(text):,} characters; at most {_MAX_YAML:,} work here.")
    try:
        _refuse_bombs(option, text)
        # Only what JSON has: no bytes, dates or sets, which YAML's tags could make.
        return json.loads(json.dumps(_PlainLoader(text).get_single_data(), allow_nan=False))
    except (yaml.YAMLError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:300]
        raise bad_value(option, f"Invalid YAML: {reason}") from None


def _refuse_bombs(option: str, text: str) -> None:
    """Refuse aliases, which can make a short text a huge value, and depth, which makes the parser slow."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, AliasEvent):
            raise bad_value(option, "Invalid YAML: aliases (`*name`) do not work here.")
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            raise bad_value(option, f"Invalid YAML: it is nested more than {_DEEPEST} levels deep.")


class _PlainLoader(yaml.SafeLoader):
    """Reads dates as the text that they are: `2012-10-17` is a policy's version."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, found) for tag, found in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
