"""Checks: wildcards in the names of services ("IAM policy validation check reference", wildcard in service name)."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.findings import Findings, shown

_SERVICE = 2  # arn:partition:service:...


def check(draft: Draft, findings: Findings) -> None:
    """Note ARNs and actions that mean several services. `*` as the whole of either is another matter: it says so."""
    for statement in draft.statements:
        for action in statement.actions:
            service, colon, _ = action.text.partition(":")
            if colon and action.text != "*:*" and _has_wildcard(service):
                message = (
                    f"The wildcard in {shown(service)}, where the action has its service, can also mean services that "
                    "you do not think of. Write one action for each service."
                )
                findings.add("WILDCARD_IN_SERVICE_NAME", message, action.path)
        for resource in statement.resources:
            fields = resource.text.split(":", _SERVICE + 1)
            if fields[0] == "arn" and len(fields) > _SERVICE and _has_wildcard(fields[_SERVICE]):
                message = (
                    f"The wildcard in {shown(fields[_SERVICE])}, where the ARN has its service, can also mean services "
                    "that you do not think of. Write one ARN for each service."
                )
                findings.add("WILDCARD_IN_SERVICE_NAME", message, resource.path)


def _has_wildcard(text: str) -> bool:
    return "*" in text or "?" in text
