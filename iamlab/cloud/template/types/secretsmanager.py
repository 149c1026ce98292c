"""AWS Secrets Manager. AWS page: "AWS::SecretsManager" (resource type reference)."""

import json
from typing import Any

from iamlab.cloud.template.errors import TemplateError
from iamlab.cloud.template.properties import BOOLEAN, DOCUMENT, TAGS, TEXT, needed, structure
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site

_KEY, _TEMPLATE = "GenerateStringKey", "SecretStringTemplate"
_PASSWORD = (
    "ExcludeCharacters",
    "ExcludeLowercase",
    "ExcludeNumbers",
    "ExcludePunctuation",
    "ExcludeUppercase",
    "IncludeSpace",
    "PasswordLength",
    "RequireEachIncludedType",
)


def _secret(resource: Resource, site: Site) -> Made:
    given = resource.properties
    value = given.get("SecretString")
    if "GenerateSecretString" in given:
        value = _generated(given["GenerateSecretString"], site)
    asked = {"Name": resource.name("Name"), "SecretString": value, **resource.given("Description", "KmsKeyId", "Tags")}
    arn = site.call("secretsmanager", "CreateSecret", asked)["ARN"]
    return Made(arn, {"Id": arn})


def _generated(how: dict[str, Any], site: Site) -> str:
    """A password by itself, or under a key of the JSON object that a template gives."""
    asked = {name: how[name] for name in _PASSWORD if name in how}
    password = str(site.call("secretsmanager", "GetRandomPassword", asked, "GenerateSecretString")["RandomPassword"])
    if _KEY not in how and _TEMPLATE not in how:
        return password
    try:
        document = {**json.loads(how[_TEMPLATE]), how[_KEY]: password}
    except (KeyError, TypeError, ValueError, RecursionError):
        path = f"{site.path}.GenerateSecretString"
        raise TemplateError(path, f"{_TEMPLATE} is a JSON object as text, and {_KEY} a new key of it.") from None
    return json.dumps(document)


def _resource_policy(resource: Resource, site: Site) -> Made:
    asked = {
        **resource.given("SecretId", "BlockPublicPolicy"),
        "ResourcePolicy": policy_text(resource.properties["ResourcePolicy"]),
    }
    arn = site.call("secretsmanager", "PutResourcePolicy", asked, "ResourcePolicy")["ARN"]
    return Made(arn, {"Id": arn})


def _rotation_schedule(resource: Resource, site: Site) -> Made:
    asked = resource.given("SecretId", "RotationLambdaARN", "RotationRules")
    arn = site.call("secretsmanager", "RotateSecret", asked)["ARN"]
    return Made(arn, {"Id": arn})


TYPES: dict[str, ResourceType] = {
    "AWS::SecretsManager::Secret": ResourceType(
        {
            "Name": TEXT,
            "Description": TEXT,
            "KmsKeyId": TEXT,
            "SecretString": TEXT,
            "GenerateSecretString": structure(_KEY, _TEMPLATE, *_PASSWORD),
            "Tags": TAGS,
        },
        _secret,
    ),
    "AWS::SecretsManager::ResourcePolicy": ResourceType(
        {"SecretId": needed(TEXT), "ResourcePolicy": needed(DOCUMENT), "BlockPublicPolicy": BOOLEAN}, _resource_policy
    ),
    "AWS::SecretsManager::RotationSchedule": ResourceType(
        {
            "SecretId": needed(TEXT),
            "RotationLambdaARN": needed(TEXT),
            "RotationRules": structure("AutomaticallyAfterDays", "ScheduleExpression"),
        },
        _rotation_schedule,
    ),
}
