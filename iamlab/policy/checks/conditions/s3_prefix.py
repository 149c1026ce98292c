"""Checks: s3:prefix where it forbids ("Amazon S3 condition key examples")."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.conditions import strings
from iamlab.policy.findings import Findings

_KEY = "s3:prefix"


def check(draft: Draft, findings: Findings) -> None:
    """Note conditions on s3:prefix that a request with a shorter prefix gets around."""
    for statement in draft.statements:
        for condition in statement.conditions:
            if condition.key.lower() != _KEY or condition.base not in strings.OPERATORS or statement.effect is None:
                continue
            if strings.OPERATORS[condition.base].negated != statement.allows:
                continue
            message = (
                "This does not hide the objects under the prefix: somebody who asks for a shorter prefix, such as pri "
                "for private/, still gets them listed. Allow the prefixes that may be listed with StringLike, or "
                "deny all others with StringNotLike."
            )
            findings.add("S3_PREFIX_IN_NEGATIVE_CONTEXT", message, condition.path, at_key=True)
