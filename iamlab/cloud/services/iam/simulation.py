"""The policy simulator. AWS pages: "SimulateCustomPolicy", "SimulatePrincipalPolicy", "IAM policy testing"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.iam import entities_by_arn
from iamlab.cloud.services.iam import simulated_policies as policies
from iamlab.cloud.services.iam.simulated_policies import SimulatedPolicy
from iamlab.cloud.services.iam.simulated_requests import Asked, asked
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.iam import Group, Role, User
from iamlab.cloud.state.organization import SERVICE_CONTROL
from iamlab.evaluator import Layers
from iamlab.evaluator.simulate import context_keys, evaluation_result
from iamlab.policy import PolicyType
from iamlab.policy.arns import parse_arn

_LEVELS = "OrderedOrganizationPolicyInputList"
# Nobody's name: a simulation without a caller has a request by nobody in particular.
_NO_CALLER = "user/?"


@dataclass(frozen=True, slots=True)
class _Simulation:
    identity: Sequence[SimulatedPolicy]
    boundary: SimulatedPolicy | None
    control: Sequence[Sequence[SimulatedPolicy]]
    caller: str  # an ARN; "" for nobody in particular


def simulate_custom_policy(call: Invocation) -> Output:
    levels = [one.get("ServiceControlPolicyInputList", []) for one in call.parameters.get(_LEVELS, [])]
    control = [policies.given(texts, f"{_LEVELS}.{place}") for place, texts in enumerate(levels, start=1)]
    identity = policies.given(call.parameters["PolicyInputList"], "PolicyInputList")
    return _results(call, _Simulation(identity, _boundary(call, None), control, _caller(call, "")))


def simulate_principal_policy(call: Invocation) -> Output:
    arn = call.text("PolicySourceArn")
    entity = _entity(call, arn)
    excluded = call.parameters.get("PolicyExclusionList", [])
    identity = policies.without(policies.of_entity(call.account, entity), excluded)
    identity += policies.given(call.parameters.get("PolicyInputList", []), "PolicyInputList")
    kinds = {one.get("PolicyType") for one in excluded}
    boundary = None if isinstance(entity, Group) or "permission-boundary" in kinds else entity.boundary
    if boundary and not policies.without([policies.managed(call.account, boundary)], excluded):
        boundary = None
    control = [] if "scp" in kinds else _service_control(call)
    caller = _caller(call, "" if isinstance(entity, Group) else arn)
    return _results(call, _Simulation(identity, _boundary(call, boundary), control, caller))


def _results(call: Invocation, simulation: _Simulation) -> Output:
    resource_policy = call.text("ResourcePolicy")
    if resource_policy and not simulation.caller:
        raise ServiceError("InvalidInput", "CallerArn is required when a resource policy is specified.")
    if resource_policy and ":role/" in simulation.caller:
        raise ServiceError("InvalidInput", "Simulation of resource-based policies isn't supported for IAM roles.")
    layers = Layers(
        identity=policies.attached(simulation.identity, PolicyType.IDENTITY),
        boundary=next(iter(policies.attached(_listed(simulation.boundary), PolicyType.BOUNDARY)), None),
        service_control=tuple(policies.attached(level, PolicyType.SCP) for level in simulation.control),
        resource=next(
            iter(policies.attached(policies.given(_listed(resource_policy), "ResourcePolicy"), PolicyType.RESOURCE)),
            None,
        ),
    )
    types = dict(zip(policies.names(simulation.identity), (one.type for one in simulation.identity), strict=True))
    caller = simulation.caller or f"arn:{identifiers.PARTITION}:iam::{call.account.id}:{_NO_CALLER}"
    results = [_result(one, layers, types, bool(simulation.caller)) for one in asked(call, caller)]
    return {"EvaluationResults": results, "IsTruncated": False}


def _result(one: Asked, layers: Layers, types: Mapping[str, str], has_caller: bool) -> dict[str, Any]:
    result = evaluation_result(one.requests, layers, types)
    if not has_caller:  # what follows from a caller is missing, too
        missing = [key for key in context_keys(layers) if key.lower() not in one.given]
        for part in (result, *result.get("ResourceSpecificResults", [])):
            part["MissingContextValues"] = list(missing)
    return result


def _listed(value: Any) -> list[Any]:
    return [value] if value else []


def _boundary(call: Invocation, arn: str | None) -> SimulatedPolicy | None:
    """The boundary given with the call stands in for the entity's own."""
    texts = call.parameters.get("PermissionsBoundaryPolicyInputList", [])
    if len(texts) > 1:
        raise ServiceError("InvalidInput", "Only one permissions boundary policy can be simulated.")
    if texts:
        return policies.given(texts, "PermissionsBoundaryPolicyInputList")[0]
    return policies.managed(call.account, arn) if arn else None


def _service_control(call: Invocation) -> list[list[SimulatedPolicy]]:
    organization = call.company.organization
    levels = organization.levels(call.account.id, SERVICE_CONTROL) if organization else ()
    return [[SimulatedPolicy(one.name, "none", one.content, one.arn) for one in level] for level in levels]


def _entity(call: Invocation, arn_text: str) -> User | Group | Role:
    kind, name = _named(arn_text, call.account.id)
    found = entities_by_arn.entity(call.account, kind, name)
    if found is None:
        raise no_such_entity(f"The {kind} with name {name} cannot be found.")
    return found


def _caller(call: Invocation, source: str) -> str:
    """The ARN of the simulated caller; "" for none, or for a group, which calls nobody."""
    arn_text = call.text("CallerArn", source)
    if not arn_text:
        return ""
    kind, _ = _named(arn_text)
    return "" if kind == "group" else arn_text


def _named(arn_text: str, account_id: str | None = None) -> tuple[str, str]:
    """What an ARN of IAM names: the kind and the name. `account_id` is the one that it has to be in."""
    arn = parse_arn(arn_text)
    kind, name = entities_by_arn.kind_and_name(arn)
    if arn is None or kind not in entities_by_arn.KINDS:
        raise ServiceError("InvalidInput", f"Invalid Entity Arn: {arn_text[:200]}")
    if account_id and arn.account != account_id:
        raise ServiceError("InvalidInput", f"Invalid Entity Arn: {arn_text[:200]} is not in account {account_id}.")
    return kind, name


OPERATIONS = {
    "SimulateCustomPolicy": MappedOperation(simulate_custom_policy),
    "SimulatePrincipalPolicy": MappedOperation(simulate_principal_policy),
}
