"""Lists in pages, as the AWS CLI puts them together. AWS page: "Using the pagination options in the AWS CLI"."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from iamlab.cloud import models
from iamlab.cloud.cli.usage import UsageError, bad_value

OPTIONS = ("--starting-token", "--page-size", "--max-items")
_MAX_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Page:
    """The part of a list that the learner asked for: `size` items after the first `skip`; `options` as typed."""

    skip: int = 0
    size: int | None = None
    options: tuple[str, ...] = ()

    def with_option(self, name: str, word: str) -> "Page":
        given = (*self.options, name)
        if name == "--starting-token":
            return replace(self, skip=_skipped(word), options=given)
        if not (word.isascii() and word.isdigit() and len(word) <= _MAX_DIGITS):
            raise bad_value(name, f"invalid literal for int() with base 10: '{word[:100]}'")
        size = int(word) if name == "--max-items" else self.size
        return replace(self, size=size, options=given)


def takes(service: str, operation: str, option: str) -> bool:
    """Whether an option is one of the paging options, for an operation that has pages."""
    return option in OPTIONS and operation in models.paginators(service)


def assemble(
    service: str, operation: str, parameters: Mapping[str, Any], output: dict[str, Any], page: Page
) -> dict[str, Any]:
    """Return a service's answer as the AWS CLI shows it once it has fetched all pages.

    An operation without pages, or one whose paging the learner steers with the service's own options, stays as it is.
    """
    paginator = models.paginators(service).get(operation)
    if paginator is None or _steered(paginator, parameters):
        return output
    lists = _names(paginator["result_key"])
    shown: dict[str, Any] = {}
    remaining = page.size
    more = False
    for place, name in enumerate(lists):
        if name not in output:
            continue
        items = output[name][page.skip :] if place == 0 else output[name]
        shown[name] = items[:remaining]
        more = more or len(shown[name]) < len(items)
        if remaining is not None:
            remaining -= len(shown[name])
    shown |= {name: output.get(name) for name in _names(paginator.get("non_aggregate_keys", []))}
    if more:
        shown["NextToken"] = _token(page.skip + (page.size or 0))
    return shown


def _steered(paginator: Mapping[str, object], parameters: Mapping[str, Any]) -> bool:
    names = [*_names(paginator["input_token"]), *_names(paginator.get("limit_key", []))]
    return any(name in parameters for name in names)


def _names(value: object) -> list[str]:
    return [value] if isinstance(value, str) else cast("list[str]", value)


def _token(skip: int) -> str:
    return base64.b64encode(json.dumps({"Marker": None, "boto_truncate_amount": skip}).encode()).decode()


def _skipped(token: str) -> int:
    try:
        content = json.loads(base64.b64decode(token[:1_000], validate=True))
        skip = content["boto_truncate_amount"]
    except (binascii.Error, ValueError, RecursionError, LookupError, TypeError):
        skip = None
    if not isinstance(skip, int) or skip < 0:
        raise UsageError("\nBad starting token: use the NextToken of the page before, as it was printed.")
    return skip
