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

    @property
    def policy_in_force(self) -> str | None:
        """What counts when somebody asks: the policy, with whatever else the service takes as a part of it."""
        return self.policy

    @property
    def granted(self) -> Mapping[str, str]:
        """What a resource itself adds to the policies of principals: ARN -> an identity policy. Only KMS keys do."""
        return {}

    def renamed(self, old: str, new: str) -> "Resource":
        """Return the resource with another name of a principal wherever it has one outside of its policy."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredResource(Resource):
    """A resource that a scenario declares, of a service that the lab does not carry out: it can be asked about.

    `type` is CloudFormation's name of what it is, `properties` are as the scenario gives them.
    """

    type: str
    properties: Mapping[str, Any] = field(default_factory=dict)
