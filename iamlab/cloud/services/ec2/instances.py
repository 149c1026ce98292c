"""Instances. AWS pages: "RunInstances", "DescribeInstances", "TerminateInstances", "Instance lifecycle"."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2 import ids, images, inventory, key_pairs, placement, profiles, tags, volumes
from iamlab.cloud.services.ec2.describing import STATES, instance
from iamlab.cloud.services.ec2.errors import invalid_combination, invalid_value, limit_exceeded
from iamlab.cloud.services.ec2.filters import Fields, filtered
from iamlab.cloud.services.ec2.network import one_of, wanted
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.ec2 import Instance

MAX_INSTANCES = 50
_SHOWN_AFTER_END = timedelta(hours=1)  # a terminated instance is shown for about an hour
_ROOT_GIB = 8
# What changes nothing that the lab shows or decides.
_IGNORED = (
    *("ClientToken", "UserData", "Monitoring", "EbsOptimized", "CreditSpecification", "CpuOptions"),
    *("InstanceInitiatedShutdownBehavior", "MaintenanceOptions", "EnclaveOptions", "HibernationOptions"),
)
_FIELDS: Fields = {
    "instance-id": lambda one: [one.id],
    "instance-state-name": lambda one: [one.state],
    "instance-type": lambda one: [one.kind],
    "image-id": lambda one: [one.image],
    "key-name": lambda one: [one.key_name],
    "vpc-id": lambda one: [one.vpc],
    "subnet-id": lambda one: [one.subnet],
    "availability-zone": lambda one: [one.zone],
    "private-ip-address": lambda one: [one.address],
    "instance.group-id": lambda one: one.groups,
    "reservation-id": lambda one: [one.reservation],
}


def run_instances(call: Invocation) -> Output:
    for ignored in _IGNORED:
        call.parameters.get(ignored)
    least, most = int(call.parameters["MinCount"]), int(call.parameters["MaxCount"])
    if not 1 <= least <= most:
        raise invalid_value(f"Invalid value '{least}' for minCount/maxCount.")
    live = [one for one in inventory.view(call.account, call.region, "instances").values() if one.state != "terminated"]
    room = MAX_INSTANCES - len(live)
    if room < least:
        raise limit_exceeded("Instance", MAX_INSTANCES)
    image, kind = call.text("ImageId"), call.text("InstanceType", "m1.small")
    if not image:
        raise ServiceError("MissingParameter", "The request must contain the parameter ImageId")
    images.check(call.region, image)
    key_pairs.check(call, call.text("KeyName"))
    subnet = placement.subnet(call)
    profile = profiles.named(call, call.parameters.get("IamInstanceProfile"))
    groups, reservation = placement.groups(call, subnet), ids.new(call.account, "r")
    made = []
    for _ in range(min(most, room)):
        id_ = ids.new(call.account, "i")
        one = Instance(
            arn=ids.arn(call.region, call.account.id, "instance", id_),
            created=call.now,
            id=id_,
            reservation=reservation,
            image=image,
            kind=kind,
            state="running",
            subnet=subnet.id,
            vpc=subnet.vpc,
            zone=subnet.zone,
            address=placement.address(call, subnet),
            groups=groups,
            key_name=call.text("KeyName"),
            profile=profile,
            association=ids.new(call.account, "iip-assoc") if profile else "",
            protected=bool(call.parameters.get("DisableApiTermination", False)),
            metadata=dict(call.parameters.get("MetadataOptions") or {}),
            tags=tags.read(call, "instance"),
        )
        inventory.keep(call.account, "instances", one)
        _root_volume(call, one)
        made.append(instance(call, one) | {"State": {"Code": 0, "Name": "pending"}})
    return {"ReservationId": reservation, "OwnerId": call.account.id, "Groups": [], "Instances": made}


def describe_instances(call: Invocation) -> Output:
    call.parameters.get("IncludeManagedResources")
    found = wanted(call, "instances", "InstanceIds", "InvalidInstanceID", "instance ID")
    reservations: dict[str, list[dict[str, Any]]] = {}
    for one in filtered(call, [one for one in found if _is_shown(call, one)], _FIELDS):
        reservations.setdefault(one.reservation, []).append(instance(call, one))
    return {
        "Reservations": [
            {"ReservationId": name, "OwnerId": call.account.id, "Groups": [], "Instances": members}
            for name, members in reservations.items()
        ]
    }


def describe_instance_status(call: Invocation) -> Output:
    every = call.parameters.get("IncludeAllInstances")
    found = wanted(call, "instances", "InstanceIds", "InvalidInstanceID", "instance ID")
    found = [one for one in found if _is_shown(call, one) and (every or one.state == "running")]
    return {
        "InstanceStatuses": [
            {
                "InstanceId": one.id,
                "AvailabilityZone": one.zone,
                "InstanceState": STATES[one.state],
                "InstanceStatus": _health(one),
                "SystemStatus": _health(one),
            }
            for one in filtered(call, found, _FIELDS)
        ]
    }


def terminate_instances(call: Invocation) -> Output:
    found = _named(call)
    for one in found:
        if one.protected:
            raise ServiceError(
                "OperationNotPermitted",
                f"The instance '{one.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute"
                " and try again.",
            )
    for one in found:
        for volume in list(call.account.volumes.values()):
            if volume.instance == one.id and volume.device == "/dev/xvda":
                del call.account.volumes[volume.arn]
            elif volume.instance == one.id:
                inventory.keep(call.account, "volumes", replace(volume, instance="", device="", attached=None))
    return {"TerminatingInstances": [_change(call, one, "terminated", "shutting-down") for one in found]}


def stop_instances(call: Invocation) -> Output:
    for ignored in ("Force", "Hibernate", "SkipOsShutdown"):
        call.parameters.get(ignored)
    return {"StoppingInstances": [_change(call, one, "stopped", "stopping") for one in _alive(call, "stopped")]}


def start_instances(call: Invocation) -> Output:
    call.parameters.get("AdditionalInfo")
    return {"StartingInstances": [_change(call, one, "running", "pending") for one in _alive(call, "started")]}


def reboot_instances(call: Invocation) -> Output:
    _alive(call, "rebooted")
    return {}


def modify_instance_attribute(call: Invocation) -> Output:
    held = one_of(call, "instances", call.text("InstanceId"), "InvalidInstanceID", "instance ID")
    changes: dict[str, Any] = {}
    if "DisableApiTermination" in call.parameters:
        changes["protected"] = bool(call.parameters["DisableApiTermination"].get("Value"))
    if "InstanceType" in call.parameters:
        if held.state != "stopped":
            raise ServiceError("IncorrectInstanceState", f"The instance '{held.id}' is not in the 'stopped' state.")
        changes["kind"] = str(call.parameters["InstanceType"].get("Value"))
    if "Groups" in call.parameters:
        for id_ in call.parameters["Groups"]:
            one_of(call, "security_groups", id_, "InvalidGroup", "security group")
        changes["groups"] = tuple(call.parameters["Groups"])
    if not changes:
        raise invalid_combination(
            "No attributes specified. This lab changes DisableApiTermination, InstanceType and Groups of an instance."
        )
    inventory.keep(call.account, "instances", replace(held, **changes))
    return {}


def modify_metadata_options(call: Invocation) -> Output:
    held = one_of(call, "instances", call.text("InstanceId"), "InvalidInstanceID", "instance ID")
    names = ("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "HttpProtocolIpv6", "InstanceMetadataTags")
    given = {name: call.parameters[name] for name in names if name in call.parameters}
    changed = replace(held, metadata={**held.metadata, **given})
    inventory.keep(call.account, "instances", changed)
    return {"InstanceId": held.id, "InstanceMetadataOptions": instance(call, changed)["MetadataOptions"]}


def _named(call: Invocation) -> list[Instance]:
    return [
        one_of(call, "instances", id_, "InvalidInstanceID", "instance ID") for id_ in call.parameters["InstanceIds"]
    ]


def _alive(call: Invocation, done: str) -> list[Instance]:
    """The instances that a call names, all of which can still be started, stopped and so on (`done`)."""
    found = _named(call)
    ended = next((one for one in found if one.state == "terminated"), None)
    if ended:
        raise ServiceError(
            "IncorrectInstanceState", f"The instance '{ended.id}' is not in a state from which it can be {done}."
        )
    return found


def _change(call: Invocation, held: Instance, state: str, on_the_way: str) -> dict[str, Any]:
    """Bring an instance into another state at once; the answer says, as AWS does, that it is on the way there."""
    before = STATES[held.state]
    current = STATES[on_the_way] if held.state not in (state, "terminated") else before
    if held.state != "terminated":
        stopped = None if state == "running" else call.now
        inventory.keep(call.account, "instances", replace(held, state=state, stopped=stopped))
    return {"InstanceId": held.id, "CurrentState": current, "PreviousState": before}


def _is_shown(call: Invocation, held: Instance) -> bool:
    return held.state != "terminated" or held.stopped is None or call.now - held.stopped < _SHOWN_AFTER_END


def _health(held: Instance) -> dict[str, Any]:
    running = held.state == "running"
    state = "ok" if running else "not-applicable"
    return {"Status": state, **({"Details": [{"Name": "reachability", "Status": "passed"}]} if running else {})}


def _root_volume(call: Invocation, held: Instance) -> None:
    """The volume that an instance starts from; a block device mapping may give it another size or encrypt it."""
    mappings = call.parameters.get("BlockDeviceMappings") or [{}]
    asked = mappings[0].get("Ebs") or {}
    volumes.new_volume(
        call,
        size=int(asked.get("VolumeSize", _ROOT_GIB)),
        zone=held.zone,
        kind=str(asked.get("VolumeType", "gp3")),
        encrypted=bool(asked.get("Encrypted", False)),
        instance=held.id,
        device="/dev/xvda",
        attached=call.now,
        tags=tags.read(call, "volume"),
    )


_WRITING: dict[str, Callable[[Invocation], Output]] = {
    "RunInstances": run_instances,
    "TerminateInstances": terminate_instances,
    "StopInstances": stop_instances,
    "StartInstances": start_instances,
    "ModifyInstanceAttribute": modify_instance_attribute,
    "ModifyInstanceMetadataOptions": modify_metadata_options,
    "RebootInstances": reboot_instances,
}
OPERATIONS = {
    **{name: ec2(carry_out, writes=True) for name, carry_out in _WRITING.items()},
    "DescribeInstances": ec2(describe_instances),
    "DescribeInstanceStatus": ec2(describe_instance_status),
}
