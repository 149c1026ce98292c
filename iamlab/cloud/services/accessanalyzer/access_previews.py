"""Access previews: who from outside would have access if a resource were configured so.

AWS pages: "CreateAccessPreview", "ListAccessPreviewFindings", "AccessPreviewFinding" in the IAM Access Analyzer API
Reference. A preview is complete at once; the lab keeps the newest of them.
"""

from collections.abc import Iterator
from dataclasses import replace

from iamlab.cloud import identifiers
from iamlab.cloud.services.accessanalyzer import filters, lookup
from iamlab.cloud.services.accessanalyzer.errors import conflict, invalid, not_found
from iamlab.cloud.services.accessanalyzer.proposals import proposed
from iamlab.cloud.services.accessanalyzer.scan import ACTIVE, ARCHIVED, RESOLVED, findings_of
from iamlab.cloud.services.accessanalyzer.shared_resources import shared_resources
from iamlab.cloud.services.accessanalyzer.views import external_summary
from iamlab.cloud.services.accessanalyzer.zone import zone
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.accessanalyzer import AccessPreview, Analyzer, ExternalFinding, PreviewFinding
from iamlab.policy import PolicyError

MOST = 50  # previews that are kept of an account
_INVALID = "INVALID_CONFIGURATION"


def create_access_preview(call: Invocation) -> Output:
    call.parameters.get("clientToken")  # only matters to a client that asks twice
    held = _analyzer(call)
    id = identifiers.uuid_of(f"preview/{call.account.id}/{call.account.next_id()}")
    try:
        findings, failure = tuple(_foretold(call, held, id)), ""
    except PolicyError:
        findings, failure = (), _INVALID
    previews = call.account.access_previews
    while len(previews) >= MOST:
        del previews[next(iter(previews))]
    previews[id] = AccessPreview(
        id=id,
        analyzer=held.arn,
        created=call.now,
        configurations=call.parameters["configurations"],
        findings=findings,
        failure=failure,
    )
    return {"id": id}


def get_access_preview(call: Invocation) -> Output:
    found = _preview(call)
    return {"accessPreview": {**_summary(found), "configurations": dict(found.configurations)}}


def list_access_previews(call: Invocation) -> Output:
    """The previews of an analyzer, the newest first."""
    held = _analyzer(call)
    found = [one for one in call.account.access_previews.values() if one.analyzer == held.arn]
    return {"accessPreviews": [_summary(one) for one in reversed(found)]}


def list_access_preview_findings(call: Invocation) -> Output:
    found, criteria = _preview(call), call.parameters.get("filter", {})
    filters.check(criteria, rule=False)
    if found.failure:
        raise conflict(f"The access preview {found.id} has failed: it has no findings.")
    return {
        "findings": [
            _told(found, one)
            for one in found.findings
            if filters.matches(criteria, {**filters.properties(one.finding), "id": one.id})
        ]
    }


def _foretold(call: Invocation, held: Analyzer, preview: str) -> Iterator[PreviewFinding]:
    """Each finding about the resource, as it would be; those that are resolved and would stay so are left out."""
    trusted = zone(call.company, call.account.id, organization_wide=held.organization_wide)
    there = {one.arn: one for one in shared_resources(call.company, trusted, held.region)}
    resource = proposed(call, there)
    then = {one.id: one for one in findings_of(held, resource, trusted, call.now)}
    before = {id: one for id, one in held.findings.items() if one.resource == resource.arn}
    for id, finding in then.items():
        existing = before.get(id)
        if existing is not None and existing.status != RESOLVED:
            yield _made(preview, existing, "UNCHANGED", existing.status)
        else:
            changed = replace(finding, status=_status(held, finding))
            yield _made(preview, changed, "CHANGED" if existing else "NEW", existing.status if existing else "")
    for id, existing in before.items():
        if id not in then and existing.status != RESOLVED:
            yield _made(preview, replace(existing, status=RESOLVED), "CHANGED", existing.status)


def _made(preview: str, finding: ExternalFinding, change: str, existing: str) -> PreviewFinding:
    id = identifiers.uuid_of(f"{preview}/{finding.id}")
    return PreviewFinding(id=id, finding=finding, change=change, existing=existing)


def _status(held: Analyzer, finding: ExternalFinding) -> str:
    properties = filters.properties(finding)
    return ARCHIVED if any(filters.matches(rule.filter, properties) for rule in held.rules.values()) else ACTIVE


def _told(preview: AccessPreview, found: PreviewFinding) -> Output:
    finding = found.finding
    told: Output = {
        "id": found.id,
        "resource": finding.resource,
        "resourceType": finding.resource_type,
        "resourceOwnerAccount": finding.owner,
        "createdAt": preview.created,
        "changeType": found.change,
        "status": finding.status,
        **external_summary(finding),
    }
    return told | ({"existingFindingId": finding.id, "existingFindingStatus": found.existing} if found.existing else {})


def _summary(found: AccessPreview) -> Output:
    summary: Output = {
        "id": found.id,
        "analyzerArn": found.analyzer,
        "createdAt": found.created,
        "status": "FAILED" if found.failure else "COMPLETED",
    }
    return summary | ({"statusReason": {"code": found.failure}} if found.failure else {})


def _analyzer(call: Invocation) -> Analyzer:
    held = lookup.by_arn(call)
    if held.type != "ACCOUNT":
        raise invalid("Access previews are only for analyzers of type ACCOUNT.")
    return held


def _preview(call: Invocation) -> AccessPreview:
    held = _analyzer(call)
    found = call.account.access_previews.get(call.text("accessPreviewId"))
    if found is None or found.analyzer != held.arn:
        raise not_found(f"There is no access preview {call.text('accessPreviewId')[:100]} of this analyzer.")
    return found


OPERATIONS = {
    "CreateAccessPreview": MappedOperation(create_access_preview, writes=True),
    "GetAccessPreview": MappedOperation(get_access_preview),
    "ListAccessPreviews": MappedOperation(list_access_previews),
    "ListAccessPreviewFindings": MappedOperation(list_access_preview_findings),
}
