"""Which resources an action works on ("Service Authorization Reference": resource types)."""

import re
from functools import lru_cache

from iamlab.catalog.actions import packaged, services

FIELDS = 6  # of an ARN
VARIABLE = re.compile(r"\$\{(\w+)\}")  # a part of a format to fill in

# Two references describe these services, one for each generation, and both have these actions. The packaged data gives
# them the resource types of one of the two; they work on those of both ("Amazon API Gateway Management V2";
# "Elastic Load Balancing V2").
_IN_TWO_REFERENCES = frozenset(
    {
        *(f"apigateway:{method}" for method in ("DELETE", "GET", "PATCH", "POST", "PUT")),
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:RemoveTags",
    }
)


@lru_cache(maxsize=4096)
def arn_formats(action: str) -> tuple[str, ...]:
    """The ARN formats of the resource types of an action, such as `arn:${Partition}:s3:::${BucketName}`.

    Empty for an action that supports no resource-level permissions (it is asked on `*`) or is unknown.
    """
    service, _, name = action.partition(":")
    data = packaged()
    # The data is in files with the services' names: what is none would be a path to somewhere else.
    if service.lower() not in services() or not data.actions.action_exists(service, name):
        return ()
    if action in _IN_TWO_REFERENCES:
        kinds = list(data.resources.get_resource_types_for_service(service))
    else:
        kinds = [kind["name"] for kind in data.actions.get_action_details(service, name)["resourceTypes"]]
    return tuple(dict.fromkeys(text for kind in kinds for text in formats_of(service, kind)))


def formats_of(service: str, kind: str) -> tuple[str, ...]:
    """The ARN formats of a resource type, of which some have two; empty for a type that does not exist."""
    resources = packaged().resources
    if service.lower() not in services() or not resources.resource_type_exists(service, kind):
        return ()
    return tuple(str(resources.get_resource_type_details(service, kind)["arn"]).split(", "))


@lru_cache(maxsize=1024)
def matcher(arn_format: str) -> re.Pattern[str]:
    """A pattern that matches the ARNs of one format.

    A variable is one segment without `:` or `/`, except the last after a slash, which is a path: an object's
    key may hold slashes, a bucket's name may not.
    """
    pieces = VARIABLE.split(arn_format)
    names = len(pieces) // 2
    pattern = re.escape(pieces[0])
    for number in range(names):
        before, after = pieces[2 * number], pieces[2 * number + 2]
        is_path = number == names - 1 and before.endswith("/") and not after
        pattern += (r".+" if is_path else r"[^:/]*") + re.escape(after)
    return re.compile(pattern)


def is_resource_of(action: str, arn: str) -> bool:
    """Whether a request for `action` can name `arn`: it fits a resource type, or the action has none and it is `*`."""
    formats = arn_formats(action)
    if not formats:
        return arn == "*"
    return any(matcher(format).fullmatch(arn) for format in formats)
