"""Volumes and snapshots. AWS pages: "CreateVolume", "CreateSnapshot", "ModifySnapshotAttribute"."""

from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2 import ids, inventory, tags
from iamlab.cloud.services.ec2.errors import invalid_value, limit_exceeded, not_found
from iamlab.cloud.services.ec2.filters import Fields, filtered
from iamlab.cloud.services.ec2.network import one_of, wanted, zones
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.ec2 import Snapshot, Volume

_MAX_VOLUMES = 100
_EVERYBODY = "all"
_VOLUME = ("volumes", "InvalidVolume", "volume")
_SNAPSHOT = ("snapshots", "InvalidSnapshot", "snapshot")
_INSTANCE = ("instances", "InvalidInstanceID", "instance ID")
_VOLUME_FIELDS: Fields = {
    "volume-id": lambda one: [one.id],
    "status": lambda one: [_state(one)],
    "attachment.instance-id": lambda one: [one.instance],
    "availability-zone": lambda one: [one.zone],
    "encrypted": lambda one: [str(one.encrypted).lower()],
    "volume-type": lambda one: [one.kind],
}
_SNAPSHOT_FIELDS: Fields = {
    "snapshot-id": lambda one: [one.id],
    "volume-id": lambda one: [one.volume],
    "encrypted": lambda one: [str(one.encrypted).lower()],
    "status": lambda one: ["completed"],
}


def create_volume(call: Invocation) -> Output:
    zone, snapshot_id = call.text("AvailabilityZone"), call.text("SnapshotId")
    snapshot = _readable(call, snapshot_id) if snapshot_id else None
    if zone not in zones(call.region):
        raise ServiceError("InvalidZone.NotFound", f"The zone '{zone}' does not exist.")
    size = int(call.parameters.get("Size", snapshot.size if snapshot else 0))
    if size <= 0:
        raise ServiceError("MissingParameter", "The request must contain the parameter size/snapshot")
    made = new_volume(
        call,
        size=size,
        zone=zone,
        kind=call.text("VolumeType", "gp2"),
        encrypted=bool(call.parameters.get("Encrypted", snapshot.encrypted if snapshot else False)),
        snapshot=snapshot_id,
        tags=tags.read(call, "volume"),
    )
    return _volume(made)


def new_volume(call: Invocation, **values: Any) -> Volume:
    """Make a volume and keep it."""
    if len(inventory.view(call.account, call.region, "volumes")) >= _MAX_VOLUMES:
        raise limit_exceeded("Volume", _MAX_VOLUMES)
    id_ = ids.new(call.account, "vol")
    made = Volume(arn=ids.arn(call.region, call.account.id, "volume", id_), created=call.now, id=id_, **values)
    inventory.keep(call.account, "volumes", made)
    return made


def describe_volumes(call: Invocation) -> Output:
    found = wanted(call, "volumes", "VolumeIds", "InvalidVolume", "volume")
    return {"Volumes": [_volume(one) for one in filtered(call, found, _VOLUME_FIELDS)]}


def delete_volume(call: Invocation) -> Output:
    held = _find(call, "VolumeId", _VOLUME)
    if held.instance:
        raise ServiceError("VolumeInUse", f"Volume {held.id} is currently attached to {held.instance}")
    del call.account.volumes[held.arn]
    return {}


def attach_volume(call: Invocation) -> Output:
    held, instance = _find(call, "VolumeId", _VOLUME), _find(call, "InstanceId", _INSTANCE)
    if held.instance:
        raise ServiceError("VolumeInUse", f"{held.id} is already attached to an instance")
    if held.zone != instance.zone:
        raise ServiceError(
            "InvalidVolume.ZoneMismatch", "The volume is not in the same availability zone as the instance"
        )
    changed = replace(held, instance=instance.id, device=call.text("Device"), attached=call.now)
    inventory.keep(call.account, "volumes", changed)
    return _attachment(changed) | {"State": "attaching"}


def detach_volume(call: Invocation) -> Output:
    held = _find(call, "VolumeId", _VOLUME)
    for name in ("Device", "Force"):
        call.parameters.get(name)
    if not held.instance or call.text("InstanceId") not in ("", held.instance):
        raise ServiceError("IncorrectState", f"Volume '{held.id}' is in the 'available' state.")
    inventory.keep(call.account, "volumes", replace(held, instance="", device="", attached=None))
    return _attachment(held) | {"State": "detaching"}


def create_snapshot(call: Invocation) -> Output:
    volume = _find(call, "VolumeId", _VOLUME)
    id_ = ids.new(call.account, "snap")
    if len(inventory.view(call.account, call.region, "snapshots")) >= _MAX_VOLUMES:
        raise limit_exceeded("Snapshot", _MAX_VOLUMES)
    made = Snapshot(
        arn=ids.arn(call.region, call.account.id, "snapshot", id_),
        created=call.now,
        id=id_,
        volume=volume.id,
        size=volume.size,
        description=call.text("Description"),
        encrypted=volume.encrypted,
        tags=tags.read(call, "snapshot"),
    )
    inventory.keep(call.account, "snapshots", made)
    return _snapshot(call.account.id, made) | {"State": "pending"}


def describe_snapshots(call: Invocation) -> Output:
    asked, owners = call.parameters.get("SnapshotIds"), call.parameters.get("OwnerIds") or ()
    call.parameters.get("RestorableByUserIds")
    visible = {one.id: (owner, one) for owner, one in _visible(call)}
    missing = next((id_ for id_ in asked or () if id_ not in visible), None)
    if missing:
        raise not_found("InvalidSnapshot", missing, "snapshot")
    pairs = [pair for id_, pair in visible.items() if not asked or id_ in asked]
    own = {"self": call.account.id}
    pairs = [(owner, one) for owner, one in pairs if not owners or owner in [own.get(who, who) for who in owners]]
    kept = filtered(call, [one for _, one in pairs], _SNAPSHOT_FIELDS)
    return {"Snapshots": [_snapshot(owner, one) for owner, one in pairs if one in kept]}


def delete_snapshot(call: Invocation) -> Output:
    held = _find(call, "SnapshotId", _SNAPSHOT)
    del call.account.snapshots[held.arn]
    return {}


def describe_snapshot_attribute(call: Invocation) -> Output:
    held = _find(call, "SnapshotId", _SNAPSHOT)
    if call.text("Attribute") != "createVolumePermission":
        raise invalid_value("This lab knows the attribute createVolumePermission of a snapshot.")
    return {"SnapshotId": held.id, "CreateVolumePermissions": [_permission(who) for who in held.shared]}


def modify_snapshot_attribute(call: Invocation) -> Output:
    held, asked = _find(call, "SnapshotId", _SNAPSHOT), call.parameters.get("CreateVolumePermission") or {}
    added = {one.get("UserId") or one.get("Group") for one in asked.get("Add") or ()}
    removed = {one.get("UserId") or one.get("Group") for one in asked.get("Remove") or ()}
    named = set(call.parameters.get("UserIds") or ()) | set(call.parameters.get("GroupNames") or ())
    call.parameters.get("Attribute")
    if call.text("OperationType") == "remove":
        removed |= named
    else:
        added |= named
    if held.encrypted and _EVERYBODY in added:
        raise ServiceError("OperationNotPermitted", "Encrypted snapshots with EBS default key cannot be shared")
    shared = sorted({*held.shared, *(str(one) for one in added if one)} - {str(one) for one in removed if one})
    inventory.keep(call.account, "snapshots", replace(held, shared=tuple(shared)))
    return {}


def _find(call: Invocation, member: str, kind: tuple[str, str, str]) -> Any:
    return one_of(call, kind[0], call.text(member), kind[1], kind[2])


def _visible(call: Invocation) -> list[tuple[str, Snapshot]]:
    """The account's own snapshots, and those that other accounts of the company share with it."""
    return [
        (account.id, one)
        for account in call.company.accounts.values()
        for one in account.snapshots.values()
        if f":{call.region}:" in one.arn
        and (account.id == call.account.id or {_EVERYBODY, call.account.id} & set(one.shared))
    ]


def _readable(call: Invocation, id_: str) -> Snapshot:
    found = next((one for _, one in _visible(call) if one.id == id_), None)
    if found is None:
        raise not_found("InvalidSnapshot", id_, "snapshot")
    return found


def _state(held: Volume) -> str:
    return "in-use" if held.instance else "available"


def _attachment(held: Volume) -> dict[str, Any]:
    return {
        "VolumeId": held.id,
        "InstanceId": held.instance,
        "Device": held.device,
        "State": "attached",
        "AttachTime": held.attached,
        "DeleteOnTermination": False,
    }


def _volume(held: Volume) -> dict[str, Any]:
    return {
        "VolumeId": held.id,
        "Size": held.size,
        "AvailabilityZone": held.zone,
        "State": _state(held),
        "CreateTime": held.created,
        "VolumeType": held.kind,
        "Encrypted": held.encrypted,
        "SnapshotId": held.snapshot,
        "MultiAttachEnabled": False,
        "Attachments": [_attachment(held)] if held.instance else [],
        **tags.shown(held.tags),
    }


def _snapshot(owner: str, held: Snapshot) -> dict[str, Any]:
    return {
        "SnapshotId": held.id,
        "VolumeId": held.volume,
        "VolumeSize": held.size,
        "State": "completed",
        "Progress": "100%",
        "StartTime": held.created,
        "OwnerId": owner,
        "Description": held.description,
        "Encrypted": held.encrypted,
        **tags.shown(held.tags),
    }


def _permission(who: str) -> dict[str, str]:
    return {"Group": who} if who == _EVERYBODY else {"UserId": who}


OPERATIONS = {
    "CreateVolume": ec2(create_volume, writes=True),
    "DescribeVolumes": ec2(describe_volumes),
    "DeleteVolume": ec2(delete_volume, writes=True),
    "AttachVolume": ec2(attach_volume, writes=True),
    "DetachVolume": ec2(detach_volume, writes=True),
    "CreateSnapshot": ec2(create_snapshot, writes=True),
    "DescribeSnapshots": ec2(describe_snapshots),
    "DeleteSnapshot": ec2(delete_snapshot, writes=True),
    "DescribeSnapshotAttribute": ec2(describe_snapshot_attribute),
    "ModifySnapshotAttribute": ec2(modify_snapshot_attribute, writes=True),
}
