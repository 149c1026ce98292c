"""The account that the tests of the cloud begin with."""

from datetime import UTC, datetime

import yaml

from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateLoader, build_account

NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)

ACCOUNT = "123456789012"

RESOURCES = """
Reports: {Type: AWS::S3::Bucket, Properties: {BucketName: reports}}
Payroll: {Type: AWS::S3::Bucket, Properties: {BucketName: payroll}}
ReadReports:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    ManagedPolicyName: ReadReports
    PolicyDocument:
      Version: 2012-10-17
      Statement:
        - Sid: ReadReports
          Effect: Allow
          Action: s3:GetObject
          Resource: !Sub "${Reports.Arn}/*"
        - Effect: Deny
          Action: s3:*
          Resource: [!GetAtt Payroll.Arn, !Join ["/", [!GetAtt Payroll.Arn, "*"]]]
Admins:
  Type: AWS::IAM::Group
  Properties: {GroupName: Admins, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]}
Auditors: {Type: AWS::IAM::Group, Properties: {ManagedPolicyArns: [!Ref ReadReports]}}
MyAdmin: {Type: AWS::IAM::User, Properties: {UserName: my-admin, Groups: [!Ref Admins]}}
Olga: {Type: AWS::IAM::User, Properties: {UserName: olga, Path: /finance/, Groups: [!Ref Auditors]}}
Lister:
  Type: AWS::IAM::User
  Properties:
    UserName: lister
    Policies:
      - PolicyName: ListReports
        PolicyDocument:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: [s3:ListBucket, s3:GetObject]
              Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
Nobody: {Type: AWS::IAM::User, Properties: {UserName: nobody}}
"""

OBJECTS = {
    "reports": {"2026/q1.csv": "region,total\nnorth,12\n", "2026/q2.csv": "", "readme.txt": "Quarterly figures.\n"},
    "payroll": {"2026/jane.pdf": "secret"},
}


def company() -> Company:
    """Return a new copy of the company: admins, an auditor, somebody who may list, and somebody who may nothing."""
    made = Company({}, home_id=ACCOUNT)
    build_account(made, ACCOUNT, "main", yaml.load(RESOURCES, Loader=TemplateLoader), OBJECTS)
    return made
