"""Which types of policies count. AWS page: "Enabling a policy type"."""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation, Output
from iamlab.cloud.services.organizations.access import operation, organization_of
from iamlab.cloud.services.organizations.arns import named
from iamlab.cloud.services.organizations.defaults import FULL_ACCESS, attach, targets
from iamlab.cloud.services.organizations.describing import root_fields
from iamlab.cloud.services.organizations.finding import root
from iamlab.cloud.services.organizations.policies import TYPE_KEY, known_type


def _type_key(call: Invocation) -> Context:
    return {TYPE_KEY: call.text("PolicyType")}


def enable_policy_type(call: Invocation) -> Output:
    """Let a type of policies count; the one that allows everything is then attached everywhere."""
    organization = organization_of(call)
    root(organization, call)
    kind = known_type(call.text("PolicyType"))
    if kind in organization.enabled:
        raise ServiceError(
            "PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled in the specified root."
        )
    organization.enabled = (*organization.enabled, kind)
    for target in targets(organization):
        attach(organization, FULL_ACCESS[kind].id, target)
    return {"Root": root_fields(organization)}


def disable_policy_type(call: Invocation) -> Output:
    """Let a type of policies count no more: all of them are detached, for good."""
    organization = organization_of(call)
    root(organization, call)
    kind = call.text("PolicyType")
    if kind not in organization.enabled:
        raise ServiceError(
            "PolicyTypeNotEnabledException", "This operation can be performed only for enabled policy types."
        )
    organization.enabled = tuple(one for one in organization.enabled if one != kind)
    organization.attached = {
        target: tuple(one for one in attached if organization.policies[one].type != kind)
        for target, attached in organization.attached.items()
    }
    return {"Root": root_fields(organization)}


_ROOT = named("RootId")

OPERATIONS = {
    "EnablePolicyType": operation("EnablePolicyType", _ROOT, enable_policy_type, writes=True, context=_type_key),
    "DisablePolicyType": operation("DisablePolicyType", _ROOT, disable_policy_type, writes=True, context=_type_key),
}
