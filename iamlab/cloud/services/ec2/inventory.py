"""What an account has in a Region: what was made there, and the default VPC that was there from the beginning.

AWS page: "Default VPCs": a VPC 172.31.0.0/16, a /20 subnet in each Availability Zone, a default security group.
"""

from datetime import datetime
from typing import Any

from iamlab.cloud.services.ec2 import ids
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.ec2 import Ec2Resource, Rule, SecurityGroup, Subnet, Vpc

# The dictionaries of an account that hold resources of EC2.
KINDS = ("vpcs", "subnets", "security_groups", "key_pairs", "volumes", "snapshots", "instances")
ZONES = ("a", "b", "c")
_CIDR = "172.31.0.0/16"
_SUBNET_STEP = 16
EVERYBODY = "0.0.0.0/0"
DEFAULT_GROUP = "default"


def view(account: Account, region: str, kind: str) -> dict[str, Any]:
    """One kind of what there is, by ARN; what the account has changed of the defaults counts as changed."""
    held = {arn: one for arn, one in getattr(account, kind).items() if f":{region}:" in arn}
    return {**_defaults(account, region).get(kind, {}), **held}


def find(account: Account, region: str, kind: str, id_: str) -> Any:
    """The resource of an id; None where there is none."""
    return next((one for one in view(account, region, kind).values() if one.id == id_), None)


def keep(account: Account, kind: str, held: Ec2Resource) -> None:
    """Put a resource in the place of what it was."""
    getattr(account, kind)[held.arn] = held


def default_group(account: Account, region: str, vpc: str, created: datetime) -> SecurityGroup:
    """The security group that every VPC comes with: open within, and outwards."""
    id_ = ids.made_from("sg", f"{account.id}/{region}/{vpc}")
    within = Rule(ids.made_from("sgr", f"{id_}/in"), False, "-1", id_)
    outwards = Rule(ids.made_from("sgr", f"{id_}/out"), True, "-1", EVERYBODY)
    return SecurityGroup(
        arn=ids.arn(region, account.id, "security-group", id_),
        created=created,
        id=id_,
        name=DEFAULT_GROUP,
        description="default VPC security group",
        vpc=vpc,
        rules=(within, outwards),
    )


def _defaults(account: Account, region: str) -> dict[str, dict[str, Any]]:
    seed = f"{account.id}/{region}"
    vpc_id = ids.made_from("vpc", seed)
    vpc = Vpc(
        arn=ids.arn(region, account.id, "vpc", vpc_id), created=account.created, id=vpc_id, cidr=_CIDR, default=True
    )
    subnets = {}
    for place, zone in enumerate(ZONES):
        id_ = ids.made_from("subnet", f"{seed}/{zone}")
        arn = ids.arn(region, account.id, "subnet", id_)
        subnets[arn] = Subnet(
            arn=arn,
            created=account.created,
            id=id_,
            vpc=vpc_id,
            cidr=f"172.31.{place * _SUBNET_STEP}.0/20",
            zone=f"{region}{zone}",
            default=True,
        )
    group = default_group(account, region, vpc_id, account.created)
    return {"vpcs": {vpc.arn: vpc}, "subnets": subnets, "security_groups": {group.arn: group}}
