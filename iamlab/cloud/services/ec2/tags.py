"""Tags. AWS pages: "CreateTags", "DeleteTags", "DescribeTags", "Tag your Amazon EC2 resources"."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2.errors import invalid_value
from iamlab.cloud.services.ec2.inventory import KINDS, keep, view
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.ec2 import Ec2Resource
from iamlab.policy.patterns import compile_glob

_MAX_TAGS = 50


def read(call: Invocation, kind: str) -> dict[str, str]:
    """The tags that a call gives to one kind of what it makes."""
    found: dict[str, str] = {}
    for one in call.parameters.get("TagSpecifications") or ():
        if one.get("ResourceType") == kind:
            found |= _given(one.get("Tags") or ())
    return checked(found)


def _given(tags: Collection[Mapping[str, str]]) -> dict[str, str]:
    if not all("Key" in tag for tag in tags):  # which EC2's model does not require
        raise ServiceError("MissingParameter", "The request must contain the parameter Tag.N.Key")
    return {tag["Key"]: tag.get("Value", "") for tag in tags}


def checked(tags: dict[str, str]) -> dict[str, str]:
    if any(key.lower().startswith("aws:") for key in tags):
        raise invalid_value("Tag keys starting with 'aws:' are reserved for internal use")
    if len(tags) > _MAX_TAGS:
        raise ServiceError("TagLimitExceeded", f"More than {_MAX_TAGS} tags on one resource.")
    return tags


def shown(tags: Mapping[str, str]) -> dict[str, Any]:
    """The Tags member of an answer, where there are any."""
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]} if tags else {}


def create_tags(call: Invocation) -> Output:
    given = _given(call.parameters["Tags"])
    for id_ in call.parameters["Resources"]:
        kind, held = _find(call, id_)
        keep(call.account, kind, replace(held, tags=checked({**held.tags, **given})))
    return {}


def delete_tags(call: Invocation) -> Output:
    asked = call.parameters.get("Tags")
    for id_ in call.parameters["Resources"]:
        kind, held = _find(call, id_)
        rest = {key: value for key, value in held.tags.items() if asked and not _is_asked(asked, key, value)}
        keep(call.account, kind, replace(held, tags=rest))
    return {}


def describe_tags(call: Invocation) -> Output:
    found = [
        {"Key": key, "Value": value, "ResourceId": held.id, "ResourceType": held.arn.split(":")[5].partition("/")[0]}
        for kind in KINDS
        for held in view(call.account, call.region, kind).values()
        for key, value in held.tags.items()
    ]
    names = {"key": "Key", "value": "Value", "resource-id": "ResourceId", "resource-type": "ResourceType"}
    for asked in call.parameters.get("Filters") or ():
        name = str(asked.get("Name", ""))
        if name not in names:
            raise invalid_value(f"The filter '{name}' is invalid")
        globs = [compile_glob(one) for one in asked.get("Values") or ()]
        found = [one for one in found if any(glob.matches(one[names[name]]) for glob in globs)]
    return {"Tags": sorted(found, key=lambda one: (one["ResourceId"], one["Key"]))}


def _is_asked(asked: list[Mapping[str, str]], key: str, value: str) -> bool:
    return any(one.get("Key") == key and one.get("Value") in (None, value) for one in asked)


def _find(call: Invocation, id_: str) -> tuple[str, Ec2Resource]:
    """What has an id, and its kind."""
    for kind in KINDS:
        for held in view(call.account, call.region, kind).values():
            if held.id == id_:
                return kind, held
    raise ServiceError("InvalidID", f"The ID '{id_}' is not valid")


OPERATIONS = {
    "CreateTags": ec2(create_tags, writes=True),
    "DeleteTags": ec2(delete_tags, writes=True),
    "DescribeTags": ec2(describe_tags),
}
