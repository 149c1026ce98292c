"""Tags of secrets. AWS page: "Tagging secrets in AWS Secrets Manager"."""

from collections.abc import Iterable, Mapping
from typing import Any

from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.secretsmanager import lookup

_MAX_TAGS = 50


def given(tags: Iterable[Mapping[str, Any]], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """The tags that a secret has after these are added; raises ServiceError InvalidParameterException."""
    names = [str(tag.get("Key", "")) for tag in tags]
    if any(not name or name.lower().startswith("aws:") for name in names):
        raise lookup.wrong("Tag keys can't be empty and can't begin with aws:, which is reserved for AWS.")
    after = {**(before or {}), **{str(tag["Key"]): str(tag.get("Value", "")) for tag in tags}}
    if len(after) > _MAX_TAGS:
        raise lookup.wrong(f"A secret has {_MAX_TAGS} tags at most.")
    return after


def listed(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": name, "Value": value} for name, value in tags.items()]


def tag_resource(call: Invocation) -> Output:
    found = lookup.kept(call)
    lookup.change(call, found, tags=given(call.parameters["Tags"], found.tags))
    return {}


def untag_resource(call: Invocation) -> Output:
    found, names = lookup.kept(call), call.parameters["TagKeys"]
    lookup.change(call, found, tags={key: value for key, value in found.tags.items() if key not in names})
    return {}


OPERATIONS = {
    "TagResource": lookup.on_secret(tag_resource, writes=True),
    "UntagResource": lookup.on_secret(untag_resource, writes=True),
}
