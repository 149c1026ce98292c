"""What IAM Access Analyzer keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from iamlab.cloud.state.resource import Resource

Criteria = Mapping[str, Mapping[str, Any]]  # finding's property -> eq, neq, contains or exists


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRule:
    name: str
    filter: Criteria
    created: datetime
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalFinding:
    """Who outside the zone of trust may do what with a resource. `status` is ACTIVE, ARCHIVED or RESOLVED.

    `principal` has one entry, such as AWS -> an account; `conditions` are the keys that limit who and from where;
    `source` is POLICY or BUCKET_ACL.
    """

    id: str
    resource: str
    resource_type: str
    owner: str
    principal: Mapping[str, str]
    actions: tuple[str, ...]
    conditions: Mapping[str, str]
    public: bool
    created: datetime
    analyzed: datetime
    updated: datetime
    status: str = "ACTIVE"
    source: str = "POLICY"
    limited_by_rcp: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzer(Resource):
    """An analyzer. One for external access has `findings` by their id; what one for unused access finds follows from
    the past, so that it keeps only which findings are `archived`, and for which of them a recommendation is
    `recommended`: their id -> when.
    """

    name: str
    type: str
    region: str
    configuration: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, ArchiveRule] = field(default_factory=dict)
    findings: Mapping[str, ExternalFinding] = field(default_factory=dict)
    archived: Mapping[str, datetime] = field(default_factory=dict)
    recommended: Mapping[str, datetime] = field(default_factory=dict)
    last_resource: str = ""
    last_analyzed: datetime | None = None

    @property
    def external(self) -> bool:
        return self.type in ("ACCOUNT", "ORGANIZATION")

    @property
    def organization_wide(self) -> bool:
        return self.type.startswith("ORGANIZATION")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyGeneration:
    """A policy to be made from what a principal did between two moments. `trails` are as the call gave them."""

    id: str
    principal: str
    started: datetime
    trails: tuple[Mapping[str, Any], ...]
    start: datetime
    end: datetime
    status: str = "SUCCEEDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewFinding:
    """What an access preview foretells about one finding: it would be NEW, UNCHANGED or CHANGED.

    `finding` is as it would be then; `existing` is the status of the analyzer's finding now, "" where there is none.
    """

    id: str
    finding: ExternalFinding
    change: str
    existing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPreview:
    """Who from outside would have access with a proposed configuration. `failure` is why that cannot be told."""

    id: str
    analyzer: str
    created: datetime
    configurations: Mapping[str, Any]  # by the resource's ARN, as the API's model has them
    findings: tuple[PreviewFinding, ...] = ()
    failure: str = ""
