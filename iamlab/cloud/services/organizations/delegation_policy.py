"""The organisation's own resource policy, with which the management account lets members manage policies.

AWS page: "Create a resource-based delegation policy with AWS Organizations".
"""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output, everything
from iamlab.cloud.services.organizations import ids
from iamlab.cloud.services.organizations.access import Caller, operation, organization_of
from iamlab.cloud.services.organizations.arns import arn
from iamlab.cloud.services.organizations.finding import invalid
from iamlab.cloud.services.organizations.tags import give, require_tagging, tag_keys, tags_of
from iamlab.cloud.state.organization import Organization
from iamlab.policy import PolicyType
from iamlab.policy.parse import parse
from iamlab.policy.problems import PolicyError


def put_resource_policy(call: Invocation) -> Output:
    organization, content, tags = organization_of(call), call.text("Content"), tags_of(call)
    try:
        parse(content, PolicyType.RESOURCE)
    except PolicyError as error:
        problem = error.problems[0]
        raise invalid(
            "INVALID_RESOURCE_POLICY_JSON", f"The provided resource policy is not valid. ({problem.message})"
        ) from None
    require_tagging(call, _arn(organization), tags)
    organization.resource_policy = content
    give(organization, ids.resource_policy_id(organization.id), tags)
    return {"ResourcePolicy": _fields(organization)}


def describe_resource_policy(call: Invocation) -> Output:
    return {"ResourcePolicy": _fields(_with_policy(call))}


def delete_resource_policy(call: Invocation) -> Output:
    organization = _with_policy(call)
    organization.resource_policy = ""
    organization.tags.pop(ids.resource_policy_id(organization.id), None)
    return {}


def _with_policy(call: Invocation) -> Organization:
    organization = organization_of(call)
    if not organization.resource_policy:
        raise ServiceError(
            "ResourcePolicyNotFoundException",
            "We can't find a resource policy request with the parameter that you specified.",
        )
    return organization


def _arn(organization: Organization) -> str:
    return arn(organization, "resourcepolicy", ids.resource_policy_id(organization.id))


def _fields(organization: Organization) -> Output:
    summary = {"Id": ids.resource_policy_id(organization.id), "Arn": _arn(organization)}
    return {"ResourcePolicySummary": summary, "Content": organization.resource_policy}


def _resource(call: Invocation) -> str:
    return _arn(call.company.organization) if call.company.organization else "*"


OPERATIONS = {
    "PutResourcePolicy": operation(
        "PutResourcePolicy", _resource, put_resource_policy, Caller.MANAGEMENT, writes=True, context=tag_keys
    ),
    "DescribeResourcePolicy": operation("DescribeResourcePolicy", everything, describe_resource_policy),
    "DeleteResourcePolicy": operation(
        "DeleteResourcePolicy", everything, delete_resource_policy, Caller.MANAGEMENT, writes=True
    ),
}
