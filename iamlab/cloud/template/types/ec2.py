"""Amazon EC2. AWS page: "AWS::EC2" (resource type reference)."""

from typing import Any

from iamlab.cloud.template.properties import BOOLEAN, LIST, NUMBER, TAGS, TEXT, TEXTS, needed, one_of, structure
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType
from iamlab.cloud.template.site import Site

_INSTANCE = ("InstanceType", "KeyName", "SubnetId", "SecurityGroupIds", "MetadataOptions", "DisableApiTermination")
_ANY_IMAGE = "ami-00000000000000000"  # what an instance is started from makes no difference here


def _instance(resource: Resource, site: Site) -> Made:
    given = resource.properties
    profile = {"Name": given["IamInstanceProfile"]} if "IamInstanceProfile" in given else None
    asked = {
        "ImageId": given.get("ImageId", _ANY_IMAGE),
        "MinCount": 1,
        "MaxCount": 1,
        "IamInstanceProfile": profile,
        **resource.given(*_INSTANCE),
        **_tags(resource, "instance"),
    }
    made = site.call("ec2", "RunInstances", asked)["Instances"][0]
    return Made(
        made["InstanceId"],
        {
            "InstanceId": made["InstanceId"],
            "PrivateIp": made["PrivateIpAddress"],
            "AvailabilityZone": made["Placement"]["AvailabilityZone"],
            "VpcId": made["VpcId"],
        },
    )


def _security_group(resource: Resource, site: Site) -> Made:
    name, given = resource.name("GroupName"), resource.properties
    asked = {"GroupName": name, "Description": given["GroupDescription"], "VpcId": given.get("VpcId")}
    made = site.call("ec2", "CreateSecurityGroup", {**asked, **_tags(resource, "security-group")})
    for way in ("Ingress", "Egress"):
        for place, rule in enumerate(given.get(f"SecurityGroup{way}", [])):
            permission = {"GroupId": made["GroupId"], "IpPermissions": [_permission(rule)]}
            site.call("ec2", f"AuthorizeSecurityGroup{way}", permission, f"SecurityGroup{way}[{place}]")
    return Made(made["GroupId"], {"GroupId": made["GroupId"], "VpcId": given.get("VpcId", "")})


def _vpc(resource: Resource, site: Site) -> Made:
    asked = {**resource.given("CidrBlock"), **_tags(resource, "vpc")}
    made = site.call("ec2", "CreateVpc", asked)["Vpc"]
    return Made(made["VpcId"], {"VpcId": made["VpcId"], "CidrBlock": made["CidrBlock"]})


def _subnet(resource: Resource, site: Site) -> Made:
    asked = {**resource.given("VpcId", "CidrBlock", "AvailabilityZone"), **_tags(resource, "subnet")}
    made = site.call("ec2", "CreateSubnet", asked)["Subnet"]
    return Made(made["SubnetId"], {"SubnetId": made["SubnetId"], "VpcId": made["VpcId"]})


def _volume(resource: Resource, site: Site) -> Made:
    asked = {**resource.given("AvailabilityZone", "Size", "VolumeType", "Encrypted"), **_tags(resource, "volume")}
    made = site.call("ec2", "CreateVolume", asked)
    return Made(made["VolumeId"], {"VolumeId": made["VolumeId"]})


def _key_pair(resource: Resource, site: Site) -> Made:
    name = resource.name("KeyName")
    made = site.call("ec2", "CreateKeyPair", {"KeyName": name, **_tags(resource, "key-pair")})
    return Made(name, {"KeyPairId": made["KeyPairId"], "KeyFingerprint": made["KeyFingerprint"]})


def _tags(resource: Resource, kind: str) -> dict[str, Any]:
    tags = resource.properties.get("Tags")
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


def _permission(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule of a template as the API takes it."""
    about = {"Description": rule["Description"]} if "Description" in rule else {}
    permission: dict[str, Any] = {name: rule[name] for name in ("IpProtocol", "FromPort", "ToPort") if name in rule}
    permission["IpProtocol"] = str(permission.get("IpProtocol", "-1"))
    if "CidrIp" in rule:
        permission["IpRanges"] = [{"CidrIp": rule["CidrIp"], **about}]
    group = rule.get("SourceSecurityGroupId") or rule.get("DestinationSecurityGroupId")
    if group:
        permission["UserIdGroupPairs"] = [{"GroupId": group, **about}]
    return permission


TYPES: dict[str, ResourceType] = {
    "AWS::EC2::Instance": ResourceType(
        {
            "ImageId": TEXT,
            "InstanceType": TEXT,
            "KeyName": TEXT,
            "SubnetId": TEXT,
            "SecurityGroupIds": TEXTS,
            "IamInstanceProfile": TEXT,
            "MetadataOptions": structure("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint"),
            "DisableApiTermination": BOOLEAN,
            "Tags": TAGS,
        },
        _instance,
    ),
    "AWS::EC2::SecurityGroup": ResourceType(
        {
            "GroupName": TEXT,
            "GroupDescription": needed(TEXT),
            "VpcId": TEXT,
            "SecurityGroupIngress": LIST,
            "SecurityGroupEgress": LIST,
            "Tags": TAGS,
        },
        _security_group,
    ),
    "AWS::EC2::VPC": ResourceType({"CidrBlock": needed(TEXT), "Tags": TAGS}, _vpc),
    "AWS::EC2::Subnet": ResourceType(
        {"VpcId": needed(TEXT), "CidrBlock": needed(TEXT), "AvailabilityZone": TEXT, "Tags": TAGS}, _subnet
    ),
    "AWS::EC2::Volume": ResourceType(
        {
            "AvailabilityZone": needed(TEXT),
            "Size": NUMBER,
            "VolumeType": one_of("gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"),
            "Encrypted": BOOLEAN,
            "Tags": TAGS,
        },
        _volume,
    ),
    "AWS::EC2::KeyPair": ResourceType({"KeyName": TEXT, "Tags": TAGS}, _key_pair),
}
