"""Tags in calls and in answers. AWS page: "Tags for AWS IAM resources"."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation


def tag_list(tags: Mapping[str, str]) -> dict[str, Any]:
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]} if tags else {}


def tags_of(call: Invocation, ignoring_case: bool = False) -> dict[str, str]:
    """Return the tags that the call asks for; raises ServiceError InvalidInput for a key given twice.

    The keys of users and roles are the same in either case. AWS page: "Tags for AWS IAM resources".
    """
    given = [(str(tag["Key"]), str(tag["Value"])) for tag in call.parameters.get("Tags", [])]
    if len({key.lower() if ignoring_case else key for key, _ in given}) < len(given):
        raise ServiceError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    for key, _ in given:
        if key.lower().startswith("aws:"):
            raise ServiceError("InvalidInput", f"The tag key {key} begins with aws:, which only AWS may use.")
    return dict(given)


def tag_keys(call: Invocation) -> Context:
    """aws:RequestTag and aws:TagKeys. AWS page: "Controlling access during AWS requests"."""
    tags = [(str(tag["Key"]), str(tag["Value"])) for tag in call.parameters.get("Tags", [])]
    keys: Context = {f"aws:RequestTag/{key}": value for key, value in tags}
    return keys | {"aws:TagKeys": [key for key, _ in tags]} if tags else {}
