"""Security groups. AWS pages: "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "DescribeSecurityGroups"."""

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2 import ids, inventory, tags
from iamlab.cloud.services.ec2.errors import invalid_value, limit_exceeded, not_found
from iamlab.cloud.services.ec2.filters import Fields, filtered
from iamlab.cloud.services.ec2.network import one_of, wanted
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.ec2 import Rule, SecurityGroup

_MAX_GROUPS, _MAX_RULES = 50, 60
_ALL = "-1"
_NUMBERS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": _ALL}
_FIELDS: Fields = {
    "group-id": lambda one: [one.id],
    "group-name": lambda one: [one.name],
    "vpc-id": lambda one: [one.vpc],
    "description": lambda one: [one.description],
    "owner-id": lambda one: [one.arn.split(":")[4]],
    "ip-permission.cidr": lambda one: [rule.target for rule in one.rules if not rule.egress],
    "ip-permission.from-port": lambda one: [str(rule.from_port) for rule in one.rules if not rule.egress],
    "ip-permission.protocol": lambda one: [rule.protocol for rule in one.rules if not rule.egress],
}


def create(call: Invocation) -> Output:
    name = call.text("GroupName")
    vpc = _vpc(call)
    groups = inventory.view(call.account, call.region, "security_groups").values()
    if name == inventory.DEFAULT_GROUP:
        raise invalid_value(f"Cannot use reserved security group name: {name}")
    if name.startswith("sg-"):
        raise invalid_value(
            f"Value ({name}) for parameter GroupName is invalid. Group names may not be in the format sg-*."
        )
    if any(one.name == name and one.vpc == vpc for one in groups):
        raise ServiceError("InvalidGroup.Duplicate", f"The security group '{name}' already exists for VPC '{vpc}'")
    if len(groups) >= _MAX_GROUPS:
        raise limit_exceeded("SecurityGroup", _MAX_GROUPS)
    id_ = ids.new(call.account, "sg")
    made = SecurityGroup(
        arn=ids.arn(call.region, call.account.id, "security-group", id_),
        created=call.now,
        id=id_,
        name=name,
        description=call.text("Description"),
        vpc=vpc,
        rules=(Rule(ids.new(call.account, "sgr"), True, _ALL, inventory.EVERYBODY),),
        tags=tags.read(call, "security-group"),
    )
    inventory.keep(call.account, "security_groups", made)
    return {"GroupId": id_, "SecurityGroupArn": made.arn, **tags.shown(made.tags)}


def delete(call: Invocation) -> Output:
    held = find(call)
    if held.name == inventory.DEFAULT_GROUP:
        raise ServiceError(
            "CannotDelete", f'the specified group: "{held.id}" name: "default" cannot be deleted by a user'
        )
    live = (one for one in call.account.instances.values() if one.state != "terminated")
    if any(held.id in one.groups for one in live):
        raise ServiceError("DependencyViolation", f"resource {held.id} has a dependent object")
    del call.account.security_groups[held.arn]
    return {"Return": True, "GroupId": held.id}


def describe(call: Invocation) -> Output:
    names = call.parameters.get("GroupNames")
    found = wanted(call, "security_groups", "GroupIds", "InvalidGroup", "security group")
    if names:
        found = [one for one in found if one.name in names]
        absent = next((name for name in names if name not in [one.name for one in found]), None)
        if absent is not None:
            raise not_found("InvalidGroup", absent, "security group")
    return {"SecurityGroups": [_shown(call, one) for one in filtered(call, found, _FIELDS)]}


def describe_rules(call: Invocation) -> Output:
    asked = call.parameters.get("SecurityGroupRuleIds")
    groups = list(inventory.view(call.account, call.region, "security_groups").values())
    for one in call.parameters.get("Filters") or ():
        if one.get("Name") != "group-id":
            raise invalid_value(f"The filter '{one.get('Name')}' is invalid. This lab knows: group-id.")
        groups = [group for group in groups if group.id in one.get("Values", ())]
    found = [_rule(call, group, rule) for group in groups for rule in group.rules]
    for id_ in asked or ():
        if id_ not in [one["SecurityGroupRuleId"] for one in found]:
            raise not_found("InvalidSecurityGroupRuleId", id_, "security group rule ID")
    return {"SecurityGroupRules": [one for one in found if not asked or one["SecurityGroupRuleId"] in asked]}


def authorize(egress: bool, call: Invocation) -> Output:
    held = find(call)
    new = [replace(rule, id=ids.new(call.account, "sgr")) for rule in _rules(call, egress)]
    known = {rule.says for rule in held.rules}
    for rule in new:
        if rule.says in known:
            raise ServiceError(
                "InvalidPermission.Duplicate",
                f'the specified rule "{_words(rule)}" already exists',
            )
        known.add(rule.says)
    if len(held.rules) + len(new) > _MAX_RULES:
        raise ServiceError(
            "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached."
        )
    inventory.keep(call.account, "security_groups", replace(held, rules=(*held.rules, *new)))
    return {"Return": True, "SecurityGroupRules": [_rule(call, held, rule) for rule in new]}


def revoke(egress: bool, call: Invocation) -> Output:
    held = find(call)
    by_id = set(call.parameters.get("SecurityGroupRuleIds") or ())
    says = {rule.says for rule in _rules(call, egress)} if not by_id else set()
    gone = [rule for rule in held.rules if rule.id in by_id or rule.says in says]
    if len(gone) < len(by_id) + len(says):
        raise ServiceError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
    inventory.keep(call.account, "security_groups", replace(held, rules=tuple(r for r in held.rules if r not in gone)))
    return {"Return": True}


def find(call: Invocation) -> SecurityGroup:
    """The group that a call names by its id, or by its name in the default VPC."""
    id_, name = call.text("GroupId"), call.text("GroupName")
    if id_:
        found: SecurityGroup = one_of(call, "security_groups", id_, "InvalidGroup", "security group")
        return found
    if not name:
        raise ServiceError("MissingParameter", "The request must contain the parameter groupName or groupId")
    vpc = _vpc(call)
    for one in inventory.view(call.account, call.region, "security_groups").values():
        if one.name == name and one.vpc == vpc:
            named: SecurityGroup = one
            return named
    raise not_found("InvalidGroup", name, "security group")


def _vpc(call: Invocation) -> str:
    id_ = call.text("VpcId")
    if id_:
        return str(one_of(call, "vpcs", id_, "InvalidVpcID", "vpc ID").id)
    return str(next(one.id for one in inventory.view(call.account, call.region, "vpcs").values() if one.default))


def _rules(call: Invocation, egress: bool) -> list[Rule]:
    given = list(call.parameters.get("IpPermissions") or ())
    flat = {name: call.parameters[name] for name in ("IpProtocol", "FromPort", "ToPort") if name in call.parameters}
    if call.text("CidrIp"):
        flat["IpRanges"] = [{"CidrIp": call.text("CidrIp")}]
    if flat:
        given.append(flat)
    found = [rule for permission in given for rule in _read(call, permission, egress)]
    if not found:
        raise ServiceError("MissingParameter", "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.")
    return found


def _read(call: Invocation, permission: Mapping[str, Any], egress: bool) -> Iterator[Rule]:
    protocol = str(permission.get("IpProtocol", _ALL)).lower()
    protocol = _NUMBERS.get(protocol, protocol)
    ports = (permission.get("FromPort"), permission.get("ToPort"))
    if protocol in ("tcp", "udp"):
        if None in ports or not all(0 <= int(port) <= 65_535 for port in ports if port is not None):
            raise invalid_value(
                f"Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange: {ports}"
            )
    else:
        ports = (None, None) if protocol == _ALL else ports
    for member, field in (("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6")):
        for one in permission.get(member) or ():
            yield Rule("", egress, protocol, _cidr(str(one.get(field, ""))), *ports, str(one.get("Description", "")))
    for one in permission.get("UserIdGroupPairs") or ():
        id_ = str(one.get("GroupId", ""))
        one_of(call, "security_groups", id_, "InvalidGroup", "security group")
        yield Rule("", egress, protocol, id_, *ports, str(one.get("Description", "")))


def _cidr(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text[:60]))
    except ValueError:
        raise invalid_value(f"CIDR block {text[:60]} is malformed") from None


def _shown(call: Invocation, held: SecurityGroup) -> dict[str, Any]:
    return {
        "GroupId": held.id,
        "GroupName": held.name,
        "Description": held.description,
        "OwnerId": call.account.id,
        "VpcId": held.vpc,
        "SecurityGroupArn": held.arn,
        "IpPermissions": _permissions(call, held, egress=False),
        "IpPermissionsEgress": _permissions(call, held, egress=True),
        **tags.shown(held.tags),
    }


def _permissions(call: Invocation, held: SecurityGroup, *, egress: bool) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for rule in held.rules:
        if rule.egress is not egress:
            continue
        key = (rule.protocol, rule.from_port, rule.to_port)
        permission = found.setdefault(
            key,
            {
                "IpProtocol": rule.protocol,
                "UserIdGroupPairs": [],
                "IpRanges": [],
                "Ipv6Ranges": [],
                "PrefixListIds": [],
            },
        )
        if rule.from_port is not None:
            permission |= {"FromPort": rule.from_port, "ToPort": rule.to_port}
        about = {"Description": rule.description} if rule.description else {}
        if rule.target.startswith("sg-"):
            permission["UserIdGroupPairs"].append({"UserId": call.account.id, "GroupId": rule.target, **about})
        elif ":" in rule.target:
            permission["Ipv6Ranges"].append({"CidrIpv6": rule.target, **about})
        else:
            permission["IpRanges"].append({"CidrIp": rule.target, **about})
    return list(found.values())


def _words(rule: Rule) -> str:
    """A rule as EC2's refusals speak of it."""
    what = "ALL" if rule.protocol == _ALL else rule.protocol.upper()
    ports = f"from port: {rule.from_port}, to port: {rule.to_port}, " if rule.from_port is not None else ""
    return f"peer: {rule.target}, {what}, {ports}ALLOW"


def _rule(call: Invocation, held: SecurityGroup, rule: Rule) -> dict[str, Any]:
    target: dict[str, Any]
    if rule.target.startswith("sg-"):
        target = {"ReferencedGroupInfo": {"GroupId": rule.target, "UserId": call.account.id}}
    else:
        target = {"CidrIpv6" if ":" in rule.target else "CidrIpv4": rule.target}
    return {
        "SecurityGroupRuleId": rule.id,
        "GroupId": held.id,
        "GroupOwnerId": call.account.id,
        "IsEgress": rule.egress,
        "IpProtocol": rule.protocol,
        "FromPort": -1 if rule.from_port is None else rule.from_port,
        "ToPort": -1 if rule.to_port is None else rule.to_port,
        **target,
        **({"Description": rule.description} if rule.description else {}),
    }


OPERATIONS = {
    "CreateSecurityGroup": ec2(create, writes=True),
    "DeleteSecurityGroup": ec2(delete, writes=True),
    "DescribeSecurityGroups": ec2(describe),
    "DescribeSecurityGroupRules": ec2(describe_rules),
    "AuthorizeSecurityGroupIngress": ec2(partial(authorize, False), writes=True),
    "AuthorizeSecurityGroupEgress": ec2(partial(authorize, True), writes=True),
    "RevokeSecurityGroupIngress": ec2(partial(revoke, False), writes=True),
    "RevokeSecurityGroupEgress": ec2(partial(revoke, True), writes=True),
}
