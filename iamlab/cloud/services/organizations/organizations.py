"""The organisation as a whole. AWS page: "Creating and configuring an organization"."""

from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.operation import Invocation, Output, everything
from iamlab.cloud.services.organizations import ids, linked_role
from iamlab.cloud.services.organizations.access import Caller, operation, organization_of
from iamlab.cloud.services.organizations.defaults import FULL_ACCESS, attach_defaults
from iamlab.cloud.services.organizations.describing import organization_fields, root_fields
from iamlab.cloud.services.organizations.membership import join
from iamlab.cloud.state.organization import Member, Organization


def create_organization(call: Invocation) -> Output:
    """Make the caller's account the management account of a new organisation with all features."""
    existing = call.company.organization
    if existing and existing.has(call.account.id):
        raise ServiceError("AlreadyInOrganizationException", "The AWS account is already a member of an organization.")
    if existing:
        raise not_simulated("In this lab a sandbox has one organization, and another account has made it already.")
    if call.text("FeatureSet", "ALL") != "ALL":
        raise not_simulated("This lab's organizations have all features: leave --feature-set out.")
    linked_role.require(call)
    made_id = ids.organization_id(call.account.id, call.now)
    made = Organization(made_id, call.account.id, ids.root_id(made_id))
    made.policies = {one.id: one for one in FULL_ACCESS.values()}
    attach_defaults(made, made.root_id)
    join(call.company, made, call.account.id, Member(call.now, "INVITED"))
    call.company.organization = made
    return {"Organization": organization_fields(call, made)}


def describe_organization(call: Invocation) -> Output:
    return {"Organization": organization_fields(call, organization_of(call))}


def delete_organization(call: Invocation) -> Output:
    """Take the organisation away, units and policies and all, once the management account is alone in it."""
    if len(organization_of(call).members) > 1:
        raise ServiceError(
            "OrganizationNotEmptyException",
            "To delete an organization you must first remove all member accounts (except the master).",
        )
    call.company.organization = None
    return {}


def enable_all_features(call: Invocation) -> Output:
    raise ServiceError(
        "HandshakeConstraintViolationException",
        "All features have already been enabled for your organization.",
        reason="ORGANIZATION_ALREADY_HAS_ALL_FEATURES",
    )


def list_roots(call: Invocation) -> Output:
    return {"Roots": [root_fields(organization_of(call))]}


OPERATIONS = {
    "CreateOrganization": operation("CreateOrganization", everything, create_organization, Caller.ANYBODY, writes=True),
    "DescribeOrganization": operation("DescribeOrganization", everything, describe_organization, Caller.MEMBER),
    "DeleteOrganization": operation(
        "DeleteOrganization", everything, delete_organization, Caller.MANAGEMENT, writes=True
    ),
    "EnableAllFeatures": operation(
        "EnableAllFeatures", everything, enable_all_features, Caller.MANAGEMENT, writes=True
    ),
    "ListRoots": operation("ListRoots", everything, list_roots),
}
