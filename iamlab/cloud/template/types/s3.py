"""Amazon Simple Storage Service. AWS page: "AWS::S3" (resource type reference)."""

from collections.abc import Callable
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.template.properties import BOOLEAN, DOCUMENT, TAGS, TEXT, Property, needed, one_of, structure
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site
from iamlab.cloud.template.types import s3_settings


def _bucket(resource: Resource, site: Site) -> Made:
    name = resource.name("BucketName")
    if "BucketName" not in resource.properties:  # the names that CloudFormation makes up are in small letters
        name = name.lower()
    ownership = resource.properties.get("OwnershipControls", {"Rules": [{}]})["Rules"][0].get("ObjectOwnership")
    site.call("s3", "CreateBucket", {"Bucket": name, "ObjectOwnership": ownership})
    for key, operation, parameter in _SETTINGS:
        if key in resource.properties:
            value = resource.properties[key]
            value = _SPELLED[key](value) if key in _SPELLED else value
            site.call("s3", operation, {"Bucket": name, parameter: value}, key)
    return Made(
        name,
        {
            "Arn": identifiers.bucket_arn(name),
            "DomainName": f"{name}.s3.amazonaws.com",
            "DualStackDomainName": f"{name}.s3.dualstack.{site.region}.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{site.region}.amazonaws.com",
            "WebsiteURL": f"http://{name}.s3-website-{site.region}.amazonaws.com",
        },
    )


def _bucket_policy(resource: Resource, site: Site) -> Made:
    bucket = resource.properties["Bucket"]
    policy = policy_text(resource.properties["PolicyDocument"])
    site.call("s3", "PutBucketPolicy", {"Bucket": bucket, "Policy": policy}, "PolicyDocument")
    return Made(bucket)


def _with_rules(name: str) -> Property:
    """A property that is a mapping with a list of rules under a name."""

    def check(value: Any) -> bool:
        rules = value.get(name) if isinstance(value, dict) and len(value) == 1 else None
        return isinstance(rules, list) and bool(rules) and all(isinstance(rule, dict) for rule in rules)

    return Property(check, f"a mapping with {name}, a list of rules")


def _is_ownership(value: Any) -> bool:
    rules = value.get("Rules") if isinstance(value, dict) else None
    return isinstance(rules, list) and len(rules) == 1 and isinstance(rules[0], dict)


_BLOCK = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
# The properties that the API spells in another way.
_SPELLED: dict[str, Callable[[Any], Any]] = {
    "AbacStatus": s3_settings.abac,
    "AccessControl": s3_settings.acl,
    "BucketEncryption": s3_settings.encryption,
    "CorsConfiguration": s3_settings.cors,
    "LoggingConfiguration": s3_settings.logging,
    "Tags": s3_settings.tags,
    "WebsiteConfiguration": s3_settings.website,
}
# Property -> the operation that sets it, and its parameter.
_SETTINGS = (
    ("PublicAccessBlockConfiguration", "PutPublicAccessBlock", "PublicAccessBlockConfiguration"),
    ("AccessControl", "PutBucketAcl", "ACL"),
    ("VersioningConfiguration", "PutBucketVersioning", "VersioningConfiguration"),
    ("BucketEncryption", "PutBucketEncryption", "ServerSideEncryptionConfiguration"),
    ("CorsConfiguration", "PutBucketCors", "CORSConfiguration"),
    ("LoggingConfiguration", "PutBucketLogging", "BucketLoggingStatus"),
    ("WebsiteConfiguration", "PutBucketWebsite", "WebsiteConfiguration"),
    ("Tags", "PutBucketTagging", "Tagging"),
    ("AbacStatus", "PutBucketAbac", "AbacStatus"),
)

TYPES: dict[str, ResourceType] = {
    "AWS::S3::Bucket": ResourceType(
        {
            "BucketName": TEXT,
            "AbacStatus": one_of("Enabled", "Disabled"),
            "AccessControl": one_of("Private", "PublicRead", "PublicReadWrite", "AuthenticatedRead"),
            "BucketEncryption": _with_rules("ServerSideEncryptionConfiguration"),
            "CorsConfiguration": _with_rules("CorsRules"),
            "LoggingConfiguration": structure("DestinationBucketName", "LogFilePrefix"),
            "OwnershipControls": Property(_is_ownership, "a mapping with Rules, of which there is one"),
            "PublicAccessBlockConfiguration": Property(
                lambda value: structure(*_BLOCK).check(value) and all(map(BOOLEAN.check, value.values())),
                f"a mapping with some of {', '.join(_BLOCK)}, each true or false",
            ),
            "VersioningConfiguration": structure("Status"),
            "WebsiteConfiguration": structure(
                "IndexDocument", "ErrorDocument", "RedirectAllRequestsTo", "RoutingRules"
            ),
            "Tags": TAGS,
        },
        _bucket,
    ),
    "AWS::S3::BucketPolicy": ResourceType({"Bucket": needed(TEXT), "PolicyDocument": needed(DOCUMENT)}, _bucket_policy),
}
