"""Scenario accounts from CloudFormation resources."""

from datetime import timedelta

import pytest
import yaml
from cryptography.hazmat.primitives.serialization import PrivateFormat

from iamlab.cloud import resources
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.s3 import PublicAccessBlock
from iamlab.cloud.template import TemplateLoader, build_account
from tests.cloud.company import NOW, company
from tests.cloud.credential_values import SAML_METADATA
from tests.cloud.test_keys import RSA_KEY, certificate_text, private_text

ALLOW = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}
TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": {"Ref": "Corp"}},
        "Action": "sts:AssumeRoleWithSAML",
        "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
    },
}


def empty() -> Company:
    return Company({}, home_id="123456789012")


def build(text: str) -> Account:
    return build_account(empty(), "123456789012", "main", yaml.load(text, Loader=TemplateLoader))


def test_references_become_names_and_arns() -> None:
    lab = company()
    assert lab.home.groups["Admins"].members == ("my-admin",)
    assert lab.home.groups["Auditors"].attached == ("arn:aws:iam::123456789012:policy/ReadReports",)
    document = lab.home.policies["arn:aws:iam::123456789012:policy/ReadReports"].document
    assert '"arn:aws:s3:::reports/*"' in document
    assert '"arn:aws:s3:::payroll/*"' in document
    assert '"2012-10-17"' in document  # although YAML reads it as a date


def test_what_is_referred_to_is_made_first() -> None:
    account = build(
        """
        Join: {Type: AWS::IAM::UserToGroupAddition, Properties: {GroupName: !Ref Devs, Users: [!Ref Jane]}}
        Jane: {Type: AWS::IAM::User, Properties: {UserName: jane, PermissionsBoundary: !Ref Limit}}
        Member: {Type: AWS::IAM::User, DependsOn: Named, Properties: {Groups: [named-later]}}
        Devs: {Type: AWS::IAM::Group}
        Named: {Type: AWS::IAM::Group, Properties: {GroupName: named-later}}
        Limit:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            Path: /limits/
            Groups: [!Ref Devs]
            PolicyDocument:
              Version: "2012-10-17"
              Statement:
                Effect: Allow
                Action: iam:*
                Resource: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${!aws:username}"
        """
    )
    limit = "arn:aws:iam::123456789012:policy/limits/Limit"
    assert account.groups["Devs"].members == ("jane",)
    assert account.groups["named-later"].members == ("Member",)
    assert account.users["jane"].boundary == limit
    assert account.groups["Devs"].attached == (limit,)
    assert "arn:aws:iam::123456789012:user/${aws:username}" in account.policies[limit].document


def test_identities_of_every_kind_are_made_with_their_policies() -> None:
    account = build(
        """
        Deploy:
          Type: AWS::IAM::Role
          Properties:
            RoleName: deploy
            Path: /ci/
            MaxSessionDuration: 7200
            ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
            AssumeRolePolicyDocument:
              Version: 2012-10-17
              Statement: [{Effect: Allow, Principal: {AWS: !GetAtt Jane.Arn}, Action: sts:AssumeRole}]
            Policies:
              - PolicyName: Put
                PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: s3:PutObject, Resource: "*"}]}
        Jane: {Type: AWS::IAM::User, Properties: {UserName: jane}}
        Key: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref Jane, Status: Inactive}}
        Phone: {Type: AWS::IAM::VirtualMFADevice, Properties: {VirtualMfaDeviceName: phone, Users: [!Ref Jane]}}
        Google: {Type: AWS::IAM::OIDCProvider, Properties: {Url: "https://accounts.google.com", ClientIdList: [app]}}
        Scaling: {Type: AWS::IAM::ServiceLinkedRole, Properties: {AWSServiceName: autoscaling.amazonaws.com}}
        Machine:
          Type: AWS::IAM::InstanceProfile
          Properties: {InstanceProfileName: machine, Roles: [!Ref Deploy]}
        Own:
          Type: AWS::IAM::RolePolicy
          Properties:
            RoleName: !Ref Deploy
            PolicyName: Own
            PolicyDocument:
              Version: 2012-10-17
              Statement: [{Effect: Allow, Action: iam:GetRole, Resource: !GetAtt Deploy.Arn}]
        """
    )
    role = account.roles["deploy"]
    assert (role.path, role.max_session_seconds) == ("/ci/", 7200)
    assert role.attached == ("arn:aws:iam::aws:policy/ReadOnlyAccess",)
    assert sorted(role.inline) == ["Own", "Put"]
    assert "arn:aws:iam::123456789012:role/ci/deploy" in role.inline["Own"]
    assert "arn:aws:iam::123456789012:user/jane" in role.trust
    assert account.users["jane"].access_keys[0].status == "Inactive"
    assert account.mfa_devices["arn:aws:iam::123456789012:mfa/phone"].holder == account.users["jane"].id
    assert [provider.url for provider in account.oidc_providers.values()] == ["accounts.google.com"]
    assert "AWSServiceRoleForAutoScaling" in account.roles


def test_providers_are_made_and_policies_attached_to_roles() -> None:
    account = build_account(
        Company({}, home_id="123456789012"),
        "123456789012",
        "main",
        {
            "Corp": {"Type": "AWS::IAM::SAMLProvider", "Properties": {"SamlMetadataDocument": SAML_METADATA}},
            "Read": {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {"PolicyDocument": ALLOW, "Roles": [{"Ref": "Staff"}], "Description": "To read"},
            },
            "Write": {
                "Type": "AWS::IAM::Policy",
                "Properties": {"PolicyName": "write", "PolicyDocument": ALLOW, "Roles": [{"Ref": "Staff"}]},
            },
            "Staff": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}},
        },
    )
    role = account.roles["Staff"]
    assert "arn:aws:iam::123456789012:saml-provider/Corp" in role.trust
    assert role.attached == ("arn:aws:iam::123456789012:policy/Read",)
    assert list(role.inline) == ["write"]


def test_a_certificate_is_uploaded_with_its_key() -> None:
    properties = {
        "CertificateBody": certificate_text(RSA_KEY, NOW + timedelta(days=400)),
        "PrivateKey": private_text(RSA_KEY, PrivateFormat.PKCS8),
        "Path": "/sites/",
    }
    resources = {"Site": {"Type": "AWS::IAM::ServerCertificate", "Properties": properties}}
    account = build_account(Company({}, home_id="123456789012"), "123456789012", "main", resources)
    (certificate,) = account.server_certificates.values()
    assert certificate.arn == "arn:aws:iam::123456789012:server-certificate/sites/Site"


def test_a_whole_template_can_be_pasted_in() -> None:
    account = build(
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Description: A bucket.
        Parameters:
          Stage: {Type: String, Default: prod, AllowedValues: [dev, prod]}
          Teams: {Type: CommaDelimitedList, Default: "red, blue"}
        Mappings: {Names: {prod: {bucket: figures}}}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsTest: !Not [{Condition: IsProd}]
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: !Sub "${Name}-${AWS::Region}-${AWS::AccountId}"
              VersioningConfiguration: !If [IsTest, !Ref AWS::NoValue, {Status: Enabled}]
              Tags: [{Key: team, Value: !Select [1, !Ref Teams]}]
          Test: {Type: AWS::S3::Bucket, Condition: IsTest}
        Outputs: {Name: {Value: !Ref Bucket}}
        """.replace("${Name}", "figures")
    )
    (bucket,) = account.buckets.values()
    assert bucket.name == "figures-us-east-1-123456789012"
    assert bucket.versioning == "Enabled"
    assert bucket.tags == {"team": "blue"}


def test_a_bucket_has_the_settings_that_its_template_gives() -> None:
    account = build(
        """
        Logs: {Type: AWS::S3::Bucket}
        Site:
          Type: AWS::S3::Bucket
          Properties:
            BucketName: my-site
            OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}
            PublicAccessBlockConfiguration: {IgnorePublicAcls: false}
            AccessControl: PublicRead
            AbacStatus: Enabled
            Tags: [{Key: team, Value: web}]
            BucketEncryption:
              ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms"}}]
            CorsConfiguration: {CorsRules: [{Id: all, AllowedMethods: [GET], AllowedOrigins: ["*"], MaxAge: 60}]}
            LoggingConfiguration: {DestinationBucketName: !Ref Logs}
            WebsiteConfiguration: {IndexDocument: index.html}
        Read:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Site
            PolicyDocument:
              Version: 2012-10-17
              Statement: [{Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: !Sub "${Site.Arn}/*"}]
        """
    )
    site = account.buckets["my-site"]
    assert (site.ownership, site.acl, site.abac, site.tags) == ("ObjectWriter", "public-read", True, {"team": "web"})
    assert site.public_access == PublicAccessBlock(
        block_public_acls=False, ignore_public_acls=False, block_public_policy=False, restrict_public_buckets=False
    )
    assert "arn:aws:s3:::my-site/*" in (site.policy or "")
    assert site.settings == {
        "ServerSideEncryptionConfiguration": {
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]
        },
        "CORSConfiguration": {
            "CORSRules": [{"ID": "all", "AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 60}]
        },
        "BucketLoggingStatus": {"LoggingEnabled": {"TargetBucket": "logs", "TargetPrefix": ""}},
        "WebsiteConfiguration": {"IndexDocument": {"Suffix": "index.html"}},
    }


@pytest.mark.parametrize(
    ("resource", "arn"),
    [
        (
            "{Type: AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: orders}}",
            "rds:us-east-1:123456789012:db:orders",
        ),
        ("{Type: AWS::StepFunctions::StateMachine}", "states:us-east-1:123456789012:stateMachine:Thing"),
        ("{Type: AWS::EFS::FileSystem}", "elasticfilesystem:us-east-1:123456789012:file-system/Thing"),
        ("{Type: AWS::Events::Rule, Properties: {Name: nightly}}", "events:us-east-1:123456789012:rule/nightly"),
        (
            "{Type: AWS::OpenSearchService::Domain, Properties: {DomainName: logs}}",
            "es:us-east-1:123456789012:domain/logs",
        ),
        (
            "{Type: AWS::CodeCommit::Repository, Properties: {RepositoryName: app}}",
            "codecommit:us-east-1:123456789012:app",
        ),
    ],
)
def test_a_resource_of_any_service_can_be_declared(resource: str, arn: str) -> None:
    account = build(
        f"""
        Thing: {resource}
        Other: {{Type: AWS::S3::Bucket, Properties: {{Tags: [{{Key: arn, Value: !GetAtt Thing.Arn}}]}}}}
        """
    )
    assert list(account.declared) == [f"arn:aws:{arn}"]
    assert account.buckets["other"].tags["arn"] == f"arn:aws:{arn}"


def test_the_policy_and_the_tags_of_a_declared_resource_count() -> None:
    lab = company()
    build_account(
        lab,
        "222222222222",
        "data",
        yaml.load(
            """
            Vault:
              Type: AWS::Backup::BackupVault
              Properties:
                BackupVaultName: safe
                Tags: [{Key: team, Value: data}]
                Policy:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: {AWS: "123456789012"}
                      Action: backup:DescribeBackupVault
                      Resource: "*"
            """,
            Loader=TemplateLoader,
        ),
    )
    found = resources.find(lab, "arn:aws:backup:us-east-1:222222222222:backup-vault:safe", "backup:DescribeBackupVault")
    assert found is not None
    assert found.account_id == "222222222222"
    assert found.tags == {"team": "data"}
    assert '"123456789012"' in (found.policy or "")


def test_the_same_template_always_gives_the_same_account() -> None:
    assert company() == company()
