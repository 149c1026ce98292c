"""From policies as a content file has them to the layers that the evaluator asks."""

from collections.abc import Iterable, Mapping
from typing import Any

from iamlab.evaluator import AttachedPolicy, Layers, compile
from iamlab.policy import PolicyType, parse

BOUNDARY = "Permissions boundary"
SCP = "Service control policy"

Document = str | Mapping[str, Any]


def layers(
    identity: Iterable[tuple[str, Document]],
    boundary: Document | None,
    service_control: Iterable[Document],
    resource: tuple[str, Document, PolicyType] | None = None,
) -> Layers:
    """The layers of named identity policies, a boundary, one service control policy a level, and the resource's policy.

    Raises PolicyError.
    """
    return Layers(
        identity=tuple(_attached(name, document, PolicyType.IDENTITY) for name, document in identity),
        boundary=_attached(BOUNDARY, boundary, PolicyType.BOUNDARY) if boundary else None,
        service_control=tuple((_attached(SCP, document, PolicyType.SCP),) for document in service_control),
        resource=_attached(*resource) if resource else None,
    )


def _attached(name: str, document: Document, policy_type: PolicyType) -> AttachedPolicy:
    return AttachedPolicy(name, compile(parse(document, policy_type)))
