"""What management policies add up to for an account, and what is wrong with that.

AWS pages: "DescribeEffectivePolicy", "ListAccountsWithInvalidEffectivePolicy", "ListEffectivePolicyValidationErrors" in
the AWS Organizations API reference. Only management policies (tag, backup and others) add up to one effective policy,
and the lab has none of those types: SCPs and RCPs are asked one by one. So no account has an effective policy, and none
has an invalid one. The model of the API knows no SCP and no RCP here.
"""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation, Output, everything
from iamlab.cloud.services.organizations.access import Caller, no_permission, operation, organization_of
from iamlab.cloud.services.organizations.arns import named
from iamlab.cloud.services.organizations.finding import account, is_target
from iamlab.cloud.services.organizations.policies import TYPE_KEY


def describe_effective_policy(call: Invocation) -> Output:
    organization = organization_of(call)
    call.text("PolicyType")
    target = call.text("TargetId", call.account.id)
    if target != call.account.id and call.account.id != organization.management_account:
        raise no_permission()
    if not is_target(organization, target):
        raise ServiceError("TargetNotFoundException", "You specified a target that doesn't exist.")
    raise _none()


def list_accounts_with_invalid_effective_policy(call: Invocation) -> Output:
    return {"PolicyType": call.text("PolicyType"), "Accounts": []}


def list_effective_policy_validation_errors(call: Invocation) -> Output:
    call.text("PolicyType")
    account(organization_of(call), call)
    raise _none()


def _none() -> ServiceError:
    return ServiceError(
        "EffectivePolicyNotFoundException",
        "If you ran this action on the management account, this policy type is not enabled. If you ran the action on a"
        " member account, the account doesn't have an effective policy of this type.",
    )


def _type_key(call: Invocation) -> Context:
    return {TYPE_KEY: call.text("PolicyType")}


OPERATIONS = {
    "DescribeEffectivePolicy": operation(
        "DescribeEffectivePolicy", named("TargetId"), describe_effective_policy, Caller.MEMBER, context=_type_key
    ),
    "ListAccountsWithInvalidEffectivePolicy": operation(
        "ListAccountsWithInvalidEffectivePolicy",
        everything,
        list_accounts_with_invalid_effective_policy,
        context=_type_key,
    ),
    "ListEffectivePolicyValidationErrors": operation(
        "ListEffectivePolicyValidationErrors",
        named("AccountId"),
        list_effective_policy_validation_errors,
        context=_type_key,
    ),
}
