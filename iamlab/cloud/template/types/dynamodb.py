"""Amazon DynamoDB. AWS page: "AWS::DynamoDB" (resource type reference)."""

from iamlab.cloud.template.properties import BOOLEAN, LIST, TAGS, TEXT, needed, one_of, structure
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site

_ASKED = (
    *("AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "BillingMode"),
    *("ProvisionedThroughput", "TableClass", "DeletionProtectionEnabled", "Tags"),
)


def _table(resource: Resource, site: Site) -> Made:
    name, given = resource.name("TableName"), resource.properties
    asked = {"TableName": name, **resource.given(*_ASKED)}
    if "ProvisionedThroughput" not in given:
        asked["BillingMode"] = "PAY_PER_REQUEST"
    policy = given.get("ResourcePolicy", {}).get("PolicyDocument")
    made = site.call("dynamodb", "CreateTable", {**asked, "ResourcePolicy": policy_text(policy) if policy else None})
    return Made(name, {"Arn": made["TableDescription"]["TableArn"]})


TYPES: dict[str, ResourceType] = {
    "AWS::DynamoDB::Table": ResourceType(
        {
            "TableName": TEXT,
            "AttributeDefinitions": needed(LIST),
            "KeySchema": needed(LIST),
            "LocalSecondaryIndexes": LIST,
            "GlobalSecondaryIndexes": LIST,
            "BillingMode": one_of("PAY_PER_REQUEST", "PROVISIONED"),
            "ProvisionedThroughput": structure("ReadCapacityUnits", "WriteCapacityUnits"),
            "TableClass": one_of("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
            "DeletionProtectionEnabled": BOOLEAN,
            "ResourcePolicy": structure("PolicyDocument"),
            "Tags": TAGS,
        },
        _table,
    ),
}
