"""What IAM is asked for a call: rows of `needs.yaml`, each named for the AWS page that it comes from."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.catalog import actions
from iamlab.cloud.call import Call
from iamlab.cloud.operations import Need, needs
from iamlab.cloud.operations.exceptions import TABLES
from iamlab.cloud.operations.tags import tag_keys, tags

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "needs.yaml").read_text(encoding="utf-8"))


def asked(row: dict[str, Any]) -> tuple[Need, ...] | None:
    service, _, operation = row["call"].partition(".")
    return needs(Call(service, operation, row.get("given", {})), "123456789012")


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['call']}: {row['page']}") for row in ROWS])
def test_a_call_asks_for_what_its_aws_page_says(row: dict[str, Any]) -> None:
    found = asked(row)
    assert found is not None
    assert [(need.action, need.resource) for need in found] == [(one["action"], one["resource"]) for one in row["asks"]]
    for need, wanted in zip(found, row["asks"], strict=True):
        context = dict(need.context)
        assert wanted.get("with", {}).items() <= context.items(), need
        assert wanted.get("only", context) == context


def test_there_are_rows_for_every_service_that_the_course_speaks_of() -> None:
    assert len(ROWS) >= 250
    assert {row["call"].partition(".")[0] for row in ROWS} >= {
        *("s3", "iam", "ec2", "lambda", "dynamodb", "kms", "sqs", "sns", "secretsmanager", "cloudformation", "ecs"),
        *("glue", "stepfunctions", "apigateway", "logs", "sts", "organizations", "rds"),
    }


def test_every_exception_is_about_an_action_that_exists() -> None:
    asked = [ask.action for table in TABLES.values() for asks in table.values() for ask in asks]
    assert [action for action in asked if actions.describe(action) is None] == []


@pytest.mark.parametrize(
    ("parameters", "kind", "found"),
    [
        ({"Tags": [{"Key": "a", "Value": "b"}]}, "", {"a": "b"}),
        ({"tags": [{"key": "a", "value": "b"}]}, "", {"a": "b"}),
        ({"Tags": [{"TagKey": "a", "TagValue": "b"}]}, "", {"a": "b"}),
        ({"tags": {"a": "b"}}, "", {"a": "b"}),
        ({"Tags": {"Items": [{"Key": "a", "Value": "b"}]}}, "", {"a": "b"}),
        ({"Tagging": "a=b%20c&d="}, "", {"a": "b c", "d": ""}),
        ({"Tagging": {"TagSet": [{"Key": "a", "Value": "b"}]}}, "", {"a": "b"}),
        ({"HostedZoneTags": [{"Key": "a", "Value": "b"}]}, "", {"a": "b"}),
        (
            {"TagSpecifications": [{"ResourceType": "volume", "Tags": [{"Key": "a", "Value": "b"}]}]},
            "volume",
            {"a": "b"},
        ),
        ({"TagSpecifications": [{"ResourceType": "volume", "Tags": [{"Key": "a", "Value": "b"}]}]}, "instance", {}),
        ({"Tags": [{"Key": "a"}]}, "", {"a": ""}),
        ({"TagKeys": ["a"]}, "", {}),
    ],
)
def test_tags_are_read_in_every_shape(parameters: dict[str, Any], kind: str, found: dict[str, str]) -> None:
    assert tags(parameters, kind) == found


def test_the_names_of_tags_are_those_given_and_those_taken_away() -> None:
    assert tag_keys({"TagKeys": ["a", "b"]}) == ["a", "b"]
    assert tag_keys({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]}) == ["a"]


WILD = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=30), st.sampled_from(["arn:aws:iam::1:role/x", "*"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=12,
)
NAMES = st.sampled_from(sorted({name for row in ROWS for name in row.get("given", {})}))
CALLS = st.sampled_from(sorted({row["call"] for row in ROWS if row["asks"]}))


@settings(max_examples=200, deadline=None)
@given(CALLS, st.dictionaries(NAMES, WILD, max_size=6))
def test_whatever_is_given_there_is_an_answer(call: str, parameters: dict[str, Any]) -> None:
    found = asked({"call": call, "given": parameters})
    assert found
    assert all(need.resource == "*" or need.resource.startswith("arn:") for need in found)
