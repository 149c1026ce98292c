"""An organisation's policies. AWS page: "Managing organization policies with AWS Organizations"."""

from dataclasses import replace

from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.operation import Context, Invocation, Output, everything
from iamlab.cloud.services.organizations import documents, ids, quotas
from iamlab.cloud.services.organizations.access import operation, organization_of
from iamlab.cloud.services.organizations.arns import arn, named, policy_arn
from iamlab.cloud.services.organizations.describing import policy_fields, policy_summary
from iamlab.cloud.services.organizations.finding import own_policy, policy
from iamlab.cloud.services.organizations.tags import give, require_tagging, tag_keys, tags_of
from iamlab.cloud.state.organization import Organization, OrganizationPolicy

TYPE_KEY = "organizations:PolicyType"


def new_policy(call: Invocation) -> str:
    organization = call.company.organization
    return arn(organization, "policy", call.text("Type").lower(), "*") if organization else "*"


def new_policy_keys(call: Invocation) -> Context:
    return {TYPE_KEY: call.text("Type")} | tag_keys(call)


def type_key(call: Invocation) -> Context:
    """The type of the policy that the call names."""
    organization = call.company.organization
    held = organization.policies.get(call.text("PolicyId")) if organization else None
    return {TYPE_KEY: held.type} if held else {}


def filter_key(call: Invocation) -> Context:
    return {TYPE_KEY: call.text("Filter")}


def known_type(kind: str) -> str:
    """The type of policy, where the lab has it: those that decide about requests."""
    if kind not in documents.TYPES:
        raise not_simulated(f"This lab has policies of the types {' and '.join(documents.TYPES)} only, not {kind}.")
    return kind


def create_policy(call: Invocation) -> Output:
    organization = organization_of(call)
    kind, content, tags = known_type(call.text("Type")), call.text("Content"), tags_of(call)
    documents.check(content, kind)
    _check_name(organization, call.text("Name"), kind)
    if sum(one.type == kind for one in organization.policies.values()) >= quotas.POLICIES[kind]:
        raise quotas.violated("POLICY_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of policies.")
    policy_id = ids.policy_id(organization.id, organization.next_id())
    made = OrganizationPolicy(
        policy_id,
        arn(organization, "policy", kind.lower(), policy_id),
        call.text("Name"),
        kind,
        content,
        call.text("Description"),
    )
    require_tagging(call, made.arn, tags)
    organization.policies[policy_id] = made
    give(organization, policy_id, tags)
    return {"Policy": policy_fields(made)}


def update_policy(call: Invocation) -> Output:
    organization = organization_of(call)
    held = own_policy(organization, call)
    changed = replace(
        held,
        name=call.text("Name", held.name),
        description=call.text("Description", held.description),
        content=call.text("Content", held.content),
    )
    if changed.content != held.content:
        documents.check(changed.content, held.type)
    if changed.name != held.name:
        _check_name(organization, changed.name, held.type)
    organization.policies[held.id] = changed
    return {"Policy": policy_fields(changed)}


def delete_policy(call: Invocation) -> Output:
    organization = organization_of(call)
    held = own_policy(organization, call)
    if any(held.id in attached for attached in organization.attached.values()):
        raise ServiceError(
            "PolicyInUseException",
            "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts"
            " before performing this operation.",
        )
    del organization.policies[held.id]
    organization.tags.pop(held.id, None)
    return {}


def describe_policy(call: Invocation) -> Output:
    return {"Policy": policy_fields(policy(organization_of(call), call))}


def list_policies(call: Invocation) -> Output:
    wanted = call.text("Filter")
    found = [one for one in organization_of(call).policies.values() if one.type == wanted]
    return {"Policies": [policy_summary(one) for one in found]}


def _check_name(organization: Organization, name: str, kind: str) -> None:
    """No two policies of a type have the same name."""
    if any(one.name == name and one.type == kind for one in organization.policies.values()):
        raise ServiceError("DuplicatePolicyException", "A policy with the specified name and type already exists.")


_POLICY = named("PolicyId", policy_arn)

OPERATIONS = {
    "CreatePolicy": operation("CreatePolicy", new_policy, create_policy, writes=True, context=new_policy_keys),
    "UpdatePolicy": operation("UpdatePolicy", _POLICY, update_policy, writes=True, context=type_key),
    "DeletePolicy": operation("DeletePolicy", _POLICY, delete_policy, writes=True, context=type_key),
    "DescribePolicy": operation("DescribePolicy", _POLICY, describe_policy, context=type_key),
    "ListPolicies": operation("ListPolicies", everything, list_policies, context=filter_key),
}
