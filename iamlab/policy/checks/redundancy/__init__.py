"""Checks: what says nothing that is not said already."""

from iamlab.policy.checks.redundancy import (
    entries,
    repeated_statements,
    repeated_values,
)

CHECKS = (
    entries.check,
    repeated_statements.check,
    repeated_values.check,
)
