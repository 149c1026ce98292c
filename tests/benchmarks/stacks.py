"""From a case to what the evaluator wants, every document parsed and compiled anew unless `kept` has it."""

from typing import Any

from iamlab.evaluator import AttachedPolicy, CompiledPolicy, Layers, Request, compile
from iamlab.policy import PolicyType, parse

Kept = dict[tuple[int, PolicyType], CompiledPolicy]


def request(case: dict[str, Any]) -> Request:
    """The request of a case."""
    return Request(**case["request"])


def layers(case: dict[str, Any], kept: Kept | None = None) -> Layers:
    """The layers of a case. `kept` remembers compiled documents by identity: those of a `Load` stay where they are."""

    def attached(document: dict[str, Any], policy_type: PolicyType) -> AttachedPolicy:
        if kept is None:
            return AttachedPolicy("policy", compile(parse(document, policy_type)))
        place = (id(document), policy_type)
        if place not in kept:
            kept[place] = compile(parse(document, policy_type))
        return AttachedPolicy("policy", kept[place])

    def several(documents: list[Any], policy_type: PolicyType) -> tuple[AttachedPolicy, ...]:
        return tuple(attached(document, policy_type) for document in documents)

    return Layers(
        identity=several(case["identity_policies"], PolicyType.IDENTITY),
        boundary=attached(case["permissions_boundary"], PolicyType.BOUNDARY),
        session=several(case["session_policies"], PolicyType.SESSION),
        resource=attached(case["resource_policy"], PolicyType.RESOURCE),
        service_control=tuple(several(level, PolicyType.SCP) for level in case["service_control_policies"]),
        resource_control=tuple(several(level, PolicyType.RCP) for level in case["resource_control_policies"]),
        endpoint=several(case["endpoint_policies"], PolicyType.ENDPOINT),
    )
