"""Checks: operators and values of conditions."""

from iamlab.policy.checks.conditions import (
    addresses,
    data_types,
    dynamodb_attributes,
    identifiers,
    missing_like,
    null_tests,
    operator_types,
    paired_keys,
    permissive_values,
    qualifiers,
    s3_prefix,
    untrustworthy_keys,
    value_types,
    wildcard_conditions,
)

CHECKS = (
    operator_types.check,
    qualifiers.check,
    data_types.check,
    value_types.check,
    missing_like.check,
    null_tests.check,
    addresses.check,
    identifiers.check,
    permissive_values.check,
    untrustworthy_keys.check,
    paired_keys.check,
    dynamodb_attributes.check,
    s3_prefix.check,
    wildcard_conditions.check,
)
