"""Scenario accounts from CloudFormation resources, and what is said about a template that is wrong."""

from typing import Any

import pytest
import yaml

from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateError, TemplateLoader, build_account
from tests.cloud.company import company

USER = "AWS::IAM::User"


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


def test_order_in_the_file_does_not_matter() -> None:
    account = build(
        """
        Join: {Type: AWS::IAM::UserToGroupAddition, Properties: {GroupName: !Ref Devs, Users: [!Ref Jane]}}
        Jane: {Type: AWS::IAM::User, Properties: {UserName: jane, PermissionsBoundary: !Ref Limit}}
        Devs: {Type: AWS::IAM::Group}
        Limit:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            Path: /limits/
            Users: [!Ref Jane]
            PolicyDocument:
              Version: "2012-10-17"
              Statement:
                Effect: Allow
                Action: iam:*
                Resource: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${!aws:username}"
        """
    )
    assert account.groups["Devs"].members == ("jane",)
    assert account.users["jane"].boundary == "arn:aws:iam::123456789012:policy/limits/Limit"
    assert account.users["jane"].attached == ("arn:aws:iam::123456789012:policy/limits/Limit",)
    document = account.policies["arn:aws:iam::123456789012:policy/limits/Limit"].document
    assert "arn:aws:iam::123456789012:user/${aws:username}" in document


def test_the_same_template_always_gives_the_same_account() -> None:
    assert company() == company()


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("A: {Type: AWS::IAM::Robot}", "A.Type", "AWS::IAM::Robot is not supported"),
        ("A: 3", "A", "A resource has a Type"),
        ("[1, 2]", "resources", "a mapping from logical ids"),
        ("A: {Type: AWS::IAM::User, Propertys: {}}", "A.Propertys", "Put it under Properties"),
        ("A: {Type: AWS::IAM::User, Properties: {Username: x}}", "A.Properties.Username", "Did you mean UserName?"),
        ("A: {Type: AWS::IAM::User, Properties: {UserName: 7}}", "A.Properties.UserName", "a text that is not empty"),
        ("A: {Type: AWS::IAM::User, Properties: {Groups: x}}", "A.Properties.Groups", "a list of texts"),
        ("A: {Type: AWS::IAM::ManagedPolicy}", "A.Properties", "AWS::IAM::ManagedPolicy needs PolicyDocument"),
        ("A: {Type: AWS::IAM::User, Properties: {UserName: !Ref B}}", "A.Properties.UserName.Ref", "called `B`"),
        ("A: {Type: AWS::IAM::User, Properties: {UserName: !Ref A}}", "A.Properties.UserName", "refers to itself"),
        ("A: {Type: AWS::IAM::User, Properties: {Path: !Sub [1, 2, 3]}}", "A.Properties.Path.Fn::Sub", "takes a text"),
        (
            "A: {Type: AWS::IAM::User, Properties: {Path: {'Fn::If': []}}}",
            "A.Properties.Path",
            "Fn::If is not supported",
        ),
        ("A: {Type: AWS::IAM::User, Properties: {UserName: 'a b'}}", "A.Properties", "ValidationError"),
        (
            "A: {Type: AWS::IAM::User, Properties: {Groups: [Ghosts]}}",
            "A.Properties.Groups[0]",
            "name Ghosts cannot be",
        ),
        ("A: {Type: AWS::S3::Bucket, Properties: {BucketName: Bad_Name}}", "A.Properties", "InvalidBucketName"),
        (
            "A: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Version: 2012-10-17}}}",
            "A.Properties.PolicyDocument",
            "MalformedPolicyDocument",
        ),
    ],
)
def test_a_wrong_template_is_refused_with_the_place(text: str, path: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        build(text)
    assert caught.value.path == path
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("objects", "path"),
    [
        ({"nowhere": {"k": "v"}}, "objects.nowhere.k"),
        ({"nowhere": 1}, "objects.nowhere"),
        ({"b": {"k": 1}}, "objects.b.k"),
        ({7: {}}, "objects.7"),
    ],
)
def test_objects_need_a_bucket_and_text(objects: Any, path: str) -> None:
    with pytest.raises(TemplateError) as caught:
        build_account(empty(), "123456789012", "main", {}, objects)
    assert caught.value.path == path


def test_an_account_id_is_twelve_digits_in_quotes() -> None:
    with pytest.raises(TemplateError, match="Put it in quotes"):
        build_account(empty(), 123456789012, "main", {})  # type: ignore[arg-type]
