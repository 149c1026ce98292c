"""Lists as the AWS CLI fetches them. AWS page: "Using the pagination options in the AWS CLI"."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.cli import run
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.state.company import Company
from tests.cloud.company import NOW, company

GROUPS = [f"G{number}" for number in range(7)]


def lab_with_groups() -> Company:
    lab = company()
    for name in GROUPS:
        assert handle(lab, Call("iam", "CreateGroup", {"GroupName": name, "Path": "/many/"}, "root"), NOW).error is None
    return lab


LAB = lab_with_groups()
LIST = "aws iam list-groups --path-prefix /many/"


def listed(options: str) -> tuple[list[str], str | None, int]:
    """Return the names, the token for the rest, and how many calls it took."""
    outcome = run(LAB, f"{LIST} {options}", "root", {}, NOW)
    assert outcome.exit_code == 0, outcome.stderr
    shown = json.loads(outcome.stdout)
    return [one["GroupName"] for one in shown["Groups"]], shown.get("NextToken"), len(outcome.answers)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9))
def test_parts_of_a_list_are_the_list_whatever_the_sizes(items: int, page: int) -> None:
    found: list[str] = []
    options = f"--max-items {items} --page-size {page}"
    names, token, _ = listed(options)
    while token:
        assert len(names) == items
        found += names
        names, token, _ = listed(f"{options} --starting-token {token}")
    assert found + names == GROUPS


@pytest.mark.parametrize(
    ("options", "calls"),
    [("", 1), ("--page-size 3", 3), ("--page-size 7", 1), ("--page-size 3 --max-items 3", 1), ("--no-paginate", 1)],
)
def test_the_service_is_called_once_a_page(options: str, calls: int) -> None:
    assert listed(options)[2] == calls


def test_small_pages_are_fetched_only_so_many_times() -> None:
    outcome = run(LAB, "aws iam list-policies --page-size 1 --query 'length(Policies)'", "root", {}, NOW)
    assert int(outcome.stdout) > 1_500
    assert len(outcome.answers) < 50


@pytest.mark.parametrize(
    ("content", "exit_code", "message"),
    [
        ({"Marker": "made-up"}, 254, "Invalid Marker"),
        ({"Marker": {"a": 1}}, 252, "Invalid type for parameter Marker"),
        ({"boto_truncate_amount": -1}, 252, "Bad starting token"),
        ({"boto_truncate_amount": "x"}, 252, "Bad starting token"),
        ([1], 252, "Bad starting token"),
        ({"UserName": "x"}, 0, ""),  # what is no token is not looked at
    ],
)
def test_a_token_may_be_anything(content: object, exit_code: int, message: str) -> None:
    token = base64.b64encode(json.dumps(content).encode()).decode()
    outcome = run(LAB, f"{LIST} --starting-token {token}", "root", {}, NOW)
    assert outcome.exit_code == exit_code
    assert message in outcome.stderr
