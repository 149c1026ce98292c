"""The resources that an analyzer looks at. AWS pages: "ListAnalyzedResources", "GetAnalyzedResource"."""

from dataclasses import replace

from iamlab.cloud.services.accessanalyzer import lookup
from iamlab.cloud.services.accessanalyzer.errors import not_found
from iamlab.cloud.services.accessanalyzer.scan import RESOLVED, scanned_again
from iamlab.cloud.services.accessanalyzer.shared_resources import SharedResource, shared_resources
from iamlab.cloud.services.accessanalyzer.zone import zone
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.accessanalyzer import Analyzer


def list_analyzed_resources(call: Invocation) -> Output:
    held = lookup.external_by_arn(call, "ListAnalyzedResources", "")
    kind = call.text("resourceType")
    found = [one for one in _resources(call, held) if kind in ("", one.type)]
    return {
        "analyzedResources": [
            {"resourceArn": one.arn, "resourceOwnerAccount": one.owner, "resourceType": one.type} for one in found
        ]
    }


def get_analyzed_resource(call: Invocation) -> Output:
    held = lookup.external_by_arn(call, "GetAnalyzedResource", "")
    resource = _resource(call, held)
    about = [one for one in held.findings.values() if one.resource == resource.arn]
    in_force = [one for one in about if one.status != RESOLVED]
    told: Output = {
        "resourceArn": resource.arn,
        "resourceType": resource.type,
        "resourceOwnerAccount": resource.owner,
        "createdAt": min((one.created for one in about), default=held.created),
        "analyzedAt": max((one.analyzed for one in about), default=held.last_analyzed or held.created),
        "updatedAt": max((one.updated for one in about), default=held.created),
        "isPublic": any(one.public for one in in_force),
    }
    if about:
        told["actions"] = sorted({action for one in in_force for action in one.actions})
        told["status"] = min((one.status for one in in_force), default=RESOLVED)  # ACTIVE before ARCHIVED
    if resource.type == "AWS::S3::Bucket" and in_force:
        told["sharedVia"] = sorted({one.source for one in in_force})
    return {"resource": told}


def start_resource_scan(call: Invocation) -> Output:
    """Look at a resource again at once; what is found is dated from now."""
    held = lookup.external_by_arn(call, "StartResourceScan", "")
    resource = _resource(call, held)
    if call.text("resourceOwnerAccount", resource.owner) != resource.owner:
        raise not_found(f"Account {call.text('resourceOwnerAccount')} does not own {resource.arn}.")
    scanned = scanned_again(call.company, call.account.id, held, call.now)
    findings = {
        id: replace(one, analyzed=call.now) if one.resource == resource.arn and one.status != RESOLVED else one
        for id, one in scanned.findings.items()
    }
    call.account.analyzers[held.arn] = replace(
        scanned, findings=findings, last_resource=resource.arn, last_analyzed=call.now
    )
    return {}


def _resources(call: Invocation, held: Analyzer) -> list[SharedResource]:
    trusted = zone(call.company, call.account.id, organization_wide=held.organization_wide)
    return sorted(shared_resources(call.company, trusted, held.region), key=lambda one: one.arn)


def _resource(call: Invocation, held: Analyzer) -> SharedResource:
    wanted = call.text("resourceArn")
    found = next((one for one in _resources(call, held) if one.arn == wanted), None)
    if found is None:
        raise not_found(f"The analyzer looks at no resource {wanted[:300]}: it has no policy, or is not in its zone.")
    return found


OPERATIONS = {
    "ListAnalyzedResources": MappedOperation(list_analyzed_resources),
    "GetAnalyzedResource": MappedOperation(get_analyzed_resource),
    "StartResourceScan": MappedOperation(start_resource_scan, writes=True),
}
