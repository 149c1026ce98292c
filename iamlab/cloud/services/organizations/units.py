"""Organizational units. AWS page: "Managing organizational units (OUs)"."""

from dataclasses import replace

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.organizations import ids, quotas
from iamlab.cloud.services.organizations.access import Caller, operation, organization_of
from iamlab.cloud.services.organizations.arns import arn, named
from iamlab.cloud.services.organizations.defaults import attach_defaults
from iamlab.cloud.services.organizations.describing import unit_fields
from iamlab.cloud.services.organizations.finding import parent, unit
from iamlab.cloud.services.organizations.tags import give, require_tagging, tag_keys, tags_of
from iamlab.cloud.state.organization import Organization, OrganizationalUnit


def create_organizational_unit(call: Invocation) -> Output:
    organization = organization_of(call)
    above, name, tags = parent(organization, call), call.text("Name"), tags_of(call)
    if len(organization.units) >= quotas.UNITS:
        raise quotas.violated("OU_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of OUs.")
    if len(organization.path(above)) > quotas.LEVELS_OF_UNITS:  # the path begins with the root
        raise quotas.violated(
            "OU_DEPTH_LIMIT_EXCEEDED",
            "You cannot add an organizational unit to the specified parent because it would exceed the max depth"
            " allowed.",
        )
    _check_name(organization, above, name)
    unit_id = ids.unit_id(organization.id, organization.root_id, organization.next_id())
    made = OrganizationalUnit(unit_id, arn(organization, "ou", unit_id), name)
    require_tagging(call, made.arn, tags)
    organization.units[unit_id] = made
    organization.parents[unit_id] = above
    attach_defaults(organization, unit_id)
    give(organization, unit_id, tags)
    return {"OrganizationalUnit": unit_fields(organization, made)}


def update_organizational_unit(call: Invocation) -> Output:
    organization = organization_of(call)
    held = unit(organization, call)
    name = call.text("Name", held.name)
    if name != held.name:
        _check_name(organization, organization.parents[held.id], name)
    organization.units[held.id] = replace(held, name=name)
    return {"OrganizationalUnit": unit_fields(organization, organization.units[held.id])}


def delete_organizational_unit(call: Invocation) -> Output:
    organization = organization_of(call)
    held = unit(organization, call)
    if held.id in organization.parents.values():
        raise ServiceError(
            "OrganizationalUnitNotEmptyException",
            "The organizational unit is not empty: move its accounts elsewhere and delete the units in it first.",
        )
    del organization.units[held.id], organization.parents[held.id]
    organization.attached.pop(held.id, None)
    organization.tags.pop(held.id, None)
    return {}


def describe_organizational_unit(call: Invocation) -> Output:
    organization = organization_of(call)
    return {"OrganizationalUnit": unit_fields(organization, unit(organization, call))}


def list_organizational_units_for_parent(call: Invocation) -> Output:
    organization = organization_of(call)
    above = parent(organization, call)
    found = [one for one in organization.units.values() if organization.parents[one.id] == above]
    return {"OrganizationalUnits": [unit_fields(organization, one) for one in found]}


def _check_name(organization: Organization, above: str, name: str) -> None:
    """No two units under one parent have the same name."""
    if any(one.name == name and organization.parents[one.id] == above for one in organization.units.values()):
        raise ServiceError(
            "DuplicateOrganizationalUnitException", "An organizational unit with the same name already exists."
        )


_UNIT = named("OrganizationalUnitId")
_PARENT = named("ParentId")

OPERATIONS = {
    "CreateOrganizationalUnit": operation(
        "CreateOrganizationalUnit",
        _PARENT,
        create_organizational_unit,
        Caller.MANAGEMENT,
        writes=True,
        context=tag_keys,
    ),
    "UpdateOrganizationalUnit": operation(
        "UpdateOrganizationalUnit", _UNIT, update_organizational_unit, Caller.MANAGEMENT, writes=True
    ),
    "DeleteOrganizationalUnit": operation(
        "DeleteOrganizationalUnit", _UNIT, delete_organizational_unit, Caller.MANAGEMENT, writes=True
    ),
    "DescribeOrganizationalUnit": operation("DescribeOrganizationalUnit", _UNIT, describe_organizational_unit),
    "ListOrganizationalUnitsForParent": operation(
        "ListOrganizationalUnitsForParent", _PARENT, list_organizational_units_for_parent
    ),
}
