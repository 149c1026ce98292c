"""AWS Security Token Service. AWS page: "AWS STS API Reference"."""

from iamlab.cloud.services.operation import MappedOperation, Operation
from iamlab.cloud.services.sts import (
    assumption,
    delegated_access,
    federated,
    identity,
    outbound,
    own_sessions,
    root_sessions,
)

OPERATIONS: dict[str, Operation | MappedOperation] = {
    **assumption.OPERATIONS,
    **delegated_access.OPERATIONS,
    **federated.OPERATIONS,
    **identity.OPERATIONS,
    **outbound.OPERATIONS,
    **own_sessions.OPERATIONS,
    **root_sessions.OPERATIONS,
}
