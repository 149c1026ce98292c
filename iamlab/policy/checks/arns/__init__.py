"""Checks: Amazon Resource Names, and whether an action works on what they name."""

from iamlab.policy.checks.arns import (
    condition_regions,
    resource_match,
    values,
)

CHECKS = (
    values.check,
    condition_regions.check,
    resource_match.check,
)
