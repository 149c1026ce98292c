"""IAM Access Analyzer. AWS pages: "IAM Access Analyzer API Reference"."""

from iamlab.cloud.services.accessanalyzer import (
    access_previews,
    analyzed,
    analyzers,
    custom_checks,
    findings,
    generation,
    recommendations,
    rules,
    service_linked_analyzers,
    tags,
    validation,
)
from iamlab.cloud.services.accessanalyzer.scan import scan

OPERATIONS = {
    **analyzers.OPERATIONS,
    **rules.OPERATIONS,
    **findings.OPERATIONS,
    **analyzed.OPERATIONS,
    **tags.OPERATIONS,
    **validation.OPERATIONS,
    **custom_checks.OPERATIONS,
    **generation.OPERATIONS,
    **recommendations.OPERATIONS,
    **access_previews.OPERATIONS,
    **service_linked_analyzers.OPERATIONS,
}

__all__ = ["OPERATIONS", "scan"]
