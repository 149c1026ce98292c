"""Reading findings and archiving them. AWS pages: "ListFindings", "ListFindingsV2", "GetFinding", "UpdateFindings"."""

from collections import Counter
from collections.abc import Iterable

from iamlab.cloud.services.accessanalyzer import filters, lookup
from iamlab.cloud.services.accessanalyzer.errors import invalid, not_found
from iamlab.cloud.services.accessanalyzer.status import with_status
from iamlab.cloud.services.accessanalyzer.views import View, external_summary, views
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.accessanalyzer import Analyzer

_TIMES = {"createdAt": "created", "analyzedAt": "analyzed", "updatedAt": "updated"}


def list_findings(call: Invocation) -> Output:
    held = lookup.external_by_arn(call, "ListFindings", "ListFindingsV2")
    return {"findings": [_told(one) for one in _asked(call, held)]}


def list_findings_v2(call: Invocation) -> Output:
    found = _asked(call, lookup.by_arn(call))
    return {"findings": [{**one.common(), "findingType": one.type} for one in found]}


def get_finding(call: Invocation) -> Output:
    held = lookup.external_by_arn(call, "GetFinding", "GetFindingV2")
    return {"finding": _told(_view(call, held))}


def get_finding_v2(call: Invocation) -> Output:
    found = _view(call, lookup.by_arn(call))
    return {**found.common(), "findingType": found.type, "findingDetails": found.details()}


def update_findings(call: Invocation) -> Output:
    call.parameters.get("clientToken")  # only matters to a client that asks twice
    held, ids, resource = lookup.by_arn(call), call.parameters.get("ids", []), call.text("resourceArn")
    if bool(ids) == bool(resource):
        raise invalid("Give either the ids of findings or the resourceArn that they are about.")
    known = views(call, held)
    missing = set(ids) - {one.id for one in known}
    if missing:
        raise not_found(f"There is no finding {min(missing)[:100]}.")
    chosen = [one.id for one in known if one.id in ids or one.resource == resource]
    call.account.analyzers[held.arn] = with_status(held, chosen, call.text("status"), call.now)
    return {}


def get_findings_statistics(call: Invocation) -> Output:
    held = lookup.by_arn(call)
    found = views(call, held)
    totals = {
        f"total{status.title()}Findings": sum(one.status == status for one in found)
        for status in ("ACTIVE", "ARCHIVED", "RESOLVED")
    }
    active = [one for one in found if one.status == "ACTIVE"]
    if held.external:
        statistics: Output = {
            "externalAccessFindingsStatistics": {"resourceTypeStatistics": _by_type(active), **totals}
        }
    else:
        kinds = Counter(one.type for one in active)
        accounts = Counter(one.owner for one in active).most_common(10)
        top = [{"account": account, "numberOfActiveFindings": number} for account, number in accounts]
        by_kind = [{"unusedAccessType": kind, "total": number} for kind, number in sorted(kinds.items())]
        statistics = {
            "unusedAccessFindingsStatistics": {
                "unusedAccessTypeStatistics": by_kind,
                **({"topAccounts": top} if top else {}),
                **totals,
            }
        }
    return {"findingsStatistics": [statistics], "lastUpdatedAt": held.last_analyzed or held.created}


def _by_type(active: Iterable[View]) -> Output:
    found: Output = {}
    for one in active:
        counts = found.setdefault(one.resource_type, {"totalActivePublic": 0, "totalActiveCrossAccount": 0})
        public = one.external is not None and one.external.public
        counts["totalActivePublic" if public else "totalActiveCrossAccount"] += 1
    return found


def _asked(call: Invocation, held: Analyzer) -> list[View]:
    """The findings that a call's filter lets through, sorted as it asks."""
    criteria = call.parameters.get("filter", {})
    filters.check(criteria, rule=False)
    found = [one for one in views(call, held) if filters.matches(criteria, one.properties)]
    sort = call.parameters.get("sort") or {}
    name = sort.get("attributeName")
    if name in _TIMES:
        found.sort(key=lambda one: getattr(one, _TIMES[name]).timestamp())
    elif name:
        found.sort(key=lambda one: str(one.properties.get(name, "")))
    return found[::-1] if sort.get("orderBy") == "DESC" else found


def _view(call: Invocation, held: Analyzer) -> View:
    found = next((one for one in views(call, held) if one.id == call.text("id")), None)
    if found is None:
        raise not_found(f"There is no finding {call.text('id')[:100]}.")
    return found


def _told(view: View) -> Output:
    return {**view.common(), **(external_summary(view.external) if view.external else {})}


OPERATIONS = {
    "ListFindings": MappedOperation(list_findings),
    "ListFindingsV2": MappedOperation(list_findings_v2),
    "GetFinding": MappedOperation(get_finding),
    "GetFindingV2": MappedOperation(get_finding_v2),
    "UpdateFindings": MappedOperation(update_findings, writes=True),
    "GetFindingsStatistics": MappedOperation(get_findings_statistics),
}
