"""Checks: what one kind of policy may not contain."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.findings import Findings


def check(draft: Draft, findings: Findings) -> None:
    """Note what is found."""
