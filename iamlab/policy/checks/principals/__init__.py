"""Checks: who a policy speaks of, and what a policy on a resource may say."""

from iamlab.policy.checks.principals import (
    attached_resource,
    audiences,
    exposure,
    federation,
    identities,
    oidc,
    principal_kinds,
    principal_names,
    rcp_conditions,
    roles_anywhere,
    service_access,
    session_principals,
)

CHECKS = (
    principal_kinds.check,
    principal_names.check,
    identities.check,
    federation.check,
    session_principals.check,
    roles_anywhere.check,
    oidc.check,
    audiences.check,
    attached_resource.check,
    service_access.check,
    exposure.check,
    rcp_conditions.check,
)
