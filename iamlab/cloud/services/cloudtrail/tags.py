"""Tags of trails. AWS pages: "AddTags", "RemoveTags", "ListTags"."""

from dataclasses import replace

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.cloudtrail import finding
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output

MAX_TAGS = 50


def tags_of(call: Invocation, parameter: str) -> dict[str, str]:
    """The tags that a call gives; raises ServiceError for a key given twice or too many."""
    given = [(str(tag["Key"]), str(tag.get("Value", ""))) for tag in call.parameters.get(parameter, [])]
    tags = dict(given)
    if len(tags) < len(given):
        raise ServiceError("InvalidTagParameterException", "Tag keys must be unique.")
    return _within_limit(tags)


def add_tags(call: Invocation) -> Output:
    held = finding.own_trail(call, "ResourceId")
    tags = _within_limit({**held.tags, **tags_of(call, "TagsList")})
    call.account.trails[held.arn] = replace(held, tags=tags)
    return {}


def remove_tags(call: Invocation) -> Output:
    held, gone = finding.own_trail(call, "ResourceId"), tags_of(call, "TagsList")
    kept = {key: value for key, value in held.tags.items() if key not in gone}
    call.account.trails[held.arn] = replace(held, tags=kept)
    return {}


def list_tags(call: Invocation) -> Output:
    found = []
    for arn in map(str, call.parameters["ResourceIdList"]):
        held = call.account.trails.get(arn)
        if held is None:
            raise ServiceError("ResourceNotFoundException", f"There is no trail {arn[:200]}.")
        tags = [{"Key": key, "Value": value} for key, value in held.tags.items()]
        found.append({"ResourceId": arn, "TagsList": tags})
    return {"ResourceTagList": found}


def _within_limit(tags: dict[str, str]) -> dict[str, str]:
    if len(tags) > MAX_TAGS:
        raise ServiceError("TagsLimitExceededException", f"A trail can have at most {MAX_TAGS} tags.")
    return tags


OPERATIONS = {
    "AddTags": MappedOperation(add_tags, writes=True),
    "RemoveTags": MappedOperation(remove_tags, writes=True),
    "ListTags": MappedOperation(list_tags),
}
