"""VPCs, subnets, Regions and zones. AWS pages: "DescribeVpcs", "CreateSubnet", "DescribeRegions"."""

import ipaddress
import re
from typing import Any

from iamlab.catalog import regions
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2 import ids, inventory, tags
from iamlab.cloud.services.ec2.errors import invalid_value, limit_exceeded, malformed, not_found
from iamlab.cloud.services.ec2.filters import Fields, filtered
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.ec2 import Subnet, Vpc

_MAX_VPCS, _MAX_SUBNETS = 5, 50
_INSTANCE_ID = re.compile(r"i-[0-9a-f]{8}([0-9a-f]{9})?", re.ASCII)  # the old ones were shorter
_VPC_PREFIXES, _RESERVED = range(16, 29), 5
_VPC_FIELDS: Fields = {
    "vpc-id": lambda one: [one.id],
    "cidr": lambda one: [one.cidr],
    "is-default": lambda one: [str(one.default).lower()],
    "state": lambda one: ["available"],
}
_SUBNET_FIELDS: Fields = {
    "subnet-id": lambda one: [one.id],
    "vpc-id": lambda one: [one.vpc],
    "availability-zone": lambda one: [one.zone],
    "default-for-az": lambda one: [str(one.default).lower()],
    "state": lambda one: ["available"],
}


def describe_vpcs(call: Invocation) -> Output:
    found = wanted(call, "vpcs", "VpcIds", "InvalidVpcID", "vpc ID")
    return {"Vpcs": [_vpc(call, one) for one in filtered(call, found, _VPC_FIELDS)]}


def describe_subnets(call: Invocation) -> Output:
    found = wanted(call, "subnets", "SubnetIds", "InvalidSubnetID", "subnet ID")
    return {"Subnets": [_subnet(call, one) for one in filtered(call, found, _SUBNET_FIELDS)]}


def create_vpc(call: Invocation) -> Output:
    cidr = _network(call.text("CidrBlock"))
    if len(inventory.view(call.account, call.region, "vpcs")) >= _MAX_VPCS:
        raise limit_exceeded("Vpc", _MAX_VPCS)
    id_ = ids.new(call.account, "vpc")
    made = Vpc(
        arn=ids.arn(call.region, call.account.id, "vpc", id_),
        created=call.now,
        id=id_,
        cidr=cidr,
        tags=tags.read(call, "vpc"),
    )
    inventory.keep(call.account, "vpcs", made)
    group = inventory.default_group(call.account, call.region, id_, call.now)
    inventory.keep(call.account, "security_groups", group)
    return {"Vpc": _vpc(call, made)}


def create_subnet(call: Invocation) -> Output:
    vpc = one_of(call, "vpcs", call.text("VpcId"), "InvalidVpcID", "vpc ID")
    cidr, zone = _network(call.text("CidrBlock")), call.text("AvailabilityZone", f"{call.region}a")
    if not ipaddress.ip_network(cidr).subnet_of(ipaddress.ip_network(vpc.cidr)):  # type: ignore[arg-type]
        raise ServiceError("InvalidSubnet.Range", f"The CIDR '{cidr}' is invalid.")
    others = [one for one in inventory.view(call.account, call.region, "subnets").values() if one.vpc == vpc.id]
    if any(ipaddress.ip_network(one.cidr).overlaps(ipaddress.ip_network(cidr)) for one in others):
        raise ServiceError("InvalidSubnet.Conflict", f"The CIDR '{cidr}' conflicts with another subnet")
    if zone not in zones(call.region):
        raise invalid_value(f"Value ({zone}) for parameter availabilityZone is invalid.")
    if len(others) >= _MAX_SUBNETS:
        raise limit_exceeded("Subnet", _MAX_SUBNETS)
    id_ = ids.new(call.account, "subnet")
    made = Subnet(
        arn=ids.arn(call.region, call.account.id, "subnet", id_),
        created=call.now,
        id=id_,
        vpc=vpc.id,
        cidr=cidr,
        zone=zone,
        tags=tags.read(call, "subnet"),
    )
    inventory.keep(call.account, "subnets", made)
    return {"Subnet": _subnet(call, made)}


def delete_subnet(call: Invocation) -> Output:
    held = one_of(call, "subnets", call.text("SubnetId"), "InvalidSubnetID", "subnet ID")
    if any(one.subnet == held.id and one.state != "terminated" for one in call.account.instances.values()):
        raise _in_use(f"The subnet '{held.id}'")
    _delete(call, "subnets", held)
    return {}


def delete_vpc(call: Invocation) -> Output:
    held = one_of(call, "vpcs", call.text("VpcId"), "InvalidVpcID", "vpc ID")
    groups = [one for one in call.account.security_groups.values() if one.vpc == held.id]
    inside = [one for one in inventory.view(call.account, call.region, "subnets").values() if one.vpc == held.id]
    if inside or any(one.name != inventory.DEFAULT_GROUP for one in groups):
        raise _in_use(f"The vpc '{held.id}'")
    _delete(call, "vpcs", held)
    for group in groups:
        del call.account.security_groups[group.arn]
    return {}


def describe_regions(call: Invocation) -> Output:
    names, every = call.parameters.get("RegionNames"), call.parameters.get("AllRegions")
    found = [name for name in regions.regions("aws") if names is None or name in names]
    if names and len(found) < len(set(names)):
        raise ServiceError("InvalidParameterValue", f"Invalid region provided: {next(iter(set(names) - set(found)))}")
    shown = [name for name in found if every or not regions.is_opt_in(name)]
    return {
        "Regions": [
            {
                "RegionName": name,
                "Endpoint": f"ec2.{name}.amazonaws.com",
                "OptInStatus": "not-opted-in" if regions.is_opt_in(name) else "opt-in-not-required",
            }
            for name in shown
        ]
    }


def describe_availability_zones(call: Invocation) -> Output:
    names = call.parameters.get("ZoneNames")
    found = [zone for zone in zones(call.region) if names is None or zone in names]
    return {
        "AvailabilityZones": [
            {
                "State": "available",
                "OptInStatus": "opt-in-not-required",
                "Messages": [],
                "RegionName": call.region,
                "ZoneName": zone,
                "ZoneId": f"{call.region}-az{place + 1}",
                "GroupName": call.region,
                "NetworkBorderGroup": call.region,
                "ZoneType": "availability-zone",
            }
            for place, zone in enumerate(found)
        ]
    }


def zones(region: str) -> list[str]:
    return [f"{region}{letter}" for letter in inventory.ZONES]


def wanted(call: Invocation, kind: str, member: str, code: str, what: str) -> list[Any]:
    """The resources that a Describe call names by their ids, all of them where it names none."""
    asked = call.parameters.get(member)
    if asked:
        return [one_of(call, kind, id_, code, what) for id_ in asked]
    return list(inventory.view(call.account, call.region, kind).values())


def one_of(call: Invocation, kind: str, id_: str, code: str, what: str) -> Any:
    """The resource of an id; raises EC2's own error for its kind."""
    found = inventory.find(call.account, call.region, kind, id_)
    if found is None and kind == "instances" and not _INSTANCE_ID.fullmatch(id_):
        raise malformed(code, id_)
    if found is None:
        raise not_found(code, id_, what)
    return found


def _delete(call: Invocation, kind: str, held: Any) -> None:
    if held.default:
        raise ServiceError("OperationNotPermitted", f"This lab keeps the defaults of a Region: '{held.id}' stays.")
    del getattr(call.account, kind)[held.arn]


def _in_use(what: str) -> ServiceError:
    return ServiceError("DependencyViolation", f"{what} has dependencies and cannot be deleted.")


def _network(text: str) -> str:
    try:
        found = ipaddress.ip_network(text[:50])
    except ValueError:
        message = f"Value ({text[:50]}) for parameter cidrBlock is invalid. This is not a valid CIDR block."
        raise invalid_value(message) from None
    if found.version != 4 or found.prefixlen not in _VPC_PREFIXES:
        raise ServiceError("InvalidVpc.Range", f"The CIDR '{text}' is invalid.")
    return str(found)


def _vpc(call: Invocation, held: Vpc) -> dict[str, Any]:
    return {
        "VpcId": held.id,
        "OwnerId": call.account.id,
        "State": "available",
        "CidrBlock": held.cidr,
        "IsDefault": held.default,
        "InstanceTenancy": "default",
        "DhcpOptionsId": ids.made_from("dopt", f"{call.account.id}/{call.region}"),
        "CidrBlockAssociationSet": [
            {
                "AssociationId": ids.made_from("vpc-cidr-assoc", held.id),
                "CidrBlock": held.cidr,
                "CidrBlockState": {"State": "associated"},
            }
        ],
        **tags.shown(held.tags),
    }


def _subnet(call: Invocation, held: Subnet) -> dict[str, Any]:
    used = sum(one.subnet == held.id and one.state != "terminated" for one in call.account.instances.values())
    return {
        "SubnetId": held.id,
        "SubnetArn": held.arn,
        "OwnerId": call.account.id,
        "VpcId": held.vpc,
        "State": "available",
        "CidrBlock": held.cidr,
        "AvailabilityZone": held.zone,
        "AvailableIpAddressCount": ipaddress.ip_network(held.cidr).num_addresses - _RESERVED - used,
        "DefaultForAz": held.default,
        "MapPublicIpOnLaunch": held.default,
        "AssignIpv6AddressOnCreation": False,
        **tags.shown(held.tags),
    }


OPERATIONS = {
    "DescribeVpcs": ec2(describe_vpcs),
    "DescribeSubnets": ec2(describe_subnets),
    "CreateVpc": ec2(create_vpc, writes=True),
    "DeleteVpc": ec2(delete_vpc, writes=True),
    "CreateSubnet": ec2(create_subnet, writes=True),
    "DeleteSubnet": ec2(delete_subnet, writes=True),
    "DescribeRegions": ec2(describe_regions),
    "DescribeAvailabilityZones": ec2(describe_availability_zones),
}
