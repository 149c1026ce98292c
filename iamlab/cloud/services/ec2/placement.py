"""Where a new instance goes: its subnet, address and security groups. AWS page: "RunInstances"."""

import ipaddress

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2 import inventory
from iamlab.cloud.services.ec2.errors import invalid_combination, invalid_value
from iamlab.cloud.services.ec2.network import one_of
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.ec2 import Subnet

_FIRST_ADDRESS = 4  # AWS keeps the first four addresses of a subnet


def subnet(call: Invocation) -> Subnet:
    """The subnet that a call names, or the default one of its zone, or of any. Raises ServiceError for none."""
    id_, zone = call.text("SubnetId"), str((call.parameters.get("Placement") or {}).get("AvailabilityZone", ""))
    if id_:
        found: Subnet = one_of(call, "subnets", id_, "InvalidSubnetID", "subnet ID")
        return found
    for one in inventory.view(call.account, call.region, "subnets").values():
        if one.default and zone in ("", one.zone):
            default: Subnet = one
            return default
    raise ServiceError("InvalidZone.NotFound", f"The zone '{zone}' does not exist.")


def groups(call: Invocation, place: Subnet) -> tuple[str, ...]:
    """The ids of the security groups that a call names, all of them in the subnet's network; else the default one."""
    every = inventory.view(call.account, call.region, "security_groups").values()
    inside = {one.id: one for one in every if one.vpc == place.vpc}
    by_name = {one.name: one.id for one in inside.values()}
    asked = list(call.parameters.get("SecurityGroupIds") or ())
    for id_ in asked:
        one_of(call, "security_groups", id_, "InvalidGroup", "security group")
        if id_ not in inside:
            raise ServiceError(
                "InvalidParameter", f"Security group {id_} and subnet {place.id} belong to different networks."
            )
    names = call.parameters.get("SecurityGroups") or ()
    if names and call.text("SubnetId"):
        raise invalid_combination("The parameter groupName cannot be used with the parameter subnet")
    for name in names:
        if name not in by_name:
            raise ServiceError("InvalidGroup.NotFound", f"The security group '{name}' does not exist")
        asked.append(by_name[name])
    return tuple(asked) or (by_name[inventory.DEFAULT_GROUP],)


def address(call: Invocation, place: Subnet) -> str:
    """The private address that a call asks for, or the first one that is free in the subnet."""
    asked, network = call.text("PrivateIpAddress"), ipaddress.ip_network(place.cidr)
    live = (one for one in call.account.instances.values() if one.state != "terminated")
    taken = {one.address for one in live if one.subnet == place.id}
    if not asked:
        for number in range(_FIRST_ADDRESS, network.num_addresses - 1):
            if str(network[number]) not in taken:
                return str(network[number])
        raise ServiceError("InsufficientFreeAddressesInSubnet", "There are not enough free addresses in the subnet.")
    if not _is_inside(asked, place.cidr):
        raise invalid_value(f"Address {asked[:50]} does not fall within the subnet's address range")
    if asked in taken:
        raise ServiceError("InvalidIPAddress.InUse", f"Address {asked} is in use.")
    return asked


def _is_inside(text: str, cidr: str) -> bool:
    try:
        return ipaddress.ip_address(text) in ipaddress.ip_network(cidr)
    except ValueError:
        return False
