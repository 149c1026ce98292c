"""The trace: every reason, in words that teach."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.evaluator import AttachedPolicy, Layers, compile, explain
from iamlab.policy import parse
from tests.evaluator.support import JANE, attached, identity, policy, request

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
ALLOW_ALL = policy({"Effect": "Allow", "Action": "*", "Resource": "*"})
GET = {"action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_mismatch(row: dict[str, Any]) -> None:
    told = explain(request(row["request"]), identity(policy(row["statement"]))).as_dict()
    mismatch = told["layers"][0]["policies"][0]["statements"][0]["mismatch"]
    assert mismatch["element"] == row["element"]
    assert row["sentence"] in mismatch["sentence"]
    for key in ("path", "policy_says", "request_is"):
        assert mismatch[key] == row.get(key, mismatch[key])


def test_the_whole_trace_as_data() -> None:
    text = (
        '{"Version": "2012-10-17", "Statement": [\n'
        ' {"Sid": "Read", "Effect": "Allow",\n  "Action": "s3:*", "Resource": "*"}]}'
    )
    layers = Layers(identity=(AttachedPolicy("Reader (from group Staff)", compile(parse(text))),))
    told = explain(request({**GET, "context": {"aws:SourceIp": "203.0.113.1"}}), layers).as_dict()
    assert json.loads(json.dumps(told)) == {
        "request": {
            "principal": JANE,
            "action": "s3:GetObject",
            "resource": "arn:aws:s3:::b/k",
            "context": {"aws:SourceIp": ["203.0.113.1"]},
        },
        "decision": "allowed",
        "decided_by": "identity",
        "message": "",
        "summary": "`jane.doe` may call `s3:GetObject` on `arn:aws:s3:::b/k`: statement `Read` of "
        "Reader (from group Staff) allows it, and nothing denies it.",
        "layers": [
            {
                "layer": "identity",
                "title": "Identity policies",
                "state": "allows",
                "sentence": "Statement `Read` of Reader (from group Staff) allows this request.",
                "policies": [
                    {
                        "name": "Reader (from group Staff)",
                        "text": text,
                        "statements": [
                            {
                                "index": 0,
                                "sid": "Read",
                                "effect": "Allow",
                                "applies": True,
                                "decides": True,
                                "lines": [2, 3],
                                "mismatch": None,
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_layers_come_in_the_order_of_the_ladder() -> None:
    everything = attached("all", ALLOW_ALL)
    layers = Layers(identity=(everything,), boundary=everything, service_control=((everything,),))
    told = explain(request(GET), layers).as_dict()
    assert [(layer["layer"], layer["state"]) for layer in told["layers"]] == [
        ("scp", "allows"),
        ("boundary", "allows"),
        ("identity", "allows"),
    ]


def test_an_applying_statement_that_does_not_decide_is_told_apart() -> None:
    deny = policy({"Effect": "Deny", "Action": "*", "Resource": "*"})
    told = explain(request(GET), identity(ALLOW_ALL, deny)).as_dict()
    statements = [one["statements"][0] for one in told["layers"][0]["policies"]]
    assert [(one["applies"], one["decides"]) for one in statements] == [(True, False), (True, True)]


def test_the_root_user_has_no_identity_layer() -> None:
    told = explain(request({**GET, "principal": "arn:aws:iam::123456789012:root"}), identity(ALLOW_ALL)).as_dict()
    assert [(layer["layer"], layer["state"]) for layer in told["layers"]] == [("identity", "absent")]
    assert "root user may do everything" in told["summary"]


def test_a_missing_policy_is_said_in_so_many_words() -> None:
    told = explain(request(GET), Layers()).as_dict()
    assert told["layers"][0]["sentence"].startswith("No policy is attached")
    assert told["summary"].endswith("no identity policy allows it.")


def test_another_account_shows_the_missing_resource_policy() -> None:
    told = explain(request({**GET, "resource_account": "444455556666"}), identity(ALLOW_ALL)).as_dict()
    assert [(layer["layer"], layer["state"]) for layer in told["layers"]] == [
        ("resource", "silent"),
        ("identity", "allows"),
    ]


def test_hostile_values_are_cut_short_in_sentences() -> None:
    resource = "arn:aws:s3:::b/" + "`x\n" * 600
    told = explain(
        request({**GET, "resource": resource}),
        identity(policy({**ALLOW_ALL["Statement"][0], "Resource": "arn:aws:s3:::c/*"})),
    )
    sentence = told.layers[0].policies[0].statements[0].mismatch
    assert sentence is not None
    assert len(sentence.sentence) < 600
    assert "\n" not in sentence.sentence
