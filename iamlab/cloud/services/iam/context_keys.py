"""Which condition keys policies refer to. AWS page: "GetContextKeysForPrincipalPolicy" in the IAM API Reference."""

from collections.abc import Sequence

from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.iam import entities_by_arn, simulated_policies
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.iam.simulated_policies import SimulatedPolicy
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.iam import Group, Role, User
from iamlab.evaluator import Layers
from iamlab.evaluator.simulate import context_keys
from iamlab.policy import PolicyType
from iamlab.policy.arns import parse_arn


def get_context_keys_for_custom_policy(call: Invocation) -> Output:
    return _keys(simulated_policies.given(call.parameters["PolicyInputList"], "PolicyInputList"))


def get_context_keys_for_principal_policy(call: Invocation) -> Output:
    found = simulated_policies.of_entity(call.account, entity(call, "PolicySourceArn"))
    return _keys(found + simulated_policies.given(call.parameters.get("PolicyInputList", []), "PolicyInputList"))


def entity(call: Invocation, parameter: str) -> User | Group | Role:
    """Return the user, group or role that a parameter names. Raises ServiceError InvalidInput or NoSuchEntity."""
    arn_text = call.text(parameter)
    arn = parse_arn(arn_text)
    kind, name = entities_by_arn.kind_and_name(arn)
    if arn is None or kind not in entities_by_arn.KINDS:
        raise ServiceError("InvalidInput", f"Invalid Arn: {arn_text[:200]}")
    found = entities_by_arn.entity(call.account, kind, name) if arn.account == call.account.id else None
    if found is None:
        raise no_such_entity(f"ARN {arn_text} was not found.")
    return found


def _keys(policies: Sequence[SimulatedPolicy]) -> Output:
    layers = Layers(identity=simulated_policies.attached(policies, PolicyType.IDENTITY))
    return {"ContextKeyNames": context_keys(layers)}


def _source(call: Invocation) -> str:
    return call.text("PolicySourceArn")


OPERATIONS: Operations = {
    "GetContextKeysForCustomPolicy": Operation(
        "iam:GetContextKeysForCustomPolicy", everything, get_context_keys_for_custom_policy
    ),
    "GetContextKeysForPrincipalPolicy": Operation(
        "iam:GetContextKeysForPrincipalPolicy", _source, get_context_keys_for_principal_policy
    ),
}
