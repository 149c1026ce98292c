"""Instances as EC2 tells about them. AWS page: "Instance" (Amazon EC2 API Reference)."""

from typing import Any

from iamlab.cloud.services.ec2 import profiles, tags
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.ec2 import Instance

STATES = {
    name: {"Code": code, "Name": name}
    for code, name in (
        *((0, "pending"), (16, "running"), (32, "shutting-down"), (48, "terminated"), (64, "stopping")),
        (80, "stopped"),
    )
}
_METADATA: dict[str, Any] = {
    "State": "applied",
    "HttpTokens": "required",
    "HttpPutResponseHopLimit": 2,
    "HttpEndpoint": "enabled",
    "HttpProtocolIpv6": "disabled",
    "InstanceMetadataTags": "disabled",
}


def instance(call: Invocation, held: Instance) -> dict[str, Any]:
    """The members that a running instance has; a terminated one has no network any more."""
    shown: dict[str, Any] = {
        "InstanceId": held.id,
        "ImageId": held.image,
        "State": STATES[held.state],
        "InstanceType": held.kind,
        "LaunchTime": held.created,
        "AmiLaunchIndex": 0,
        "Placement": {"AvailabilityZone": held.zone, "GroupName": "", "Tenancy": "default"},
        "Monitoring": {"State": "disabled"},
        "Architecture": "x86_64",
        "RootDeviceName": "/dev/xvda",
        "RootDeviceType": "ebs",
        "VirtualizationType": "hvm",
        "Hypervisor": "xen",
        "PlatformDetails": "Linux/UNIX",
        "EbsOptimized": False,
        "EnaSupport": True,
        "MetadataOptions": {**_METADATA, **held.metadata},
        **tags.shown(held.tags),
    }
    if held.key_name:
        shown["KeyName"] = held.key_name
    if held.profile:
        shown["IamInstanceProfile"] = profiles.shown(call.account, held.profile)
    if held.state == "terminated":
        return shown
    names = {one.id: one.name for one in call.account.security_groups.values()}
    return shown | {
        "SubnetId": held.subnet,
        "VpcId": held.vpc,
        "PrivateIpAddress": held.address,
        "PrivateDnsName": f"ip-{held.address.replace('.', '-')}.ec2.internal",
        "SecurityGroups": [{"GroupId": id_, "GroupName": names.get(id_, "default")} for id_ in held.groups],
        "SourceDestCheck": True,
    }
