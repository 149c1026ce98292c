"""Instance profiles in instances. AWS pages: "AssociateIamInstanceProfile", "IAM roles for Amazon EC2"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.ec2 import ids, inventory
from iamlab.cloud.services.ec2.errors import invalid_value
from iamlab.cloud.services.ec2.network import one_of
from iamlab.cloud.services.ec2.operation import ec2
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.ec2 import Instance


def named(call: Invocation, given: Mapping[str, Any] | None) -> str:
    """The name of the instance profile that a call means, "" for none; raises for one that is not there."""
    if not given:
        return ""
    name = str(given.get("Name") or "") or str(given.get("Arn") or "").rpartition("/")[2]
    found = call.account.instance_profiles.get(name)
    if found is None:
        raise invalid_value(
            f"Value ({name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"
        )
    if found.role is None:
        raise invalid_value(f"IAM Instance Profile {arn(call.account, name)} has no associated IAM Roles")
    return name


def arn(account: Account, name: str) -> str:
    """The ARN of an instance profile, also of one that was deleted since."""
    found = account.instance_profiles.get(name)
    return identifiers.iam_arn(account.id, "instance-profile", found.path if found else "/", name)


def shown(account: Account, name: str) -> dict[str, str]:
    """An IamInstanceProfile member of an answer."""
    found = account.instance_profiles.get(name)
    return {"Arn": arn(account, name), "Id": found.id if found else ""}


def associate(call: Invocation) -> Output:
    held = one_of(call, "instances", call.text("InstanceId"), "InvalidInstanceID", "instance ID")
    name = named(call, call.parameters["IamInstanceProfile"])
    if held.profile:
        raise ServiceError("IncorrectState", f"There is an existing association for instance {held.id}")
    changed = replace(held, profile=name, association=ids.new(call.account, "iip-assoc"))
    inventory.keep(call.account, "instances", changed)
    return {"IamInstanceProfileAssociation": _association(call, changed, "associating")}


def disassociate(call: Invocation) -> Output:
    held = _find(call)
    inventory.keep(call.account, "instances", replace(held, profile="", association=""))
    return {"IamInstanceProfileAssociation": _association(call, held, "disassociating")}


def replace_association(call: Invocation) -> Output:
    held, name = _find(call), named(call, call.parameters["IamInstanceProfile"])
    changed = replace(held, profile=name, association=ids.new(call.account, "iip-assoc"))
    inventory.keep(call.account, "instances", changed)
    return {"IamInstanceProfileAssociation": _association(call, changed, "associating")}


def describe(call: Invocation) -> Output:
    asked = call.parameters.get("AssociationIds")
    found = [one for one in inventory.view(call.account, call.region, "instances").values() if one.profile]
    for one in call.parameters.get("Filters") or ():
        if one.get("Name") not in ("instance-id", "state"):
            raise invalid_value(f"The filter '{one.get('Name')}' is invalid. This lab knows: instance-id, state.")
        texts = one.get("Values", ())
        found = [held for held in found if (held.id if one["Name"] == "instance-id" else "associated") in texts]
    found = [held for held in found if not asked or held.association in asked]
    return {"IamInstanceProfileAssociations": [_association(call, held, "associated") for held in found]}


def _find(call: Invocation) -> Instance:
    wanted = call.text("AssociationId")
    for one in inventory.view(call.account, call.region, "instances").values():
        if one.association == wanted:
            found: Instance = one
            return found
    raise ServiceError("InvalidAssociationID.NotFound", f"An invalid association-id of '{wanted}' was given")


def _association(call: Invocation, held: Instance, state: str) -> dict[str, Any]:
    return {
        "AssociationId": held.association,
        "InstanceId": held.id,
        "IamInstanceProfile": shown(call.account, held.profile),
        "State": state,
    }


OPERATIONS = {
    "AssociateIamInstanceProfile": ec2(associate, writes=True),
    "DisassociateIamInstanceProfile": ec2(disassociate, writes=True),
    "ReplaceIamInstanceProfileAssociation": ec2(replace_association, writes=True),
    "DescribeIamInstanceProfileAssociations": ec2(describe),
}
