"""Settings of a bucket as CloudFormation spells them, in the spelling of the API.

AWS page: "AWS::S3::Bucket" (WebsiteConfiguration, CorsConfiguration, LoggingConfiguration, BucketEncryption).
"""

from collections.abc import Mapping
from typing import Any

Values = dict[str, Any]

_CORS = {"ExposedHeaders": "ExposeHeaders", "Id": "ID", "MaxAge": "MaxAgeSeconds"}
_LOGGING = {"DestinationBucketName": "TargetBucket", "LogFilePrefix": "TargetPrefix"}
_ENCRYPTION = {"ServerSideEncryptionByDefault": "ApplyServerSideEncryptionByDefault"}


def encryption(value: Mapping[str, Any]) -> Values:
    return {"Rules": [_renamed(rule, _ENCRYPTION) for rule in value["ServerSideEncryptionConfiguration"]]}


def cors(value: Mapping[str, Any]) -> Values:
    return {"CORSRules": [_renamed(rule, _CORS) for rule in value["CorsRules"]]}


def logging(value: Mapping[str, Any]) -> Values:
    return {"LoggingEnabled": {"TargetPrefix": "", **_renamed(value, _LOGGING)}}


def website(value: Mapping[str, Any]) -> Values:
    """Documents are texts in a template, and structures with one member in the API."""
    made = dict(value)
    for name, member in (("IndexDocument", "Suffix"), ("ErrorDocument", "Key")):
        if name in value:
            made[name] = {member: value[name]}
    return made


def tags(value: list[Any]) -> Values:
    return {"TagSet": value}


def abac(value: str) -> Values:
    return {"Status": value}


def acl(value: str) -> str:
    """`PublicRead` of a template is `public-read`."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in value).removeprefix("-")


def _renamed(value: Mapping[str, Any], names: Mapping[str, str]) -> Values:
    return {names.get(key, key): part for key, part in value.items()}
