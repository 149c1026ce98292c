"""AWS Systems Manager Parameter Store. AWS page: "AWS::SSM::Parameter".

CloudFormation itself makes no SecureString; a scenario may, with KeyId for a customer managed key.
"""

from iamlab.cloud.template.properties import TAG_MAP, TEXT, needed, one_of
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType
from iamlab.cloud.template.site import Site


def _parameter(resource: Resource, site: Site) -> Made:
    name, given = resource.name("Name"), resource.properties
    tags = [{"Key": key, "Value": value} for key, value in given.get("Tags", {}).items()]
    asked = resource.given("Type", "Value", "Description", "Tier", "DataType", "KeyId")
    site.call("ssm", "PutParameter", {"Name": name, **asked, "Tags": tags or None})
    return Made(name, {"Type": given["Type"], "Value": given["Value"]})


TYPES: dict[str, ResourceType] = {
    "AWS::SSM::Parameter": ResourceType(
        {
            "Name": TEXT,
            "Type": needed(one_of("String", "StringList", "SecureString")),
            "Value": needed(TEXT),
            "Description": TEXT,
            "Tier": one_of("Standard", "Advanced", "Intelligent-Tiering"),
            "DataType": TEXT,
            "KeyId": TEXT,
            "Tags": TAG_MAP,
        },
        _parameter,
    )
}
