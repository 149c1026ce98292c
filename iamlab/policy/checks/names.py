"""Checks: names of services, actions and condition keys, and which of them go together."""

from iamlab.policy.checks import (
    action_names,
    condition_keys,
    key_actions,
    service_wildcards,
    supported_services,
    tag_conditions,
)
from iamlab.policy.checks.draft import Draft
from iamlab.policy.findings import Findings

_CHECKS = (
    action_names.check,
    condition_keys.check,
    key_actions.check,
    tag_conditions.check,
    supported_services.check,
    service_wildcards.check,
)


def check(draft: Draft, findings: Findings) -> None:
    """Note what is wrong with the names in a document."""
    for part in _CHECKS:
        part(draft, findings)
