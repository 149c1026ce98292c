"""Amazon EC2's operations that work on several resources at once.

AWS pages: "Actions, resources, and condition keys for Amazon EC2" (RunInstances), "Grant permission to tag Amazon EC2
resources during creation".
"""

from iamlab.cloud.operations.ask import Ask, Asks

_EC2 = "arn:${Partition}:ec2:${Region}:${Account}:"
_IMAGE = "arn:${Partition}:ec2:${Region}::image/${ImageId}"
_SUBNETS = "[SubnetId, NetworkInterfaces[].SubnetId][] | [?@]"
_GROUPS = "[SecurityGroupIds, NetworkInterfaces[].Groups[]][] | [?@]"

OPERATIONS: dict[str, Asks] = {
    "RunInstances": (
        Ask("ec2:RunInstances", _IMAGE),
        Ask("ec2:RunInstances", _EC2 + "instance/*"),
        Ask("ec2:RunInstances", _EC2 + "network-interface/${NetworkInterfaces[].NetworkInterfaceId}"),
        Ask("ec2:RunInstances", _EC2 + "security-group/${" + _GROUPS + "}"),
        Ask("ec2:RunInstances", _EC2 + "subnet/${" + _SUBNETS + "}"),
        Ask("ec2:RunInstances", _EC2 + "volume/*"),
        Ask("ec2:RunInstances", _EC2 + "key-pair/${KeyName}", "KeyName"),
        Ask(
            "ec2:RunInstances",
            "arn:${Partition}:ec2:${Region}::snapshot/${BlockDeviceMappings[].Ebs.SnapshotId}",
            "BlockDeviceMappings[].Ebs.SnapshotId",
        ),
        Ask("ec2:RunInstances", _EC2 + "placement-group/${Placement.GroupName}", "Placement.GroupName"),
        Ask(
            "ec2:RunInstances",
            _EC2 + "launch-template/${LaunchTemplate.LaunchTemplateId}",
            "LaunchTemplate",
        ),
    ),
}
