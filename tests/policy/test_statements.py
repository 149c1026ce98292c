"""What whole elements of a statement say: each rule is one row of statements.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.evaluator import AttachedPolicy, Layers, Request, authorize, compile
from iamlab.policy import parse

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "statements.yaml").read_text(encoding="utf-8"))
ROWS = [(group["source"], *row) for group in DATA["groups"] for row in group["rows"]]
JANE = "arn:aws:iam::123456789012:user/janedoe"


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[1]} {row[2]} {row[3]}" for row in ROWS])
def test_statement(row: tuple[Any, ...]) -> None:
    source, element, says, asked, applies = row
    statement = {"Effect": "Allow", "Resource": "*", element: says}
    if element == "Condition":
        statement["Action"] = "*"
        request = Request(JANE, "s3:GetObject", "arn:aws:s3:::b/k", context=asked)
    else:
        request = Request(JANE, asked, "arn:aws:s3:::b/k")
    policy = compile(parse({"Version": "2012-10-17", "Statement": [statement]}))
    assert authorize(request, Layers(identity=(AttachedPolicy("p", policy),))).allowed is applies, source
