"""The words of a trace about other layers than identity, and about statements that speak of somebody else."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.evaluator import explain
from iamlab.evaluator.case import read_case
from iamlab.evaluator.layers import LADDER
from tests.evaluator.support import JANE, case_of, policy, rows

DATA = Path(__file__).parent / "explained"
ROWS = rows(DATA)
PRINCIPALS: list[dict[str, Any]] = yaml.safe_load((DATA.with_name("explained_principals.yaml")).read_text("utf-8"))


@pytest.mark.parametrize(("row", "policies", "source"), ROWS)
def test_a_layer_says_what_it_means(row: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    case = read_case(case_of(row, policies)[0])
    trace = explain(case.request, case.layers)
    layer = next(one for one in trace.layers if one.layer == row["layer"])
    assert layer.state == row["state"], source
    assert row["sentence"] in layer.sentence
    assert row.get("summary", "") in trace.summary


@pytest.mark.parametrize("row", PRINCIPALS, ids=[row["sentence"][:60] for row in PRINCIPALS])
def test_a_statement_about_somebody_else_says_who(row: dict[str, Any]) -> None:
    element = "Principal" if "principal" in row else "NotPrincipal"
    effect = "Allow" if element == "Principal" else "Deny"
    listed = row["principal"] if element == "Principal" else row["not_principal"]
    caller = row.get("as", JANE)
    statement = {"Effect": effect, element: listed, "Action": "s3:*", "Resource": "*"}
    request = {"principal": caller, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}
    case = read_case({"id": "x", "request": request, "resource_policy": policy(statement)})
    told = explain(case.request, case.layers).as_dict()
    layer = next(one for one in told["layers"] if one["layer"] == "resource")
    mismatch = layer["policies"][0]["statements"][0]["mismatch"]
    names = next(iter(listed.values()))
    assert mismatch["element"] == element
    assert mismatch["path"] == f"Statement[0].{element}"
    assert mismatch["policy_says"] == (names if isinstance(names, list) else [names])
    assert mismatch["request_is"] == caller
    assert row["sentence"] in mismatch["sentence"]


def test_all_layers_come_in_the_order_of_the_ladder() -> None:
    allow = policy({"Effect": "Allow", "Action": "*", "Resource": "*"})
    about_all = policy({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})
    case = read_case(
        {
            "id": "all",
            "request": {
                "principal": "arn:aws:sts::123456789012:assumed-role/R/s1",
                "action": "s3:GetObject",
                "resource": "arn:aws:s3:::b/k",
            },
            "identity_policies": [allow],
            "session_policies": [allow],
            "permissions_boundary": allow,
            "resource_policy": about_all,
            "service_control_policies": [[allow]],
            "resource_control_policies": [[]],
            "endpoint_policies": [about_all],
        }
    )
    layers = explain(case.request, case.layers).layers
    assert tuple(layer.layer for layer in layers) == LADDER
    assert {layer.state for layer in layers} == {"allows"}


def test_hostile_names_are_cut_short_in_sentences() -> None:
    caller = "arn:aws:iam::123456789012:user/" + "`x\n" * 600
    listed = {"AWS": ["arn:aws:iam::123456789012:role/" + "{name}`\n" * 200]}
    statement = {"Effect": "Allow", "Principal": listed, "Action": "s3:*", "Resource": "*"}
    request = {"principal": caller, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}
    case = read_case({"id": "x", "request": request, "resource_policy": policy(statement)})
    trace = explain(case.request, case.layers)
    mismatch = trace.layers[0].policies[0].statements[0].mismatch
    assert mismatch is not None
    for sentence in (mismatch.sentence, trace.summary):
        assert len(sentence) < 700
        assert "\n" not in sentence
