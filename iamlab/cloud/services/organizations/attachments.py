"""Where policies are attached. AWS page: "Attaching organization policies with AWS Organizations"."""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.organizations import defaults, quotas
from iamlab.cloud.services.organizations.access import operation, organization_of
from iamlab.cloud.services.organizations.arns import named, policy_arn, target_arn
from iamlab.cloud.services.organizations.describing import policy_summary, target_fields
from iamlab.cloud.services.organizations.finding import invalid, policy, target
from iamlab.cloud.services.organizations.policies import filter_key, type_key
from iamlab.cloud.state.organization import RESOURCE_CONTROL


def attach_policy(call: Invocation) -> Output:
    organization = organization_of(call)
    _require_target(call, "AttachPolicy")
    held, place = policy(organization, call), target(organization, call)
    if held.type not in organization.enabled:
        raise ServiceError(
            "PolicyTypeNotEnabledException",
            "This operation can be performed only for enabled policy types: enable the type in the root first.",
        )
    already = organization.policies_of(place, held.type)
    if held in already:
        raise ServiceError(
            "DuplicatePolicyAttachmentException", "A policy with the specified name and type already exists."
        )
    if len(already) >= quotas.POLICIES_PER_TARGET[held.type]:
        raise quotas.violated(
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You have attached the maximum number of policies to the specified target.",
        )
    defaults.attach(organization, held.id, place)
    return {}


def detach_policy(call: Invocation) -> Output:
    organization = organization_of(call)
    _require_target(call, "DetachPolicy")
    held, place = policy(organization, call), target(organization, call)
    attached = organization.policies_of(place, held.type)
    if held not in attached:
        raise ServiceError(
            "PolicyNotAttachedException", "The policy isn't attached to the specified target in the specified root."
        )
    if held == defaults.FULL_ACCESS[RESOURCE_CONTROL]:
        raise invalid("NON_DETACHABLE_POLICY", "You can't detach this AWS managed policy.")
    if len(attached) == 1 and held.type != RESOURCE_CONTROL:
        raise quotas.violated(
            "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You cannot remove the last policy attached to the specified target. You must have at least one attached at"
            " all times.",
        )
    defaults.detach(organization, held.id, place)
    return {}


def list_policies_for_target(call: Invocation) -> Output:
    organization = organization_of(call)
    found = organization.policies_of(target(organization, call), call.text("Filter"))
    return {"Policies": [policy_summary(one) for one in found]}


def list_targets_for_policy(call: Invocation) -> Output:
    organization = organization_of(call)
    held = policy(organization, call)
    found = [one for one in defaults.targets(organization) if held.id in organization.attached.get(one, ())]
    return {"Targets": [target_fields(call, organization, one) for one in found]}


def _require_target(call: Invocation, name: str) -> None:
    """IAM is asked about the target as well as about the policy."""
    arn = target_arn(organization_of(call), call.text("TargetId"))
    call.require(f"organizations:{name}", arn, type_key(call))


_POLICY = named("PolicyId", policy_arn)
_TARGET = named("TargetId")

OPERATIONS = {
    "AttachPolicy": operation("AttachPolicy", _POLICY, attach_policy, writes=True, context=type_key),
    "DetachPolicy": operation("DetachPolicy", _POLICY, detach_policy, writes=True, context=type_key),
    "ListPoliciesForTarget": operation("ListPoliciesForTarget", _TARGET, list_policies_for_target, context=filter_key),
    "ListTargetsForPolicy": operation("ListTargetsForPolicy", _POLICY, list_targets_for_policy, context=type_key),
}
