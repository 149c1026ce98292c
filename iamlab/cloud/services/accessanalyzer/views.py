"""The findings of an analyzer, of whatever kind, in one form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from iamlab.cloud.services.accessanalyzer import filters
from iamlab.cloud.services.accessanalyzer.unused import findings as unused_findings
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.accessanalyzer import Analyzer, ExternalFinding


@dataclass(frozen=True, slots=True)
class View:
    """A finding as filters and answers see it. `details` makes what GetFindingV2 tells, when somebody asks."""

    id: str
    type: str
    resource: str
    resource_type: str
    owner: str
    status: str
    created: datetime
    analyzed: datetime
    updated: datetime
    properties: Mapping[str, object]
    details: Callable[[], list[dict[str, Any]]]
    external: ExternalFinding | None = None

    def common(self) -> Output:
        """What every answer tells of a finding."""
        return {
            "id": self.id,
            "resource": self.resource,
            "resourceType": self.resource_type,
            "resourceOwnerAccount": self.owner,
            "status": self.status,
            "createdAt": self.created,
            "analyzedAt": self.analyzed,
            "updatedAt": self.updated,
        }


def views(call: Invocation, analyzer: Analyzer) -> list[View]:
    """All findings, the newest first."""
    found = _external(analyzer) if analyzer.external else _unused(call, analyzer)
    return sorted(found, key=lambda one: (one.created, one.id), reverse=True)


def external_summary(finding: ExternalFinding) -> Output:
    """What is told about external access, beside what every finding has."""
    summary: Output = {
        "principal": dict(finding.principal),
        "action": list(finding.actions),
        "isPublic": finding.public,
        "condition": dict(finding.conditions),
        "resourceControlPolicyRestriction": "APPLICABLE" if finding.limited_by_rcp else "NOT_APPLICABLE",
    }
    return summary | ({"sources": [{"type": finding.source}]} if finding.resource_type == "AWS::S3::Bucket" else {})


def _external(analyzer: Analyzer) -> Iterator[View]:
    for one in analyzer.findings.values():
        yield View(
            one.id,
            "ExternalAccess",
            one.resource,
            one.resource_type,
            one.owner,
            one.status,
            one.created,
            one.analyzed,
            one.updated,
            filters.properties(one),
            partial(_external_details, one),
            one,
        )


def _external_details(finding: ExternalFinding) -> list[dict[str, Any]]:
    return [{"externalAccessDetails": external_summary(finding)}]


def _unused(call: Invocation, analyzer: Analyzer) -> Iterator[View]:
    for one in unused_findings(call, analyzer):
        archived = analyzer.archived.get(one.id)
        status = "ARCHIVED" if archived else "ACTIVE"
        properties = {
            "id": one.id,
            "resource": one.resource,
            "resourceType": one.resource_type,
            "resourceOwnerAccount": one.owner,
            "findingType": one.type,
            "status": status,
        }
        yield View(
            one.id,
            one.type,
            one.resource,
            one.resource_type,
            one.owner,
            status,
            one.since,
            call.now,
            archived or one.since,
            properties,
            one.details,
        )
