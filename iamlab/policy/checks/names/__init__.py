"""Checks: names of services, actions and condition keys, and which of them go together."""

from iamlab.policy.checks.names import (
    action_names,
    condition_keys,
    key_actions,
    service_wildcards,
    supported_services,
    tag_conditions,
)

CHECKS = (
    action_names.check,
    condition_keys.check,
    key_actions.check,
    tag_conditions.check,
    supported_services.check,
    service_wildcards.check,
)
