"""Archiving findings and taking them back. AWS page: "UpdateFindings"."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from iamlab.cloud.state.accessanalyzer import Analyzer


def with_status(analyzer: Analyzer, ids: Iterable[str], status: str, now: datetime) -> Analyzer:
    """The analyzer with these findings ACTIVE or ARCHIVED. What is resolved stays so."""
    chosen = set(ids)
    if not analyzer.external:
        kept = {id: when for id, when in analyzer.archived.items() if id not in chosen}
        archived = dict.fromkeys(chosen - kept.keys(), now) if status == "ARCHIVED" else {}
        return replace(analyzer, archived={**kept, **{id: analyzer.archived.get(id, now) for id in archived}})
    findings = {
        id: replace(one, status=status, updated=now) if id in chosen and one.status not in (status, "RESOLVED") else one
        for id, one in analyzer.findings.items()
    }
    return replace(analyzer, findings=findings)
