"""Tags on what an organisation has. AWS page: "Tagging AWS Organizations resources"."""

from collections.abc import Mapping

from iamlab.cloud.services.operation import Context, Invocation, Output
from iamlab.cloud.services.organizations.access import operation, organization_of
from iamlab.cloud.services.organizations.arns import named, tagged_arn
from iamlab.cloud.services.organizations.finding import invalid, tagged
from iamlab.cloud.services.organizations.quotas import TAGS, violated
from iamlab.cloud.state.organization import Organization


def tags_of(call: Invocation) -> dict[str, str]:
    """The tags that the call gives. Raises InvalidInputException for a key given twice and for keys of AWS's own."""
    given = [(str(tag["Key"]), str(tag["Value"])) for tag in call.parameters.get("Tags", [])]
    if len({key for key, _ in given}) < len(given):
        raise invalid("DUPLICATE_TAG_KEY", "You provided a list of tags with duplicate keys.")
    if any(key.lower().startswith("aws:") for key, _ in given):
        raise invalid("INVALID_SYSTEM_TAGS_PARAMETER", "You can't add, edit, or delete system tags.")
    return dict(given)


def tag_keys(call: Invocation) -> Context:
    """aws:RequestTag and aws:TagKeys. AWS page: "Controlling access during AWS requests"."""
    given = [(str(tag["Key"]), str(tag["Value"])) for tag in call.parameters.get("Tags", [])]
    keys: Context = {f"aws:RequestTag/{key}": value for key, value in given}
    return keys | {"aws:TagKeys": [key for key, _ in given]} if given else {}


def give(organization: Organization, target: str, tags: Mapping[str, str]) -> None:
    """Add tags. Raises ConstraintViolationException where there would be too many."""
    after = {**organization.tags.get(target, {}), **tags}
    if len(after) > TAGS:
        raise violated("MAX_TAG_LIMIT_EXCEEDED", "You have exceeded the number of tags allowed on this resource.")
    if after:
        organization.tags[target] = after


def require_tagging(call: Invocation, resource: str, tags: Mapping[str, str]) -> None:
    """Whoever gives tags to something new needs organizations:TagResource, too."""
    if tags:
        call.require("organizations:TagResource", resource, tag_keys(call))


def tag_resource(call: Invocation) -> Output:
    organization = organization_of(call)
    give(organization, tagged(organization, call), tags_of(call))
    return {}


def untag_resource(call: Invocation) -> Output:
    organization = organization_of(call)
    target, gone = tagged(organization, call), set(call.parameters["TagKeys"])
    organization.tags[target] = {k: v for k, v in organization.tags.get(target, {}).items() if k not in gone}
    return {}


def untag_keys(call: Invocation) -> Context:
    return {"aws:TagKeys": [str(key) for key in call.parameters.get("TagKeys", [])]}


def list_tags_for_resource(call: Invocation) -> Output:
    organization = organization_of(call)
    held = organization.tags.get(tagged(organization, call), {})
    return {"Tags": [{"Key": key, "Value": value} for key, value in held.items()]}


_RESOURCE = named("ResourceId", tagged_arn)

OPERATIONS = {
    "TagResource": operation("TagResource", _RESOURCE, tag_resource, writes=True, context=tag_keys),
    "UntagResource": operation("UntagResource", _RESOURCE, untag_resource, writes=True, context=untag_keys),
    "ListTagsForResource": operation("ListTagsForResource", _RESOURCE, list_tags_for_resource),
}
