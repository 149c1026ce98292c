"""The actions of AWS. Source: "Service Authorization Reference"."""

import pytest

from iamlab.catalog import actions


def test_an_action_by_its_name_in_any_case() -> None:
    action = actions.describe("S3:getobject")
    assert action is not None
    assert (action.name, action.access_level) == ("s3:GetObject", "Read")
    assert "object" in action.resource_types
    assert action.description


def test_an_action_without_resource_types() -> None:
    action = actions.describe("ec2:DescribeInstances")
    assert action is not None
    assert action.resource_types == ()


@pytest.mark.parametrize("name", ["s3:ListObjects", "s3:", "s3", "", "nosuch:GetObject", "../s3:GetObject", "s3:*"])
def test_what_is_no_action(name: str) -> None:
    assert actions.describe(name) is None


def test_the_actions_of_a_service() -> None:
    names = actions.names("iam")
    assert {"iam:CreateUser", "iam:AttachGroupPolicy"} <= set(names)
    assert list(names) == sorted(names)
    assert all(name.startswith("iam:") for name in names)
    assert actions.names("IAM") == names


@pytest.mark.parametrize("service", ["nosuch", "", "../../etc"])
def test_a_service_that_does_not_exist_has_no_actions(service: str) -> None:
    assert actions.names(service) == ()


def test_all_names_cover_every_service() -> None:
    assert len(actions.services()) > 400
    assert len(actions.all_names()) > 15_000
    assert {"sts:AssumeRole", "dynamodb:DeleteTable"} <= set(actions.all_names())
