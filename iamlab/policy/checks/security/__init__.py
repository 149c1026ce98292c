"""Checks: what a policy gives away."""

from iamlab.policy.checks.security import (
    administrator,
    broad_grants,
    escalation,
    mfa,
    not_action,
    pass_role,
    service_linked_roles,
)

CHECKS = (
    pass_role.check,
    service_linked_roles.check,
    administrator.check,
    escalation.check,
    broad_grants.check,
    not_action.check,
    mfa.check,
)
