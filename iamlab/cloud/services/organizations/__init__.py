"""AWS Organizations. AWS page: "AWS Organizations API reference"; each module has a part of it."""

from iamlab.cloud.services.operation import Operation
from iamlab.cloud.services.organizations import (
    accounts,
    attachments,
    creation,
    delegation_policy,
    effective_policies,
    handshakes,
    leaving,
    organizations,
    policies,
    policy_types,
    services,
    tags,
    units,
)

_PARTS = (
    *(organizations, units, accounts, creation, leaving, handshakes),
    *(policies, attachments, policy_types, effective_policies, services, delegation_policy, tags),
)

OPERATIONS: dict[str, Operation] = {name: one for part in _PARTS for name, one in part.OPERATIONS.items()}
