"""ValidatePolicy. AWS pages: "ValidatePolicy", "IAM policy validation check reference"."""

from collections.abc import Iterable
from typing import Any

from iamlab.cloud.services.accessanalyzer.errors import invalid
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.policy import PolicyError, PolicyType
from iamlab.policy.checks import CODES, Finding, FindingType, validate
from iamlab.policy.json_places import Path, Places, path_text
from iamlab.policy.json_text import read

_TYPES = {
    "IDENTITY_POLICY": PolicyType.IDENTITY,
    "RESOURCE_POLICY": PolicyType.RESOURCE,
    "SERVICE_CONTROL_POLICY": PolicyType.SCP,
    "RESOURCE_CONTROL_POLICY": PolicyType.RCP,
}
_REFERENCE = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
    "#access-analyzer-reference-policy-checks-"
)
# How the reference's anchors name the types.
_ANCHORS = {
    FindingType.ERROR: "error",
    FindingType.SECURITY_WARNING: "security-warning",
    FindingType.WARNING: "general-warning",
    FindingType.SUGGESTION: "suggestion",
}


def validate_policy(call: Invocation) -> Output:
    call.parameters.get("locale")  # the lab's findings are in English
    kind, resource_type = _TYPES[call.text("policyType")], call.text("validatePolicyResourceType") or None
    if resource_type and kind is not PolicyType.RESOURCE:
        raise invalid("validatePolicyResourceType is for policies of type RESOURCE_POLICY only.")
    document = call.text("policyDocument")
    found = [one for one in validate(document, kind, resource_type) if _is_aws(one)]
    return {"findings": list(_told(found, document))}


def _is_aws(finding: Finding) -> bool:
    """Whether AWS would say so, too. Beyond its catalogue the lab warns of more, on its own pages."""
    return finding.type is FindingType.ERROR or not (finding.code in CODES and CODES[finding.code].own)


def _told(findings: Iterable[Finding], document: str) -> Iterable[dict[str, Any]]:
    places = _places(document)
    paths = {path_text(path): path for path in places.values} if places else {}
    for one in findings:
        yield {
            "findingDetails": one.message,
            "findingType": one.type.value,
            "issueCode": one.code,
            "learnMoreLink": _REFERENCE + f"{_ANCHORS[one.type]}-{one.code.lower().replace('_', '-')}",
            "locations": [_location(one, document, places, paths)],
        }


def _places(document: str) -> Places | None:
    try:
        return read(document).places
    except PolicyError:
        return None


def _location(finding: Finding, document: str, places: Places | None, paths: dict[str, Path]) -> dict[str, Any]:
    """Where a finding is: the steps that lead there, and from which character to which."""
    path = paths.get(finding.path)
    if places is None or path is None:
        start = _offset(document, finding.line or 1, finding.column or 1)
        return {"path": [], "span": _span(document, start, min(start + 1, len(document)))}
    steps: list[dict[str, Any]] = [{"index": one} if isinstance(one, int) else {"value": one} for one in path]
    first, last = places.values[path]
    if path in places.keys and places.of_key(path) == (finding.line, finding.column) != places.of_value(path):
        steps[-1] = {"key": path[-1]}
        first = places.keys[path]
        last = _end_of_string(document, first)
    return {"path": steps, "span": _span(document, first, last + 1)}


def _end_of_string(document: str, start: int) -> int:
    """The offset of the quote that ends the string which begins at `start`."""
    end = start + 1
    while document[end] != '"':
        end += 2 if document[end] == "\\" else 1
    return end


def _offset(document: str, line: int, column: int) -> int:
    lines = document.split("\n")
    before = sum(len(one) + 1 for one in lines[: line - 1])
    return max(0, min(before + column - 1, len(document)))


def _span(document: str, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(document, start), "end": _position(document, end)}


def _position(document: str, offset: int) -> dict[str, int]:
    """Lines count from 1, columns and offsets from 0."""
    column = offset - (document.rfind("\n", 0, offset) + 1)
    return {"line": document.count("\n", 0, offset) + 1, "column": column, "offset": offset}


OPERATIONS = {"ValidatePolicy": MappedOperation(validate_policy)}
