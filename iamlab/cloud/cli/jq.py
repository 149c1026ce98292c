"""`jq`: choosing from JSON, in the common part of its language. Manual: "jq Manual"."""

import json
from collections.abc import Iterator
from typing import Any

from iamlab.cloud.cli import flags
from iamlab.cloud.cli.filters import MAX_CHARACTERS, Given, Printed
from iamlab.cloud.cli.jq_language import compiled
from iamlab.cloud.cli.jq_values import Budget
from iamlab.cloud.cli.usage import UsageError

_LONG = {"--raw-output": "-r", "--compact-output": "-c", "--sort-keys": "-S"}


def jq(words: list[str], given: Given) -> Printed:
    options, rest = flags.split("jq", [_LONG.get(word, word) for word in words], plain="rcS")
    if not rest:
        raise UsageError("jq: which part? For example: `aws iam list-users | jq '.Users[].UserName'`.", 2)
    try:
        program = compiled(rest[0])
        budget = Budget()
        pieces: list[str] = []
        size = 0
        for document in _documents(given.text("jq", rest[1:])):
            for value in program(document, budget):
                for piece in _pieces(value, options):
                    pieces.append(piece)
                    size += len(piece)
                    if size > MAX_CHARACTERS:
                        raise UsageError(f"jq: the result has more than {MAX_CHARACTERS:,} characters.", 2)
    except RecursionError:
        raise UsageError("jq: the input or the result is nested too deeply.", 2) from None
    return Printed("".join(pieces))


def _pieces(value: Any, options: dict[str, str]) -> Iterator[str]:
    if "r" in options and isinstance(value, str):
        yield value
    else:
        compact = "c" in options
        encoder = json.JSONEncoder(
            ensure_ascii=False,
            indent=None if compact else 2,
            separators=(",", ":") if compact else (",", ": "),
            sort_keys="S" in options,
            check_circular=False,
        )
        yield from encoder.iterencode(value)
    yield "\n"


def _documents(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    at = 0
    while True:
        while text[at : at + 1].isspace():
            at += 1
        if at >= len(text):
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError as error:
            where = text.count("\n", 0, getattr(error, "pos", at)) + 1
            raise UsageError(
                f"jq: error: the input is not JSON (line {where}). jq reads the output of --output json.", 2
            ) from None
        yield value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")
