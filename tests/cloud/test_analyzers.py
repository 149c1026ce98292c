"""Access Analyzer, last accessed reports and simulations where there is an organisation."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import yaml

from iamlab.cloud.call import Call
from iamlab.cloud.gateway import handle
from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateError, TemplateLoader, build_account
from tests.cloud.company import NOW
from tests.cloud.organization import MAIN, PRODUCTION, SANDBOX, SECURITY, VENDOR, company, ids, opened

ANALYZER = "arn:aws:access-analyzer:us-east-1:{}:analyzer/a"


class Lab:
    """A company and its past."""

    def __init__(self) -> None:
        self.company: Company = company()
        self.past: list[Mapping[str, Any]] = []
        self.now = NOW

    def call(self, operation: str, given: dict[str, Any] | None = None, who: str = "admin") -> Any:
        service, _, name = operation.rpartition(".")
        answer = handle(self.company, Call(service, name, given or {}, who), self.now, self.past.copy)
        self.past.insert(0, answer.event)
        assert answer.error is None, answer.error
        return answer.output

    def refused(self, operation: str, given: dict[str, Any] | None = None, who: str = "admin") -> str:
        service, _, name = operation.rpartition(".")
        answer = handle(self.company, Call(service, name, given or {}, who), self.now, self.past.copy)
        self.past.insert(0, answer.event)
        assert answer.error is not None
        return answer.error.code


@pytest.fixture
def lab() -> Lab:
    return Lab()


def findings(lab: Lab, kind: str) -> dict[str, list[str]]:
    """Make an analyzer; who it finds, by resource."""
    lab.call("accessanalyzer.CreateAnalyzer", {"analyzerName": "a", "type": kind})
    found: dict[str, list[str]] = {}
    for one in lab.call("accessanalyzer.ListFindings", {"analyzerArn": ANALYZER.format(MAIN)})["findings"]:
        found.setdefault(one["resource"], []).append(one["principal"]["AWS"])
    return {resource: sorted(who) for resource, who in found.items()}


def test_other_accounts_of_the_organisation_are_outside_an_account(lab: Lab) -> None:
    opened(lab.company, MAIN)
    opened(lab.company, SECURITY)
    assert findings(lab, "ACCOUNT") == {"arn:aws:s3:::main-bucket": [SECURITY, PRODUCTION, SANDBOX, VENDOR]}


def test_an_organisations_analyzer_trusts_the_members_and_looks_at_all_of_them(lab: Lab) -> None:
    opened(lab.company, MAIN)
    opened(lab.company, SECURITY)
    opened(lab.company, VENDOR)
    assert findings(lab, "ORGANIZATION") == {
        "arn:aws:s3:::main-bucket": [VENDOR],
        "arn:aws:s3:::security-bucket": [VENDOR],
    }


def test_only_who_manages_the_organisation_has_its_analyzer(lab: Lab) -> None:
    asked = {"analyzerName": "a", "type": "ORGANIZATION"}
    assert lab.refused("accessanalyzer.CreateAnalyzer", asked, "security/admin") == "ValidationException"
    service = {"ServicePrincipal": "access-analyzer.amazonaws.com"}
    lab.call("organizations.EnableAWSServiceAccess", service)
    lab.call("organizations.RegisterDelegatedAdministrator", {"AccountId": SECURITY, **service})
    lab.call("accessanalyzer.CreateAnalyzer", asked, "security/admin")


def test_a_resource_control_policy_is_told_but_does_not_count(lab: Lab) -> None:
    """The sandbox's control policy lets nobody outside in; the analyzer says only that there is one."""
    opened(lab.company, PRODUCTION)
    opened(lab.company, MAIN)
    lab.call("accessanalyzer.CreateAnalyzer", {"analyzerName": "a", "type": "ORGANIZATION"})
    found = lab.call("accessanalyzer.ListFindings", {"analyzerArn": ANALYZER.format(MAIN)})["findings"]
    assert {one["resource"]: one["resourceControlPolicyRestriction"] for one in found} == {
        "arn:aws:s3:::production-bucket": "APPLICABLE",
        "arn:aws:s3:::main-bucket": "NOT_APPLICABLE",
    }


def test_findings_of_other_accounts_follow_their_changes(lab: Lab) -> None:
    lab.call("accessanalyzer.CreateAnalyzer", {"analyzerName": "a", "type": "ORGANIZATION"})
    trust = {"Effect": "Allow", "Principal": {"AWS": VENDOR}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = {"RoleName": "partner", "AssumeRolePolicyDocument": document}
    lab.call("iam.CreateRole", role, "security/admin")
    lab.now += timedelta(days=1)
    lab.call("iam.DeleteRole", {"RoleName": "partner"}, "security/admin")
    (found,) = lab.call("accessanalyzer.ListFindings", {"analyzerArn": ANALYZER.format(MAIN)})["findings"]
    assert (found["status"], found["createdAt"], found["updatedAt"]) == ("RESOLVED", NOW, lab.now)
    assert found["resourceOwnerAccount"] == SECURITY


def test_nobody_reads_another_accounts_analyzer(lab: Lab) -> None:
    lab.call("accessanalyzer.CreateAnalyzer", {"analyzerName": "a", "type": "ORGANIZATION"})
    asked = {"analyzerArn": ANALYZER.format(MAIN)}
    assert lab.refused("accessanalyzer.ListFindings", asked, "vendor/admin") == "AccessDeniedException"


def test_unused_roles_and_keys_of_all_members_but_the_excluded_ones(lab: Lab) -> None:
    for account in ("security", "production", "vendor"):
        lab.call("iam.CreateAccessKey", {"UserName": "nobody"}, f"{account}/admin")
    rule = {"exclusions": [{"accountIds": [PRODUCTION]}]}
    settings = {"unusedAccess": {"unusedAccessAge": 10, "analysisRule": rule}}
    asked = {"analyzerName": "a", "type": "ORGANIZATION_UNUSED_ACCESS", "configuration": settings}
    lab.call("accessanalyzer.CreateAnalyzer", asked)
    lab.now += timedelta(days=11)
    criteria = {"findingType": {"eq": ["UnusedIAMUserAccessKey"]}}
    found = lab.call("accessanalyzer.ListFindingsV2", {"analyzerArn": ANALYZER.format(MAIN), "filter": criteria})
    assert [one["resourceOwnerAccount"] for one in found["findings"]] == [SECURITY]


def report(lab: Lab, target: str, **more: str) -> Any:
    """The organisation's access report about a target."""
    organization = lab.company.organization
    assert organization is not None
    path = "/".join([organization.id, *organization.path(target)])
    job = lab.call("iam.GenerateOrganizationsAccessReport", {"EntityPath": path, **more})
    return lab.call("iam.GetOrganizationsAccessReport", {**job, "MaxItems": 1000})


def test_an_organisations_report_lists_what_its_policies_allow(lab: Lab) -> None:
    lab.call("s3.ListBuckets", {}, "sandbox/admin")
    lab.now += timedelta(hours=1)
    found = report(lab, SANDBOX)
    (s3,) = found["AccessDetails"]
    assert (found["JobStatus"], found["NumberOfServicesAccessible"], s3["ServiceNamespace"]) == ("COMPLETED", 1, "s3")
    assert s3["LastAuthenticatedTime"] == NOW
    assert s3["TotalAuthenticatedEntities"] == 1
    assert s3["EntityPath"].endswith(f"/{SANDBOX}")


def test_the_management_account_counts_for_itself_only(lab: Lab) -> None:
    lab.call("s3.ListBuckets", {}, "admin")
    own = {one["ServiceNamespace"]: one for one in report(lab, MAIN)["AccessDetails"]}
    assert own["s3"]["TotalAuthenticatedEntities"] == 1
    root = {one["ServiceNamespace"]: one for one in report(lab, ids(lab.company)["Root"])["AccessDetails"]}
    assert root["s3"]["TotalAuthenticatedEntities"] == 0


def test_a_report_about_one_policy_lists_what_that_allows(lab: Lab) -> None:
    found = report(lab, SANDBOX, OrganizationsPolicyId=ids(lab.company)["OnlyS3"])
    assert [one["ServiceNamespace"] for one in found["AccessDetails"]] == ["s3"]


def test_a_report_about_nothing_fails(lab: Lab) -> None:
    organization = lab.company.organization
    assert organization is not None
    path = f"{organization.id}/{organization.root_id}/{VENDOR}"
    job = lab.call("iam.GenerateOrganizationsAccessReport", {"EntityPath": path})
    found = lab.call("iam.GetOrganizationsAccessReport", job)
    assert (found["JobStatus"], found["ErrorDetails"]["Code"]) == ("FAILED", "InvalidEntityPath")


def test_a_simulation_meets_the_organisations_policies(lab: Lab) -> None:
    source = {
        "PolicySourceArn": f"arn:aws:iam::{SANDBOX}:user/admin",
        "ActionNames": ["s3:PutObject", "ec2:RunInstances"],
    }
    region = [{"ContextKeyName": "aws:RequestedRegion", "ContextKeyValues": ["us-east-1"], "ContextKeyType": "string"}]
    source["ContextEntries"] = region
    asked = "iam.SimulatePrincipalPolicy"
    # Nobody there may simulate: the service control policies leave Amazon S3 only.
    assert lab.refused(asked, source, "sandbox/admin") == "AccessDenied"
    source["PolicySourceArn"] = f"arn:aws:iam::{PRODUCTION}:user/admin"
    found = lab.call(asked, source, "production/admin")["EvaluationResults"]
    assert [one["OrganizationsDecisionDetail"]["AllowedByOrganizations"] for one in found] == [True, True]
    source["ContextEntries"] = [{**region[0], "ContextKeyValues": ["eu-west-1"]}]
    found = lab.call(asked, source, "production/admin")["EvaluationResults"]
    assert [one["EvalDecision"] for one in found] == ["explicitDeny", "explicitDeny"]
    source["PolicyExclusionList"] = [{"PolicyType": "scp"}]
    found = lab.call(asked, source, "production/admin")["EvaluationResults"]
    assert [one["EvalDecision"] for one in found] == ["allowed", "allowed"]


def test_what_is_kept_survives_being_written_down(lab: Lab) -> None:
    opened(lab.company, MAIN)
    lab.call("accessanalyzer.CreateAnalyzer", {"analyzerName": "a", "type": "ACCOUNT"})
    lab.call("iam.GenerateServiceLastAccessedDetails", {"Arn": f"arn:aws:iam::{MAIN}:user/admin"})
    assert Company.from_document(json.loads(json.dumps(lab.company.to_document()))) == lab.company


TEMPLATE = """
Logs: {Type: AWS::S3::Bucket, Properties: {BucketName: logs}}
LogsPolicy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref Logs
    PolicyDocument:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: cloudtrail.amazonaws.com}
          Action: [s3:GetBucketAcl, s3:PutObject]
          Resource: [!GetAtt Logs.Arn, !Sub "${Logs.Arn}/*"]
        - {Effect: Allow, Principal: {AWS: "111122223333"}, Action: s3:GetObject, Resource: !Sub "${Logs.Arn}/*"}
Trail:
  Type: AWS::CloudTrail::Trail
  DependsOn: LogsPolicy
  Properties: {TrailName: main, S3BucketName: !Ref Logs, IsLogging: true, IsMultiRegionTrail: true}
Analyzer:
  Type: AWS::AccessAnalyzer::Analyzer
  Properties:
    AnalyzerName: external
    Type: ACCOUNT
    ArchiveRules: [{RuleName: partner, Filter: [{Property: principal.AWS, Eq: ["999900001111"]}]}]
    Tags: [{Key: team, Value: security}]
Partner:
  Type: AWS::IAM::Role
  Properties:
    RoleName: partner
    AssumeRolePolicyDocument:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {AWS: "999900001111"}, Action: sts:AssumeRole}]
Unused:
  Type: AWS::AccessAnalyzer::Analyzer
  Properties:
    Type: ACCOUNT_UNUSED_ACCESS
    AnalyzerConfiguration: {UnusedAccessConfiguration: {UnusedAccessAge: 30}}
"""


def test_a_scenario_can_have_trails_and_analyzers() -> None:
    made = Company({}, home_id=MAIN)
    account = build_account(made, MAIN, "main", yaml.load(TEMPLATE, Loader=TemplateLoader))
    (trail,) = account.trails.values()
    assert (trail.name, trail.logging, trail.settings["IsMultiRegionTrail"]) == ("main", True, True)
    external = account.analyzers[f"arn:aws:access-analyzer:us-east-1:{MAIN}:analyzer/external"]
    found = {(one.resource, one.status) for one in external.findings.values()}
    assert found == {("arn:aws:s3:::logs", "ACTIVE"), (f"arn:aws:iam::{MAIN}:role/partner", "ARCHIVED")}
    unused = account.analyzers[f"arn:aws:access-analyzer:us-east-1:{MAIN}:analyzer/Unused"]
    assert unused.configuration == {"unusedAccess": {"unusedAccessAge": 30}}


def test_a_trail_without_a_willing_bucket_is_refused_in_a_scenario() -> None:
    resources = yaml.load(TEMPLATE, Loader=TemplateLoader)
    del resources["LogsPolicy"], resources["Trail"]["DependsOn"]
    with pytest.raises(TemplateError, match="InsufficientS3BucketPolicyException"):
        build_account(Company({}, home_id=MAIN), MAIN, "main", resources)


def test_logs_are_encrypted_with_a_key_only_where_its_policy_lets_cloudtrail(lab: Lab) -> None:
    bucket = "main-bucket"
    service = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}}
    resources = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    statement = {**service, "Action": ["s3:GetBucketAcl", "s3:PutObject"], "Resource": resources}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    lab.call("s3.PutBucketPolicy", {"Bucket": bucket, "Policy": document})
    key = lab.call("kms.CreateKey")["KeyMetadata"]["Arn"]
    asked = {"Name": "main", "S3BucketName": bucket, "KmsKeyId": key}
    assert lab.refused("cloudtrail.CreateTrail", {**asked, "KmsKeyId": "alias/none"}) == "KmsKeyNotFoundException"
    assert lab.refused("cloudtrail.CreateTrail", asked) == "InsufficientEncryptionPolicyException"
    policy = json.loads(lab.call("kms.GetKeyPolicy", {"KeyId": key, "PolicyName": "default"})["Policy"])
    arn = f"arn:aws:cloudtrail:*:{MAIN}:trail/*"
    condition = {"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": arn}}
    policy["Statement"].append({**service, "Action": "kms:GenerateDataKey*", "Resource": "*", "Condition": condition})
    lab.call("kms.PutKeyPolicy", {"KeyId": key, "Policy": json.dumps(policy)})
    assert lab.call("cloudtrail.CreateTrail", asked)["KmsKeyId"] == key
