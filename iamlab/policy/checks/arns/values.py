"""Checks: Amazon Resource Names ("IAM policy validation check reference", the checks of resource ARNs)."""

from collections.abc import Iterator
from itertools import islice

from iamlab.policy.checks.arns.complaint import Complaint
from iamlab.policy.checks.arns.fields import complaints
from iamlab.policy.checks.arns.pattern import read_pattern
from iamlab.policy.checks.draft import Draft, Text
from iamlab.policy.findings import Findings

_MOST = 200  # findings of one document: to look for what somebody meant takes time


def check(draft: Draft, findings: Findings) -> None:
    """Note what is wrong with the ARNs of Resource and NotResource. Whether they are ARNs, the grammar says."""
    for resource, complaint in islice(_complaints(draft), _MOST):
        complaint.note(resource, findings)


def _complaints(draft: Draft) -> Iterator[tuple[Text, Complaint]]:
    for statement in draft.statements:
        for resource in statement.resources:
            if pattern := read_pattern(resource.text):
                yield from ((resource, one) for one in complaints(pattern))
