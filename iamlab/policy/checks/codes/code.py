"""One entry of the table of codes."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.policy.checks.finding import FindingType


class Topic(StrEnum):
    """What somebody needs to learn to understand a finding; a lesson says which topics it teaches."""

    GRAMMAR = "policy-grammar"
    ACTIONS = "actions"
    RESOURCES = "resources"
    CONDITIONS = "conditions"
    VARIABLES = "policy-variables"
    PRINCIPALS = "principals"
    TRUST = "trust-policies"
    ORGANIZATIONS = "organization-policies"
    LEAST_PRIVILEGE = "least-privilege"
    ESCALATION = "privilege-escalation"
    QUOTAS = "quotas"


@dataclass(frozen=True, slots=True)
class Code:
    """A code that a finding can have.

    `why` says in one sentence why it matters. `own` marks a code that is not in Access Analyzer's catalogue ("IAM
    policy validation check reference"). `not_raised` is the reason why this validator never raises it: "" if it does.
    """

    name: str
    type: FindingType
    topic: Topic
    why: str
    own: bool = False
    not_raised: str = ""
