"""What may stand in which kind of policy, as tables ("Grammar of the IAM JSON policy language")."""

import re
from dataclasses import dataclass
from enum import Enum

from iamlab.policy.document import PolicyType

VERSIONS = ("2012-10-17", "2008-10-17")
DEFAULT_VERSION = "2008-10-17"  # "IAM JSON policy elements: Version"
EFFECTS = ("Allow", "Deny")
POLICY_ELEMENTS = ("Version", "Id", "Statement")
STATEMENT_ELEMENTS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
PRINCIPAL_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")

ACTION = re.compile(r"\*(?::\*)?|[A-Za-z0-9-]+:[^:]+")
CONDITION_KEY = re.compile(r"[^:\s]+:\S.*", re.DOTALL)
PLAIN_SID = re.compile(r"[A-Za-z0-9]*")


class Need(Enum):
    """Whether an element belongs in a statement."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The differences between the policy types. `name` is how a sentence names such a document.

    `principal_code` and `resource_code` are what an element is reported as where it is forbidden. Statements may share
    a Sid unless `unique_sids`.
    """

    name: str
    principal: Need
    resource: Need = Need.REQUIRED
    plain_sids: bool = True
    unique_sids: bool = True
    why_no_principal: str = ""
    principal_code: str = "UNSUPPORTED_PRINCIPAL"
    resource_code: str = ""


# How the policy of an API names its own methods ("API Gateway resource policy examples"): execute-api:/stage/GET/path.
OWN_API = "execute-api:/"


def is_resource(name: str) -> bool:
    """Whether a Resource element may hold `name`: `*`, or an ARN, which may be incomplete, or an API's own method."""
    return name == "*" or name.startswith(("arn:", OWN_API))


_WHO = "it applies to whoever it is attached to"

GRAMMARS = {
    PolicyType.IDENTITY: Grammar("an identity policy", Need.FORBIDDEN, why_no_principal=_WHO),
    PolicyType.BOUNDARY: Grammar("a permissions boundary", Need.FORBIDDEN, why_no_principal=_WHO),
    PolicyType.SESSION: Grammar("a session policy", Need.FORBIDDEN, why_no_principal="it applies to the session"),
    PolicyType.SCP: Grammar(
        "a service control policy",
        Need.FORBIDDEN,
        why_no_principal="it applies to every principal in the account",
        principal_code="SCP_SYNTAX_ERROR_PRINCIPAL",
    ),
    # A repository policy of ECR and a topic policy of SNS name no Resource: they speak of what they are attached to.
    PolicyType.RESOURCE: Grammar(
        "a resource policy", Need.REQUIRED, Need.OPTIONAL, plain_sids=False, unique_sids=False
    ),
    PolicyType.TRUST: Grammar(
        "a trust policy", Need.REQUIRED, Need.FORBIDDEN, resource_code="ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"
    ),
    PolicyType.RCP: Grammar("a resource control policy", Need.REQUIRED),
    PolicyType.ENDPOINT: Grammar("a VPC endpoint policy", Need.REQUIRED, plain_sids=False, unique_sids=False),
}
