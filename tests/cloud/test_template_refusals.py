"""What is said about a template that is wrong: always with the place, and never more than an error."""

import contextlib
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateError, TemplateLoader, build_account
from iamlab.cloud.template.functions import CONDITIONS, FUNCTIONS
from iamlab.cloud.template.types import TYPES

USER = "AWS::IAM::User"


def empty() -> Company:
    return Company({}, home_id="123456789012")


def build(text: str) -> Account:
    return build_account(empty(), "123456789012", "main", yaml.load(text, Loader=TemplateLoader))


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
        (
            "A: {Type: AWS::IAM::User, Properties: {UserName: !Ref A}}",
            "A.Properties.UserName.Ref",
            "Circular dependency",
        ),
        (
            "{A: {Type: AWS::IAM::Group, DependsOn: B}, B: {Type: AWS::IAM::Group, DependsOn: [A]}}",
            "B.DependsOn",
            "[A, B]",
        ),
        (
            "{Bucket: {Type: AWS::S3::Bucket}, A: {Type: AWS::S3::Bucket, DependsOn: Buket}}",
            "A.DependsOn",
            "mean Bucket?",
        ),
        (
            "A: {Type: AWS::S3::Bucket, Properties: {BucketName: !GetAtt B.Arm}}",
            "A.Properties.BucketName.Fn::GetAtt",
            "`B`",
        ),
        ("A: {Type: AWS::S3::Bucket, Condition: Prod}", "A.Condition", "no condition called 'Prod'"),
        ("A: {Type: AWS::RDS::DbInstanse}", "A.Type", "Did you mean"),
        ("{Resources: {}, Transform: x}", "Transform", "is not supported"),
        ("{Resources: {}, Parameters: {P: {Type: String}}}", "Parameters.P", "Give this parameter a Default"),
        (
            "A: {Type: AWS::EFS::FileSystem, Properties: {Policy: {Version: x}}}",
            "A.Properties.Policy",
            "at least one statement",
        ),
        (
            """
            A:
              Type: AWS::Backup::BackupVault
              Properties:
                Policy:
                  Version: 2012-10-17
                  Statement: {Effect: Allow, Principal: {AWS: !Sub "${B}"}, Action: "*", Resource: "*"}
            B: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
            """,
            "A.Properties.Policy",
            "no such principal",
        ),
        (
            "A: {Type: AWS::S3::Bucket, Properties: {BucketName: abc, VersioningConfiguration: {Status: On}}}",
            "A.Properties.VersioningConfiguration",
            "AWS would refuse this",
        ),
        ("A: {Type: AWS::S3::Bucket, Properties: {Tags: !Select [5, [1]]}}", "A.Properties.Tags.Fn::Select", "item 5"),
        ("A: {Type: AWS::IAM::User, Properties: {Path: !Sub [1, 2, 3]}}", "A.Properties.Path.Fn::Sub", "takes a text"),
        (
            "A: {Type: AWS::IAM::User, Properties: {Path: {'Fn::Cidr': []}}}",
            "A.Properties.Path",
            "Fn::Cidr is not supported",
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


def test_a_chain_of_references_is_bounded() -> None:
    links = [f"R{n}: {{Type: AWS::IAM::Group, DependsOn: R{n + 1}}}" for n in range(400)]
    with pytest.raises(TemplateError, match="in a chain"):
        build("\n".join([*links, "R400: {Type: AWS::IAM::Group}"]))


def test_values_nested_too_deeply_are_refused() -> None:
    value: Any = "x"
    for _ in range(400):
        value = [value]
    with pytest.raises(TemplateError, match="nested more than"):
        build_account(empty(), "123456789012", "main", {"A": {"Type": USER, "Properties": {"Groups": value}}})


FUNCTION_NAMES = ["Ref", "Condition", *FUNCTIONS, *CONDITIONS]
WORDS = st.sampled_from(
    ["A", "B", "A.Arn", "B.Name", "x", "", "${A}", "${!x}", "${B.Arn}", "AWS::NoValue", "1", "arn:*"]
)
VALUES = st.recursive(
    st.one_of(WORDS, st.none(), st.booleans(), st.integers(-2, 5), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*FUNCTION_NAMES, "Key", "Value", "Version", "Statement"]), inner, max_size=2),
    ),
    max_leaves=12,
)
TYPE_NAMES = st.sampled_from([*TYPES, "AWS::RDS::DBInstance", "AWS::EC2::Instance", "AWS::X::Y", "AWS::S3", "::"])


@st.composite
def resource_bodies(draw: st.DrawFn) -> Any:
    name = draw(TYPE_NAMES)
    known = list(TYPES[name].properties) if name in TYPES else ["Name", "Policy", "Tags", "Arn"]
    properties = draw(st.dictionaries(st.sampled_from(known), VALUES, max_size=4)) if known else {}
    body = {"Type": name, "Properties": properties}
    more = draw(
        st.dictionaries(st.sampled_from(["DependsOn", "Condition", "Metadata", "Properties"]), VALUES, max_size=1)
    )
    return body | more


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["A", "B", "C"]), st.one_of(resource_bodies(), VALUES), max_size=3),
    st.one_of(
        st.none(), st.dictionaries(st.sampled_from(["Parameters", "Mappings", "Conditions"]), VALUES, max_size=2)
    ),
)
def test_a_template_of_anything_is_built_or_refused(declared: Any, sections: Any) -> None:
    whole = declared if sections is None else {"Resources": declared, **sections}
    with contextlib.suppress(TemplateError):
        build_account(empty(), "123456789012", "main", whole)
