"""Keeping the findings of external access analyzers true. AWS page: "How IAM Access Analyzer findings work".

Each time something changes, what every analyzer found is compared with what there is to find: new access makes a new
finding, access that is gone resolves one. Nothing here takes the half hour that AWS may take.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from iamlab.cloud import identifiers
from iamlab.cloud.services.accessanalyzer import filters
from iamlab.cloud.services.accessanalyzer.exposure import Pairs, exposures
from iamlab.cloud.services.accessanalyzer.shared_resources import SharedResource, shared_resources
from iamlab.cloud.services.accessanalyzer.zone import Zone, zone
from iamlab.cloud.state.accessanalyzer import Analyzer, ExternalFinding
from iamlab.cloud.state.company import Company
from iamlab.policy import PolicyError

MOST_FINDINGS = 500  # of an analyzer; those that were resolved first make room

ACTIVE, ARCHIVED, RESOLVED = "ACTIVE", "ARCHIVED", "RESOLVED"


def scan(company: Company, now: datetime) -> None:
    """Bring the findings of all external access analyzers up to date."""
    for account in company.accounts.values():
        for analyzer in [one for one in account.analyzers.values() if one.external]:
            scanned = scanned_again(company, account.id, analyzer, now)
            if scanned is not analyzer:
                account.analyzers[analyzer.arn] = scanned


def scanned_again(company: Company, account_id: str, analyzer: Analyzer, now: datetime) -> Analyzer:
    """The analyzer with its findings up to date; itself where there is nothing new."""
    trusted = zone(company, account_id, organization_wide=analyzer.organization_wide)
    found = {
        one.id: one
        for resource in shared_resources(company, trusted, analyzer.region)
        for one in findings_of(analyzer, resource, trusted, now)
    }
    changed = {id: _kept(analyzer.findings.get(id), one, analyzer, now) for id, one in found.items()}
    gone = {
        id: replace(one, status=RESOLVED, updated=now)
        for id, one in analyzer.findings.items()
        if id not in found and one.status != RESOLVED
    }
    findings = {**analyzer.findings, **changed, **gone}
    if findings == analyzer.findings:
        return analyzer
    last = max(findings.values(), key=lambda one: one.updated)
    return replace(analyzer, findings=_bounded(findings), last_resource=last.resource, last_analyzed=now)


def _kept(
    before: ExternalFinding | None, now_found: ExternalFinding, analyzer: Analyzer, now: datetime
) -> ExternalFinding:
    """The finding as it was; active again where it had been resolved; archived where it is new and a rule says so."""
    if before is not None and before.status != RESOLVED:
        return before
    archived = any(filters.matches(rule.filter, filters.properties(now_found)) for rule in analyzer.rules.values())
    created = before.created if before else now
    return replace(now_found, created=created, status=ARCHIVED if archived else ACTIVE)


def findings_of(
    analyzer: Analyzer, resource: SharedResource, trusted: Zone, now: datetime
) -> Iterator[ExternalFinding]:
    """What there is to find about one resource. The ids of findings follow from what they say."""
    try:
        found = exposures(resource.policy, resource.policy_type, resource.arn, resource.owner, trusted)
    except PolicyError:
        return  # a scenario may declare what no service would have taken
    together: dict[tuple[Pairs, Pairs, str], set[str]] = {}
    public: dict[tuple[Pairs, Pairs, str], bool] = {}
    for one in found:
        source = "POLICY" if one.statement < resource.own else "BUCKET_ACL"
        key = (one.principal, one.conditions, source)
        together.setdefault(key, set()).update(one.actions)
        public[key] = one.public
    for (principal, conditions, source), names in together.items():
        actions = tuple(sorted(names))
        seed = f"finding/{analyzer.arn}/{analyzer.created}/{resource.arn}/{principal}/{conditions}/{source}/{actions}"
        yield ExternalFinding(
            id=identifiers.uuid_of(seed),
            resource=resource.arn,
            resource_type=resource.type,
            owner=resource.owner,
            principal=dict(principal),
            actions=actions,
            conditions=dict(conditions),
            public=public[principal, conditions, source],
            source=source,
            created=now,
            analyzed=now,
            updated=now,
            limited_by_rcp=resource.restricted,
        )


def _bounded(findings: Mapping[str, ExternalFinding]) -> dict[str, ExternalFinding]:
    """The findings that are kept: the newest, and of those that are not resolved any before those that are."""
    ordered = sorted(findings.items(), key=lambda pair: (pair[1].status != RESOLVED, pair[1].updated), reverse=True)
    kept = dict(ordered[:MOST_FINDINGS])
    return {id: one for id, one in findings.items() if id in kept}
