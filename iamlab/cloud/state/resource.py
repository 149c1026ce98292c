"""What every resource has, whatever service it is of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something with an ARN. `policy` is the text of its own policy, where it has one."""

    arn: str
    created: datetime
    policy: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredResource(Resource):
    """A resource that a scenario declares, of a service that the lab does not carry out: it can be asked about.

    `type` is CloudFormation's name of what it is, `properties` are as the scenario gives them.
    """

    type: str
    properties: Mapping[str, Any] = field(default_factory=dict)
