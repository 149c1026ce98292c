"""What fine-grained access control looks at. AWS page: "Using IAM policy conditions for fine-grained access control".

The keys are worked out from the parameters by `iamlab.cloud.operations`; here they are completed with what only the
table knows: which attribute is the partition key.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from iamlab.cloud.services.dynamodb import lookup
from iamlab.cloud.services.dynamodb.expressions.parsing import MAX_CHARACTERS
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.dynamodb import Item

_NAME = re.compile(r"(?<![\w:#])[#]?[A-Za-z_]\w*", re.ASCII)
_WORDS = frozenset({"and", "or", "not", "between", "in", "set", "remove", "add", "delete", "size", "list_append"})
_FUNCTIONS = frozenset(
    {"attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "if_not_exists"}
)
_EXPRESSIONS = (
    *("ProjectionExpression", "ConditionExpression", "FilterExpression", "UpdateExpression"),
    "KeyConditionExpression",
)


def of_item(call: Invocation) -> Mapping[str, Any]:
    """The partition key and the attributes of a call about one item."""
    item: Item = call.parameters.get("Item") or call.parameters.get("Key") or {}
    return _keys(call, iter([(call.text("TableName"), item)]), _attributes(call.parameters))


def of_batch(call: Invocation) -> Mapping[str, Any]:
    """Those of BatchGetItem and BatchWriteItem."""
    return _keys(call, _in_batch(call.parameters["RequestItems"]), [])


def of_transaction(call: Invocation) -> Mapping[str, Any]:
    """Those of TransactGetItems and TransactWriteItems."""
    inner = [one for member in call.parameters["TransactItems"] for one in member.values()]
    pairs = ((str(one["TableName"]), one.get("Item") or one.get("Key") or {}) for one in inner)
    return _keys(call, pairs, [])


def _keys(call: Invocation, pairs: Iterator[tuple[str, Item]], attributes: list[str]) -> Mapping[str, Any]:
    leading = lookup.leading_keys(call, pairs)
    found: dict[str, Any] = {"_leading_keys": leading} if leading else {}
    return found | ({"Attributes": attributes} if attributes else {})


def _in_batch(request: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
    for name, asked in request.items():
        if isinstance(asked, Mapping):
            yield from ((name, key) for key in asked.get("Keys", ()))
        else:
            for one in asked:
                for member in one.values():
                    yield name, member.get("Item") or member.get("Key") or {}


def _attributes(parameters: Mapping[str, Any]) -> list[str]:
    """The top-level attributes that a call names, keys included."""
    names = parameters.get("ExpressionAttributeNames") or {}
    found: dict[str, None] = dict.fromkeys((*(parameters.get("Item") or ()), *(parameters.get("Key") or ())))
    for one in _EXPRESSIONS:
        text = parameters.get(one)
        for word in _NAME.findall(text[:MAX_CHARACTERS]) if isinstance(text, str) else ():
            if word.lower() not in _WORDS | _FUNCTIONS:
                found[names.get(word, word)] = None
    found |= dict.fromkeys(parameters.get("AttributesToGet") or ())
    return list(found)
