"""Long answers in pages: what a service answered completely is cut here, in the same way for every service.

AWS page: "Using pagination" of each API: a limit, a token for the next page, and a mark that there are more.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iamlab.cloud import models, page_tokens

# How many items are on a page where the call names no limit: by operation, by service, or else the last number.
_PAGE_SIZES = {
    "ec2": 1_000,
    "kms": 50,
    "kms.ListKeys": 100,
    "lambda": 50,
    "logs": 50,
    "organizations": 20,
    "sqs": 1_000,
    "ssm": 10,
}
_PAGE_SIZE = 100
# Their tokens are the keys of items, which the service itself understands.
_PAGE_THEMSELVES = frozenset({"dynamodb", "s3"})


@dataclass(frozen=True, slots=True)
class Paging:
    """The names that an operation's paging goes by: of parameters, and of members of the answer."""

    token: str
    next_token: str
    limit: str
    lists: tuple[str, ...]
    more: str


def page(
    service: str, operation: str, parameters: Mapping[str, Any], output: dict[str, Any], seed: str = ""
) -> dict[str, Any]:
    """Return the page of a complete answer that the call asks for; all of it where the operation has no pages.

    `seed` is the sandbox's secret, so that nobody else makes its tokens. Raises ServiceError, with the service's own
    code, for a token that was not issued for this call.
    """
    found = paging(service, operation)
    if found is None:
        return output
    filters = {name: value for name, value in parameters.items() if name not in (found.token, found.limit)}
    key = json.dumps([seed, service, operation, filters], sort_keys=True, default=str).encode()
    items = [(name, item) for name in found.lists for item in output.get(name, ())]
    token = str(parameters.get(found.token) or "")
    begin = page_tokens.begin(key, token, items) if token else 0
    if begin is None:
        raise page_tokens.invalid(service, operation, token)
    end = begin + _size(service, operation, found, parameters)
    cut: dict[str, Any] = {name: value for name, value in output.items() if name not in (found.next_token, found.more)}
    cut |= {name: [item for of, item in items[begin:end] if of == name] for name in found.lists if name in output}
    if found.more:
        cut[found.more] = end < len(items)
    if end < len(items):
        cut[found.next_token] = page_tokens.token(key, end, items[end - 1])
    return cut


def paging(service: str, operation: str) -> Paging | None:
    """How an operation pages; None where it has no pages, or pages that only the service itself can make."""
    if service in _PAGE_THEMSELVES:
        return None
    model = models.operation(service, operation)
    if model.input_shape is None or model.output_shape is None:
        return None
    given, answered = model.input_shape.members, model.output_shape.members
    described = models.paginators(service).get(operation) or _in_iams_way(given, answered)
    token, next_token = described.get("input_token"), described.get("output_token")
    lists = described.get("result_key")
    names = tuple(str(name) for name in lists) if isinstance(lists, list) else (str(lists),)
    if token not in given or given[token].type_name != "string" or next_token not in answered:
        return None
    if any(name not in answered or answered[name].type_name != "list" for name in names):
        return None
    more, limit = described.get("more_results"), described.get("limit_key")
    return Paging(
        str(token), str(next_token), str(limit) if limit in given else "", names, str(more) if more in answered else ""
    )


def _in_iams_way(given: Mapping[str, Any], answered: Mapping[str, Any]) -> dict[str, Any]:
    """What botocore does not describe: a few operations of IAM that page like all the others of IAM."""
    if "Marker" not in given or "IsTruncated" not in answered:
        return {}
    lists = [name for name, shape in answered.items() if shape.type_name == "list"]
    return {
        "input_token": "Marker",
        "output_token": "Marker",
        "limit_key": "MaxItems",
        "more_results": "IsTruncated",
        "result_key": lists,
    }


def _size(service: str, operation: str, found: Paging, parameters: Mapping[str, Any]) -> int:
    asked = parameters.get(found.limit)
    usual = _PAGE_SIZES.get(f"{service}.{operation}") or _PAGE_SIZES.get(service, _PAGE_SIZE)
    if found.limit and not asked:
        shape = models.operation(service, operation).input_shape
        usual = min(usual, shape.members[found.limit].metadata.get("max") or usual) if shape else usual
    return max(1, int(asked or usual))
