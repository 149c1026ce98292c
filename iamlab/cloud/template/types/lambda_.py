"""AWS Lambda. AWS page: "AWS::Lambda" (resource type reference)."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.template.properties import NUMBER, TAGS, TEXT, TEXTS, needed, one_of, structure
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType
from iamlab.cloud.template.site import Site

_SETTINGS = (
    "Runtime",
    "Handler",
    "Timeout",
    "MemorySize",
    "PackageType",
    "Environment",
    "Architectures",
    "Description",
)
_CONDITIONS = ("SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken", "FunctionUrlAuthType")


def _function(resource: Resource, site: Site) -> Made:
    name = resource.name("FunctionName")
    given = resource.properties
    asked = {"FunctionName": name, "Role": given["Role"], "Code": _code(given["Code"]), **resource.given(*_SETTINGS)}
    tags = {tag["Key"]: tag["Value"] for tag in given.get("Tags", [])}
    made = site.call("lambda", "CreateFunction", {**asked, "Tags": tags or None})
    return Made(name, {"Arn": made["FunctionArn"]})


def _code(given: Mapping[str, Any]) -> dict[str, Any]:
    """The code as the API takes it: in a template the text of a program is written out."""
    inline = {"ZipFile": str(given["ZipFile"]).encode()} if "ZipFile" in given else {}
    return {**given, **inline}


def _permission(resource: Resource, site: Site) -> Made:
    asked = resource.given("FunctionName", "Action", "Principal", *_CONDITIONS)
    site.call("lambda", "AddPermission", {**asked, "StatementId": resource.logical_id})
    return Made(resource.logical_id, {"Id": resource.logical_id})


def _version(resource: Resource, site: Site) -> Made:
    made = site.call("lambda", "PublishVersion", resource.given("FunctionName", "Description"))
    return Made(made["FunctionArn"], {"FunctionArn": made["FunctionArn"], "Version": made["Version"]})


def _alias(resource: Resource, site: Site) -> Made:
    asked = resource.given("FunctionName", "FunctionVersion", "Name", "Description")
    made = site.call("lambda", "CreateAlias", asked)
    return Made(made["AliasArn"], {"AliasArn": made["AliasArn"]})


TYPES: dict[str, ResourceType] = {
    "AWS::Lambda::Function": ResourceType(
        {
            "FunctionName": TEXT,
            "Role": needed(TEXT),
            "Code": needed(structure("ZipFile", "S3Bucket", "S3Key", "ImageUri")),
            "Runtime": TEXT,
            "Handler": TEXT,
            "Timeout": NUMBER,
            "MemorySize": NUMBER,
            "PackageType": one_of("Zip", "Image"),
            "Environment": structure("Variables"),
            "Architectures": TEXTS,
            "Description": TEXT,
            "Tags": TAGS,
        },
        _function,
    ),
    "AWS::Lambda::Permission": ResourceType(
        {"FunctionName": needed(TEXT), "Action": needed(TEXT), "Principal": needed(TEXT)}
        | dict.fromkeys(_CONDITIONS, TEXT),
        _permission,
    ),
    "AWS::Lambda::Version": ResourceType({"FunctionName": needed(TEXT), "Description": TEXT}, _version),
    "AWS::Lambda::Alias": ResourceType(
        {"FunctionName": needed(TEXT), "FunctionVersion": needed(TEXT), "Name": needed(TEXT), "Description": TEXT},
        _alias,
    ),
}
