"""Filters of findings, in lists and in archive rules. AWS page: "IAM Access Analyzer filter keys"."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.services.accessanalyzer.errors import invalid
from iamlab.cloud.state.accessanalyzer import Criteria, ExternalFinding

MAX_CRITERIA = 20

_KEYS = frozenset(
    {"error", "findingType", "id", "isPublic", "principal.AWS", "principal.CanonicalUser", "principal.Federated"}
    | {"resource", "resourceControlPolicyRestriction", "resourceOwnerAccount", "resourceType", "status"}
)
_ONLY_IN_LISTS = frozenset({"id", "status"})


def check(criteria: Criteria, *, rule: bool) -> None:
    """Raise ServiceError ValidationException for a key that is none. `rule` tells that it is an archive rule's."""
    if len(criteria) > MAX_CRITERIA:
        raise invalid(f"A filter can have at most {MAX_CRITERIA} criteria.")
    if rule and not criteria:
        raise invalid("An archive rule needs at least one criterion.")
    for key, criterion in criteria.items():
        known = key.startswith("condition.") or key in _KEYS
        if not known or (rule and key in _ONLY_IN_LISTS):
            where = "an archive rule" if rule else "findings"
            raise invalid(f"{key[:100]} is no filter key of {where}. See IAM Access Analyzer filter keys.")
        if not criterion:
            raise invalid(f"The criterion {key} needs one of eq, neq, contains and exists.")


def matches(criteria: Criteria, properties: Mapping[str, object]) -> bool:
    """Whether a finding fits every criterion."""
    return all(_fits(criterion, properties.get(key)) for key, criterion in criteria.items())


def properties(finding: ExternalFinding) -> dict[str, object]:
    """What filters see of a finding about external access."""
    found: dict[str, object] = {
        "id": finding.id,
        "resource": finding.resource,
        "resourceType": finding.resource_type,
        "resourceOwnerAccount": finding.owner,
        "isPublic": str(finding.public).lower(),
        "status": finding.status,
        "findingType": "ExternalAccess",
        "resourceControlPolicyRestriction": "APPLICABLE" if finding.limited_by_rcp else "NOT_APPLICABLE",
    }
    found |= {f"principal.{kind}": name for kind, name in finding.principal.items()}
    return found | {f"condition.{key}": value for key, value in finding.conditions.items()}


def _fits(criterion: Mapping[str, Any], value: object) -> bool:
    text = "" if value is None else str(value)
    if "exists" in criterion and criterion["exists"] != (value is not None):
        return False
    if "eq" in criterion and (value is None or text not in criterion["eq"]):
        return False
    if "neq" in criterion and text in criterion["neq"]:
        return False
    return "contains" not in criterion or any(part in text for part in criterion["contains"])
