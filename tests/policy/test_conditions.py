"""Each rule of AWS's pages on condition operators is one row of conditions.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.policy import Condition
from iamlab.policy.conditions.block import compile_condition
from iamlab.policy.conditions.operators import COMPARISONS, Operator, Quantifier, parse_operator

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "conditions.yaml").read_text(encoding="utf-8"))
ROWS = [(group["source"], *row) for group in DATA["groups"] for row in group["rows"]]
KEY = "Some:Key"


def _holds(operator: str, policy_values: list[str], request_values: list[str] | None, version_2012: bool) -> bool:
    condition = compile_condition(Condition(operator, KEY, tuple(policy_values)), with_variables=version_2012)
    request = {} if request_values is None else {KEY.lower(): tuple(request_values)}
    return condition.holds(request.get, DATA["variables"].get)


@pytest.mark.parametrize(
    ("source", "operator", "policy_values", "request_values", "holds"),
    ROWS,
    ids=[f"{row[1]} {row[2]} {row[3]}" for row in ROWS],
)
def test_condition(
    source: str, operator: str, policy_values: list[str], request_values: list[str] | None, holds: bool
) -> None:
    assert _holds(operator, policy_values, request_values, version_2012=True) is holds, source


def test_every_operator_has_rows_that_hold_and_rows_that_do_not() -> None:
    parsed = [(parse_operator(row[1]), row[4]) for row in ROWS]
    seen = {(operator.base, holds) for operator, holds in parsed if operator is not None}
    assert seen >= {(name, holds) for name in COMPARISONS for holds in (True, False)}


def test_the_old_version_knows_no_variables() -> None:
    assert not _holds("StringEquals", ["${aws:username}"], ["jane"], version_2012=False)
    assert _holds("StringEquals", ["${aws:username}"], ["${aws:username}"], version_2012=False)
    assert _holds("StringLike", ["${*}"], ["${anything}"], version_2012=False)


def test_wildcards_in_the_value_of_a_variable_are_plain_text() -> None:
    condition = compile_condition(Condition("StringLike", KEY, ("${aws:username}",)), with_variables=True)
    assert not condition.holds({KEY.lower(): ("jane",)}.get, {"aws:username": "*"}.get)


@pytest.mark.parametrize(
    ("name", "operator"),
    [
        ("StringEquals", Operator("StringEquals")),
        ("STRINGEQUALSIFEXISTS", Operator("StringEquals", if_exists=True)),
        ("forallvalues:stringlike", Operator("StringLike", Quantifier.ALL)),
        ("ForAnyValue:NumericLessThanIfExists", Operator("NumericLessThan", Quantifier.ANY, if_exists=True)),
        ("Null", Operator("Null")),
        ("NullIfExists", None),
        ("StringEqual", None),
        ("ForSome:StringEquals", None),
        (":StringEquals", None),
        ("IfExists", None),
        ("", None),
    ],
)
def test_operator_names(name: str, operator: Operator | None) -> None:
    assert parse_operator(name) == operator


def test_an_unknown_operator_is_not_compiled() -> None:
    with pytest.raises(ValueError, match="StringEqual"):
        compile_condition(Condition("StringEqual", KEY, ("a",)), with_variables=True)
