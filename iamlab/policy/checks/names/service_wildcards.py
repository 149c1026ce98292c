"""Checks: wildcards in the service of an ARN ("IAM policy validation check reference", wildcard in service name)."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.findings import Findings, shown

_SERVICE = 2  # arn:partition:service:...


def check(draft: Draft, findings: Findings) -> None:
    """Note ARNs that mean several services. `*` as the whole of a Resource is another matter: it says so openly."""
    for statement in draft.statements:
        for resource in statement.resources:
            fields = resource.text.split(":", _SERVICE + 1)
            if fields[0] == "arn" and len(fields) > _SERVICE and ("*" in fields[_SERVICE] or "?" in fields[_SERVICE]):
                message = (
                    f"The wildcard in {shown(fields[_SERVICE])}, where the ARN has its service, can also mean services "
                    "that you do not think of. Write one ARN for each service."
                )
                findings.add("WILDCARD_IN_SERVICE_NAME", message, resource.path)
