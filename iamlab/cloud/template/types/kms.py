"""AWS Key Management Service. AWS page: "AWS::KMS" (resource type reference)."""

from iamlab.cloud.template.properties import BOOLEAN, DOCUMENT, NUMBER, TAGS, TEXT, needed
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site


def _key(resource: Resource, site: Site) -> Made:
    given = resource.properties
    tags = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in given.get("Tags", [])]
    asked = {
        **resource.given("Description", "KeySpec", "KeyUsage", "BypassPolicyLockoutSafetyCheck"),
        "Policy": policy_text(given["KeyPolicy"]) if "KeyPolicy" in given else None,
        "Tags": tags or None,
    }
    made = site.call("kms", "CreateKey", asked)["KeyMetadata"]
    if given.get("EnableKeyRotation"):
        days = given.get("RotationPeriodInDays")
        asked = {"KeyId": made["KeyId"], "RotationPeriodInDays": days}
        site.call("kms", "EnableKeyRotation", asked, "EnableKeyRotation")
    if not given.get("Enabled", True):
        site.call("kms", "DisableKey", {"KeyId": made["KeyId"]}, "Enabled")
    return Made(made["KeyId"], {"Arn": made["Arn"], "KeyId": made["KeyId"]})


def _alias(resource: Resource, site: Site) -> Made:
    site.call("kms", "CreateAlias", resource.given("AliasName", "TargetKeyId"))
    return Made(resource.properties["AliasName"])


TYPES: dict[str, ResourceType] = {
    "AWS::KMS::Key": ResourceType(
        {
            "BypassPolicyLockoutSafetyCheck": BOOLEAN,
            "Description": TEXT,
            "Enabled": BOOLEAN,
            "EnableKeyRotation": BOOLEAN,
            "KeyPolicy": DOCUMENT,
            "KeySpec": TEXT,
            "KeyUsage": TEXT,
            "PendingWindowInDays": NUMBER,  # it counts when the stack is deleted, which no scenario's is
            "RotationPeriodInDays": NUMBER,
            "Tags": TAGS,
        },
        _key,
    ),
    "AWS::KMS::Alias": ResourceType({"AliasName": needed(TEXT), "TargetKeyId": needed(TEXT)}, _alias),
}
