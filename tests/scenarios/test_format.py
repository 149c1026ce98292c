"""Scenario files: what they build, and what is said about one that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from iamlab.cloud import totp
from iamlab.cloud.cli import run
from lessons.curriculum.yaml_files import ContentError
from lessons.scenarios.format import load_scenario, scenario, slugs
from tests.cloud.company import NOW

HEAD = """title: A test
description: For tests
accounts:
  - name: main
    id: "111111111111"
    resources:
      Admins: {Type: AWS::IAM::Group}
      Reports: {Type: AWS::S3::Bucket, Properties: {BucketName: reports}}
    objects:
      reports:
        a.txt: text
  - name: other
    id: "222222222222"
    resources:
      Ann:
        Type: AWS::IAM::User
        Properties:
          UserName: ann
organization:
  management: main
  units:
    Workloads:
      accounts: [other]
  service_control_policies:
    NoS3:
      attach: [Workloads]
      document:
        Version: "2012-10-17"
        Statement: {Effect: Deny, Action: "s3:*", Resource: "*"}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "test.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_organization_is_built_with_what_binds_its_accounts(tmp_path: Path) -> None:
    company = load_scenario(written(tmp_path, HEAD)).build("seed")
    organization = company.organization
    assert organization is not None and organization.management_account == company.home_id == "111111111111"
    assert [one.name for one in organization.units.values()] == ["Workloads"]
    assert run(company, "aws s3api list-buckets", "root", {}, NOW).exit_code == 0
    refused = run(company, "aws s3api list-buckets", "other/root", {}, NOW)
    assert "explicit deny in a service control policy" in refused.stderr


def test_the_same_file_builds_the_same_company_but_for_its_keys(tmp_path: Path) -> None:
    found = load_scenario(written(tmp_path, HEAD))
    assert found.build("seed") == found.build("seed")
    assert found.build("seed").organization == found.build("another").organization


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("Type: AWS::IAM::Group}", "Type: AWS::IAM::Grupp}", 7, "accounts[0].resources.Admins.Type"),
        ("UserName: ann", "UserName: a b", 17, "accounts[1].resources.Ann.Properties"),
        ("a.txt: text", "a.txt: 1", 11, "accounts[0].objects.reports.a.txt"),
        ("      reports:\n", "      elsewhere:\n", 11, "accounts[0].objects.elsewhere"),
        ("name: other", "name: main", 12, "accounts[1].name: Another account has the name main already."),
        ('"222222222222"', '"111111111111"', 13, "accounts[1].id: Another account has the id 111111111111 already."),
        ('"222222222222"', '"2222"', 13, "accounts[1].id"),
        ("management: main", "management: mian", 20, "organization.management: The scenario has no account mian here."),
        ("accounts: [other]", "accounts: [othr]", 23, "organization.units.Workloads.accounts[0]"),
        ("    Workloads:", "    Workloads:\n      acounts: []", 23, "organization.units.Workloads.acounts"),
        ("attach: [Workloads]", "attach: [Workload]", 26, "Did you mean Workloads?"),
        ("Effect: Deny", "Effect: Refuse", 27, "organization.service_control_policies.NoS3.document: AWS would refuse"),
        ("  management: main\n", "", 19, "organization.management: Field required"),
        ("organization:", "organisation:", 19, "organisation: Extra inputs are not permitted"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert HEAD.count(old) == 1
    path = written(tmp_path, HEAD.replace(old, new))
    with pytest.raises(ContentError) as caught:
        load_scenario(path)
    assert any(problem.startswith(f"{path}:{line}: ") for problem in caught.value.problems), caught.value.problems
    assert words in str(caught.value)


def test_what_cloudformation_has_no_resource_for_stands_beside_the_resources(tmp_path: Path) -> None:
    number = 'id: "222222222222"'
    more = "\n    ".join(
        [number, "email: other@example.com", "alias: other-corp", "password_policy: {RequireNumbers: true}"]
    )
    company = load_scenario(written(tmp_path, HEAD.replace(number, more))).build()
    account = company.accounts["222222222222"]
    assert (account.email, account.alias) == ("other@example.com", "other-corp")
    assert account.password_policy is not None and account.password_policy.numbers
    wrong = written(tmp_path, HEAD.replace(number, f"{number}\n    alias: Not An Alias"))
    with pytest.raises(ContentError, match=r":14: accounts\[1\].alias: AWS would refuse this"):
        load_scenario(wrong)


@pytest.mark.parametrize("slug", slugs())
def test_every_scenario_of_the_course_begins_as_somebody_who_is_there(slug: str) -> None:
    found = scenario(slug)
    assert found.build().find_identity(found.default_identity) is not None


def test_the_empty_scenario_has_a_root_user_and_nothing_else() -> None:
    company = scenario("empty").build()
    assert (company.home_id, company.identities(), company.organization) == ("123456789012", ["root"], None)
    assert [len(company.home.holders()), len(company.home.buckets)] == [0, 0]


def assumed(company: Any, role: str, who: str, options: str = "") -> Any:
    line = f"aws sts assume-role --role-arn {role} --role-session-name test {options}"
    return run(company, line, who, {}, NOW)


AUDITOR = "arn:aws:iam::444455556666:role/Auditor"
READ_ONLY = "arn:aws:iam::444455556666:role/ProdReadOnly"
VENDOR = "arn:aws:iam::444455556666:role/VendorReports"


@pytest.mark.parametrize(
    ("role", "who", "options", "allowed"),
    [
        (AUDITOR, "security/sam.audit", "", True),
        (AUDITOR, "development/dev-admin", "", False),
        (READ_ONLY, "development/jane.doe", "", False),  # without MFA
        (VENDOR, "vendor/scanner", "--external-id example-corp-4711", True),
        (VENDOR, "vendor/scanner", "", False),
    ],
)
def test_roles_lead_from_one_account_of_the_company_to_another(
    role: str, who: str, options: str, allowed: bool
) -> None:
    outcome = assumed(scenario("company-of-accounts").build(), role, who, options)
    assert (outcome.exit_code == 0) is allowed, outcome.stderr
    assert allowed is ("Credentials" in json.loads(outcome.stdout or "{}"))


def test_a_developer_looks_at_production_with_mfa() -> None:
    company = scenario("company-of-accounts").build("seed")
    (device,) = company.accounts["111122223333"].mfa_devices.values()
    options = f"--serial-number {device.arn} --token-code {totp.code(device.seed, NOW)}"
    assert assumed(company, READ_ONLY, "development/jane.doe", options).exit_code == 0


@pytest.mark.parametrize(
    ("who", "line", "why"),
    [
        ("production/prod-admin", "aws iam create-user --user-name eve", "explicit deny in a service control policy"),
        ("production/root", "aws iam create-user --user-name eve", "explicit deny in a service control policy"),
        ("development/dev-admin", "aws iam create-user --user-name eve", ""),
        ("development/dev-admin", "aws organizations leave-organization", "explicit deny in a service control policy"),
        ("development/jane.doe", "aws ec2 describe-instances --region us-east-2", ""),
        (
            "development/jane.doe",
            "aws ec2 describe-instances --region eu-west-1",
            "explicit deny in a service control policy",
        ),
        ("my-admin", "aws ec2 describe-instances --region eu-west-1", ""),
    ],
)
def test_guardrails_of_the_company_stand_above_its_administrators(who: str, line: str, why: str) -> None:
    outcome = run(scenario("company-of-accounts").build(), line, who, {}, NOW)
    assert (outcome.exit_code == 0) is (why == ""), outcome.stderr
    assert why in outcome.stderr


@pytest.mark.parametrize(
    ("who", "operation", "allowed"),
    [
        ("production/prod-admin", "put-object --body r.txt", True),
        ("development/jane.doe", "put-object --body r.txt", True),
        ("production/prod-admin", "get-object", False),
        ("vendor/root", "put-object --body r.txt", False),
        ("security/root", "get-object", True),
    ],
)
def test_every_account_of_the_company_writes_audit_logs(who: str, operation: str, allowed: bool) -> None:
    company = scenario("company-of-accounts").build()
    key = "2026/01/summary.txt" if operation == "get-object" else f"2026/03/{who.partition('/')[0]}.txt"
    line = f"aws s3api {operation} --bucket example-corp-audit-logs --key {key}"
    line += " copy.txt" if operation == "get-object" else ""
    assert (run(company, line, who, {"r.txt": "report"}, NOW).exit_code == 0) is allowed


def test_the_company_names_its_organization_as_it_is() -> None:
    company = scenario("company-of-accounts").build()
    policy = company.accounts["777788889999"].buckets["example-corp-audit-logs"].policy
    assert company.organization is not None and policy is not None
    assert f'"{company.organization.id}"' in policy


def test_no_bucket_policy_lets_outsiders_in() -> None:
    company = scenario("company-of-accounts").build()
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example-corp-reports/*"}
    statement["Principal"] = {"AWS": ["arn:aws:iam::999988887777:root", "arn:aws:iam::111122223333:root"]}  # type: ignore[assignment]
    files = {"p.json": json.dumps({"Version": "2012-10-17", "Statement": [statement]})}
    put = "aws s3api put-bucket-policy --bucket example-corp-reports --policy file://p.json"
    assert run(company, put, "production/prod-admin", files, NOW).exit_code == 0
    get = "aws s3api get-object --bucket example-corp-reports --key 2026/q1.csv q1.csv"
    assert run(company, get, "development/dev-admin", {}, NOW).exit_code == 0
    refused = run(company, get, "vendor/scanner", {}, NOW)
    assert (
        "(AccessDenied) when calling the GetObject operation: Access Denied\n" in refused.stderr
    )  # no word to outsiders
    decided = refused.answers[-1].trace
    assert decided is not None and decided.decision.decided_by == "rcp"
