"""Calls of any operation as the terminal and the wire let them through: of the types of the model, and with values that
nobody would send in good faith."""

import json
from typing import Any

from botocore.model import Shape
from hypothesis import strategies as st

from iamlab.cloud import models
from iamlab.cloud.call import Call
from tests.cloud import synthetic
from tests.cloud.company import ACCOUNT

_DEEPEST = 4
_DEEP_JSON = '{"a":' * 900 + "1" + "}" * 900
_EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}

TEXTS = [
    *("", " ", "*", "?", "/", "..", "\x00", "\ud800", "\u202e", "\n", "🙂" * 50, "x" * 129, "y" * 100_000),
    *(
        "null",
        "NaN",
        "-1",
        "1e400",
        "9" * 400,
        "\u0663",
        "{}",
        "[]",
        "{",
        "[" * 3_000,
        _DEEP_JSON,
        "<a/>",
        "=",
        ",",
        ":",
    ),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-03-02", "inf", "arn:", "arn:aws:::::", "alias/"),
    *(f"arn:aws:iam::{ACCOUNT}:role/x", "arn:aws:s3:::reports/*", "arn:aws:kms:us-east-1:999999999999:key/x"),
    *(f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:", "https://[::1", "https://sqs.us-east-1.amazonaws.com/1/x"),
    *("${aws:username}", "${", "attribute_exists(", "(" * 500, "a.b[999999999999999999]", "../actions/iam:GetUser"),
    *("reports", "payroll", "readme.txt", "olga", "nobody", "Admins", "root", "v1", "$LATEST", ACCOUNT, "All"),
    json.dumps({"Version": "2012-10-17", "Statement": [_EVERYBODY]}),
    json.dumps({"Version": "2012-10-17", "Statement": [{**_EVERYBODY, "R-2": {"\ud800": [None]}}]}),
]
NUMBERS = [0, 1, -1, 2, 100, 3_600, 43_200, 2**31, 2**63 - 1, -(2**63) + 1]
FLOATS = [0.0, -1.5, 1e308, float("nan"), float("inf"), float("-inf")]
MOMENTS: list[Any] = [
    0,
    -1,
    1e10,
    1e18,
    float("nan"),
    float("inf"),
    *TEXTS[:12],
    *(one for one in TEXTS if one[:4].isdigit()),
]
BLOBS = [b"", b"text", b"\x00\xff", b"{}", b"a" * 100_000]


def calls(service: str, operation: str) -> st.SearchStrategy[Call]:
    """Calls of one operation by the root user: each parameter made up, odd, or left out where it can be."""
    shape = models.operation(service, operation).input_shape
    made = synthetic.parameters(service, models.operation(service, operation))
    given = _structure(shape, made, 0) if shape else st.just({})
    return given.map(lambda parameters: Call(service, operation, parameters))


def _structure(shape: Shape, made: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    if depth > _DEEPEST or shape.is_document_type:
        return st.sampled_from([{}, {"a": [1, None, {"b": "c"}]}])
    held = made if isinstance(made, dict) else {}
    values = {name: _value(member, held.get(name), depth + 1) for name, member in shape.members.items()}
    needed = {name: values.pop(name) for name in shape.required_members if name in values}
    return st.fixed_dictionaries(needed, optional=values)


def _value(shape: Shape, made: Any, depth: int) -> st.SearchStrategy[Any]:
    kind = shape.type_name
    if kind == "structure":
        return st.deferred(lambda: _structure(shape, made, depth))
    if kind == "list":
        first = made[0] if isinstance(made, list) and made else None
        return st.lists(st.deferred(lambda: _value(shape.member, first, depth + 1)), max_size=3)
    if kind == "map":
        item = st.deferred(lambda: _value(shape.value, None, depth + 1))
        return st.dictionaries(st.sampled_from(TEXTS), item, max_size=2)
    odd: dict[str, list[Any]] = {
        "string": [*shape.enum, *TEXTS] if kind == "string" else TEXTS,
        "integer": NUMBERS,
        "long": NUMBERS,
        "boolean": [True, False],
        "blob": BLOBS,
        "timestamp": MOMENTS,
    }
    values = odd.get(kind, FLOATS)
    return st.sampled_from(values) if made is None else st.one_of(st.just(made), st.sampled_from(values))
