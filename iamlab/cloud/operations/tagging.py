"""Tags that a call gives to what it creates: the permission to tag is asked for, too.

AWS pages: "Service Authorization Reference" (the API operations of each service list TagResource with those that
create), "Grant permission to tag Amazon EC2 resources during creation".
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from iamlab.catalog import actions
from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.operations import prefixes, tags
from iamlab.cloud.operations.templates import Place
from iamlab.cloud.operations.variables import CREATING

_NAMES = ("TagResource", "AddTagsToResource", "AddTags", "TagQueue", "AddTagsToCertificate", "TagDeliveryStream")

# These say it themselves, in a table or by the action that creates.
_OWN_WAY = frozenset({"cloudfront", "ec2", "iam", "resourcegroupstaggingapi", "s3", "s3control", "sts"})
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
    tagger = _IAM.get(operation) if service == "iam" else _tagger(service)
    return tagger if tagger and operation.startswith(CREATING) and tags.tags(parameters) else None


@lru_cache(maxsize=512)
def _tagger(service: str) -> str | None:
    """The action of a service that tags: `TagResource`, or what it was called before that name was the custom."""
    if service in _OWN_WAY:
        return None
    known = (actions.describe(f"{prefix}:{name}") for prefix in prefixes.of(service) for name in _NAMES)
    return next((one.name for one in known if one), None)


def taggable(resource: str) -> str:
    """The ARN that tags are given to: a log group's own, without its streams ("LogGroup": arn and logGroupArn)."""
    return resource.removesuffix(":log-stream:")


def ec2(operation: str, parameters: Mapping[str, Any], place: Place) -> Iterator[tuple[str, dict[str, str]]]:
    """What Amazon EC2 creates with tags: each resource, and the condition keys of ec2:CreateTags on it."""
    specifications = parameters.get("TagSpecifications")
    for one in specifications if isinstance(specifications, list) else []:
        kind = one.get("ResourceType") if isinstance(one, Mapping) else None
        if isinstance(kind, str) and one.get("Tags"):
            account = "" if kind in _NO_ACCOUNT else place.account
            yield f"arn:{PARTITION}:ec2:{place.region}:{account}:{kind}/*", {"ec2:CreateAction": operation}
