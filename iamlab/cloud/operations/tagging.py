"""Tags that a call gives to what it creates: the permission to tag is asked for, too.

AWS pages: "Grant permission to tag Amazon EC2 resources during creation" and, of each service below, its page about
tagging on creation.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from iamlab.cloud.operations import tags
from iamlab.cloud.operations.templates import Place

_CREATING = ("Create", "Register", "Run", "Allocate", "Copy", "Import", "Restore")

# botocore's name -> the action that tags.
_ACTIONS = {
    "dynamodb": "dynamodb:TagResource",
    "ecs": "ecs:TagResource",
    "elbv2": "elasticloadbalancing:AddTags",
    "events": "events:TagResource",
    "glue": "glue:TagResource",
    "kms": "kms:TagResource",
    "logs": "logs:TagResource",
    "organizations": "organizations:TagResource",
    "rds": "rds:AddTagsToResource",
    "secretsmanager": "secretsmanager:TagResource",
    "sns": "sns:TagResource",
    "sqs": "sqs:TagQueue",
    "stepfunctions": "states:TagResource",
}
_IAM = {
    "CreateInstanceProfile": "iam:TagInstanceProfile",
    "CreateOpenIDConnectProvider": "iam:TagOpenIDConnectProvider",
    "CreatePolicy": "iam:TagPolicy",
    "CreateRole": "iam:TagRole",
    "CreateSAMLProvider": "iam:TagSAMLProvider",
    "CreateUser": "iam:TagUser",
    "CreateVirtualMFADevice": "iam:TagMFADevice",
}
_NO_ACCOUNT = frozenset({"image", "snapshot"})


def action(service: str, operation: str, parameters: Mapping[str, Any]) -> str | None:
    """The action that a creation with tags needs on what it creates; None for a call without tags to give."""
    tagger = _IAM.get(operation) if service == "iam" else _ACTIONS.get(service)
    return tagger if tagger and operation.startswith(_CREATING) and tags.tags(parameters) else None


def ec2(operation: str, parameters: Mapping[str, Any], place: Place) -> Iterator[tuple[str, dict[str, str]]]:
    """What Amazon EC2 creates with tags: each resource, and the condition keys of ec2:CreateTags on it."""
    specifications = parameters.get("TagSpecifications")
    for one in specifications if isinstance(specifications, list) else []:
        kind = one.get("ResourceType") if isinstance(one, Mapping) else None
        if isinstance(kind, str) and one.get("Tags"):
            account = "" if kind in _NO_ACCOUNT else place.account
            yield f"arn:aws:ec2:{place.region}:{account}:{kind}/*", {"ec2:CreateAction": operation}
