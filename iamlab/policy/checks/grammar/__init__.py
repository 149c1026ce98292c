"""Checks: what the grammar of a policy type asks for, empty elements, variables, sizes."""

from iamlab.policy.checks.grammar import (
    document,
    emptiness,
    policy_types,
    sizes,
    variables,
)

CHECKS = (
    document.check,
    policy_types.check,
    variables.check,
    emptiness.check,
    sizes.check,
)
