"""The resource types that a template may use, with their properties.

AWS page: "AWS resource and property types reference".
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_document(value: Any) -> bool:
    return isinstance(value, dict | str)


def _is_inline(value: Any) -> bool:
    keys = {"PolicyName", "PolicyDocument"}
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and set(item) == keys
        and _is_text(item["PolicyName"])
        and _is_document(item["PolicyDocument"])
        for item in value
    )


def _is_tags(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and set(item) == {"Key", "Value"}
        and all(isinstance(part, str) for part in item.values())
        for item in value
    )


def _is_login_profile(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {"Password", "PasswordResetRequired"}
        and _is_text(value.get("Password"))
        and isinstance(value.get("PasswordResetRequired", False), bool)
    )


@dataclass(frozen=True, slots=True)
class Property:
    check: Check
    says: str  # what the value must be
    required: bool = False


@dataclass(frozen=True, slots=True)
class ResourceType:
    """`name` is the property that names the resource, and with `kind` its ARN; both "" where it has neither."""

    properties: dict[str, Property]
    name: str = ""
    kind: str = ""
    attributes: tuple[str, ...] = field(default=())


_TEXT = Property(_is_text, "a text that is not empty")
_NEEDED_TEXT = Property(_is_text, "a text that is not empty", required=True)
_TEXTS = Property(_is_texts, "a list of texts")
_NEEDED_TEXTS = Property(_is_texts, "a list of texts", required=True)
_DOCUMENT = Property(_is_document, "a policy document", required=True)
_INLINE = Property(_is_inline, "a list of policies, each with PolicyName and PolicyDocument")
_TAGS = Property(_is_tags, "a list of tags, each with Key and Value")

TYPES: dict[str, ResourceType] = {
    "AWS::IAM::ManagedPolicy": ResourceType(
        name="ManagedPolicyName",
        kind="policy",
        attributes=("PolicyArn", "PolicyId"),
        properties={
            "ManagedPolicyName": _TEXT,
            "Path": _TEXT,
            "Description": _TEXT,
            "PolicyDocument": _DOCUMENT,
            "Users": _TEXTS,
            "Groups": _TEXTS,
        },
    ),
    "AWS::IAM::Group": ResourceType(
        name="GroupName",
        kind="group",
        attributes=("Arn",),
        properties={"GroupName": _TEXT, "Path": _TEXT, "ManagedPolicyArns": _TEXTS, "Policies": _INLINE},
    ),
    "AWS::IAM::User": ResourceType(
        name="UserName",
        kind="user",
        attributes=("Arn",),
        properties={
            "UserName": _TEXT,
            "Path": _TEXT,
            "Groups": _TEXTS,
            "ManagedPolicyArns": _TEXTS,
            "Policies": _INLINE,
            "PermissionsBoundary": _TEXT,
            "LoginProfile": Property(_is_login_profile, "Password and, if you like, PasswordResetRequired"),
            "Tags": _TAGS,
        },
    ),
    "AWS::IAM::UserToGroupAddition": ResourceType(properties={"GroupName": _NEEDED_TEXT, "Users": _NEEDED_TEXTS}),
    "AWS::IAM::Policy": ResourceType(
        properties={
            "PolicyName": _NEEDED_TEXT,
            "PolicyDocument": _DOCUMENT,
            "Users": _TEXTS,
            "Groups": _TEXTS,
        },
    ),
    "AWS::IAM::AccessKey": ResourceType(properties={"UserName": _NEEDED_TEXT}),
    "AWS::S3::Bucket": ResourceType(
        name="BucketName",
        kind="bucket",
        attributes=("Arn",),
        properties={"BucketName": _TEXT},
    ),
}
