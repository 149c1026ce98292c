"""The tables of sensitive actions: names that AWS has, and ways to all permissions that are each found."""

from itertools import product

import pytest

from iamlab.catalog import managed_policies
from iamlab.catalog.actions import describe
from iamlab.policy.checks import validate
from iamlab.policy.checks.security.escalation.beyond_iam import BEYOND_IAM
from iamlab.policy.checks.security.escalation.iam_alone import IAM_ALONE, ON_ONESELF
from iamlab.policy.checks.security.escalation.passed_roles import PASSED_ROLES
from iamlab.policy.checks.security.escalation.path import EscalationPath
from iamlab.policy.checks.security.escalation.running_roles import RUNNING_ROLES
from iamlab.policy.checks.security.exposure_actions import CREDENTIALS, DATA, DESTRUCTIVE, exposing

PATHS = (*IAM_ALONE, *PASSED_ROLES, *RUNNING_ROLES, *BEYOND_IAM)
OF_PATHS = {action for path in PATHS for alternatives in path.needs for action in alternatives}
OF_TABLES = (*OF_PATHS, *ON_ONESELF, *CREDENTIALS, *DATA, *DESTRUCTIVE)


def ways(actions: tuple[str, ...]) -> list[str]:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    findings = validate({"Version": "2012-10-17", "Statement": [statement]})
    return [one.message for one in findings if one.code == "PRIVILEGE_ESCALATION"]


@pytest.mark.parametrize("action", sorted({*OF_TABLES, *exposing("ec2"), *exposing("rds"), *exposing("ram")}))
def test_aws_has_the_action_and_spells_it_so(action: str) -> None:
    known = describe(action)
    assert known
    assert known.name == action


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " + ".join(map("|".join, path.needs)))
def test_each_way_is_found_with_any_of_its_alternatives_and_not_without_a_piece(path: EscalationPath) -> None:
    for actions in product(*path.needs):
        assert any(path.how in message for message in ways(actions)), actions
        for missing in range(len(actions)):
            rest = (*actions[:missing], *actions[missing + 1 :])
            assert not any(f" {path.how}." in message for message in ways(rest)), rest


def test_there_are_many_ways_and_each_has_a_source() -> None:
    assert len(PATHS) >= 40
    assert all(path.source for path in PATHS)


def test_a_document_gets_few_findings_about_its_many_ways() -> None:
    assert len(ways(tuple(sorted(OF_PATHS - {"iam:CreatePolicyVersion"})))) == 10
    assert len(ways(("iam:Put*", "iam:Attach*", "iam:Create*"))) == 9
    assert "This entry opens" in ways(("iam:PassRole", "lambda:*", "ec2:*", "ssm:*"))[-1]


# Of these, "IAM policy validation check reference" lists the ones with each finding.
COMMON = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "AmazonS3FullAccess", "IAMReadOnlyAccess")


@pytest.mark.parametrize(
    ("code", "listed"),
    [
        ("CREATE_SLR_WITH_STAR_IN_RESOURCE", {"PowerUserAccess"}),
        ("CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", {"AdministratorAccess", "IAMFullAccess"}),
        ("PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", {"AdministratorAccess", "IAMFullAccess"}),
        ("PASS_ROLE_WITH_STAR_IN_RESOURCE", set()),
        ("PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", set()),
    ],
)
def test_managed_policies_have_the_findings_that_aws_lists(code: str, listed: set[str]) -> None:
    here = [one for one in managed_policies.all() if one.name in COMMON]
    found = {one.name for one in here if code in [finding.code for finding in validate(one.text)]}
    assert found == listed
