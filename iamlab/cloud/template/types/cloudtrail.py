"""AWS CloudTrail. AWS page: "AWS::CloudTrail" (resource type reference)."""

from iamlab.cloud.template.properties import BOOLEAN, LIST, TAGS, TEXT, needed
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType
from iamlab.cloud.template.site import Site

_SETTINGS = {
    "S3BucketName": needed(TEXT),
    "S3KeyPrefix": TEXT,
    "IsMultiRegionTrail": BOOLEAN,
    "IncludeGlobalServiceEvents": BOOLEAN,
    "CloudWatchLogsLogGroupArn": TEXT,
    "CloudWatchLogsRoleArn": TEXT,
}


def _trail(resource: Resource, site: Site) -> Made:
    name = resource.name("TrailName")
    asked = {
        "Name": name,
        **resource.given(*_SETTINGS),
        "EnableLogFileValidation": resource.properties.get("EnableLogFileValidation"),
        "KmsKeyId": resource.properties.get("KMSKeyId"),
        "TagsList": resource.properties.get("Tags"),
    }
    arn = site.call("cloudtrail", "CreateTrail", asked)["TrailARN"]
    if resource.properties["IsLogging"]:
        site.call("cloudtrail", "StartLogging", {"Name": name})
    if "EventSelectors" in resource.properties:
        selectors = {"TrailName": name, "EventSelectors": resource.properties["EventSelectors"]}
        site.call("cloudtrail", "PutEventSelectors", selectors, "EventSelectors")
    return Made(name, {"Arn": arn})


TYPES: dict[str, ResourceType] = {
    "AWS::CloudTrail::Trail": ResourceType(
        {
            "TrailName": TEXT,
            "IsLogging": needed(BOOLEAN),
            "EnableLogFileValidation": BOOLEAN,
            "KMSKeyId": TEXT,
            "EventSelectors": LIST,
            "Tags": TAGS,
            **_SETTINGS,
        },
        _trail,
    ),
}
