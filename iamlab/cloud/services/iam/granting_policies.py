"""Which policies give somebody access to a service. AWS page: "ListPoliciesGrantingServiceAccess"."""

from iamlab.cloud import granted_actions
from iamlab.cloud.services.iam import simulated_policies
from iamlab.cloud.services.iam.context_keys import entity
from iamlab.cloud.services.iam.entities import Fields, Operations
from iamlab.cloud.services.iam.simulated_policies import SimulatedPolicy
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.evaluator.documents import compiled_text
from iamlab.policy import PolicyType


def list_policies_granting_service_access(call: Invocation) -> Output:
    """Identity policies only, and an action of the service is enough: it is no statement about a single request."""
    policies = simulated_policies.of_entity(call.account, entity(call, "Arn"))
    return {
        "PoliciesGrantingServiceAccess": [
            {
                "ServiceNamespace": service,
                "Policies": [_describe(policy) for policy in policies if _grants(policy, service)],
            }
            for service in map(str, call.parameters["ServiceNamespaces"])
        ],
        "IsTruncated": False,
    }


def _grants(policy: SimulatedPolicy, service: str) -> bool:
    compiled = compiled_text(policy.text, PolicyType.IDENTITY)
    return bool(granted_actions.of_service((compiled,), service))


def _describe(policy: SimulatedPolicy) -> Fields:
    if policy.arn:
        return {"PolicyName": policy.name, "PolicyType": "MANAGED", "PolicyArn": policy.arn}
    return {
        "PolicyName": policy.name,
        "PolicyType": "INLINE",
        "EntityType": policy.type.upper(),
        "EntityName": policy.holder,
    }


def _asked(call: Invocation) -> str:
    return call.text("Arn")


OPERATIONS: Operations = {
    "ListPoliciesGrantingServiceAccess": Operation(
        "iam:ListPoliciesGrantingServiceAccess", _asked, list_policies_granting_service_access
    )
}
