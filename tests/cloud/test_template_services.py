"""Scenario accounts with the resources of services that have behaviour."""

import yaml

from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateLoader, build_account

ACCOUNT = "123456789012"
TEMPLATE = """
Worker:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument:
      Version: "2012-10-17"
      Statement:
        Effect: Allow
        Principal: {Service: [lambda.amazonaws.com, ec2.amazonaws.com]}
        Action: sts:AssumeRole
Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Worker]}}
Report:
  Type: AWS::Lambda::Function
  Properties:
    FunctionName: report
    Role: !GetAtt Worker.Arn
    Runtime: python3.13
    Handler: app.handler
    Code: {ZipFile: "def handler(event, context): pass"}
    Tags: [{Key: team, Value: data}]
MayInvoke:
  Type: AWS::Lambda::Permission
  Properties:
    FunctionName: !Ref Report
    Action: lambda:InvokeFunction
    Principal: s3.amazonaws.com
    SourceAccount: !Ref AWS::AccountId
Current: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Report}}
Prod:
  Type: AWS::Lambda::Alias
  Properties: {FunctionName: !Ref Report, FunctionVersion: !GetAtt Current.Version, Name: prod}
Scores:
  Type: AWS::DynamoDB::Table
  Properties:
    AttributeDefinitions: [{AttributeName: player, AttributeType: S}]
    KeySchema: [{AttributeName: player, KeyType: HASH}]
Network: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
Inside: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Network, CidrBlock: 10.0.1.0/24}}
Web:
  Type: AWS::EC2::SecurityGroup
  Properties:
    GroupDescription: web
    VpcId: !Ref Network
    SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]
Server:
  Type: AWS::EC2::Instance
  Properties:
    SubnetId: !Ref Inside
    SecurityGroupIds: [!Ref Web]
    IamInstanceProfile: !Ref Profile
    Tags: [{Key: Name, Value: web}]
Disk: {Type: AWS::EC2::Volume, Properties: {AvailabilityZone: us-east-1a, Size: 20, Encrypted: true}}
"""


def built() -> Account:
    return build_account(Company({}, home_id=ACCOUNT), ACCOUNT, "main", yaml.load(TEMPLATE, Loader=TemplateLoader))


def test_a_function_has_its_role_its_policy_and_its_alias() -> None:
    account = built()
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:report"
    function = account.functions[arn]
    assert function.role == f"arn:aws:iam::{ACCOUNT}:role/Worker"
    assert function.tags == {"team": "data"}
    assert f'"AWS:SourceAccount": "{ACCOUNT}"' in (function.policy or "")
    assert account.function_aliases[f"{arn}:prod"].version == "1"


def test_an_instance_is_in_its_network_with_its_role() -> None:
    account = built()
    (instance,) = account.instances.values()
    (subnet,) = account.subnets.values()
    assert (instance.subnet, instance.profile) == (subnet.id, "Profile")
    assert instance.address.startswith("10.0.1.")
    assert [account.security_groups[arn].name for arn in account.security_groups if instance.groups[0] in arn] == [
        "Web"
    ]
    assert sorted(volume.size for volume in account.volumes.values()) == [8, 20]


def test_a_table_is_there() -> None:
    assert built().tables[f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/Scores"].keys.partition == "player"


def test_it_is_the_same_each_time() -> None:
    assert built() == built()
