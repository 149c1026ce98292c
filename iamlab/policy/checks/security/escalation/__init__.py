"""Checks: permissions with which somebody can give themselves all others."""

from iamlab.policy.checks.security.escalation.review import check

__all__ = ["check"]
