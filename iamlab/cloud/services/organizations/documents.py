"""Documents of an organisation's policies, as Organizations takes them. AWS pages: "SCP syntax", "RCP syntax"."""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.organizations.quotas import POLICY_SIZES, violated
from iamlab.cloud.state.organization import RESOURCE_CONTROL, SERVICE_CONTROL
from iamlab.policy import PolicyType
from iamlab.policy.checks import validate
from iamlab.policy.parse import parse
from iamlab.policy.problems import PolicyError

TYPES = {SERVICE_CONTROL: PolicyType.SCP, RESOURCE_CONTROL: PolicyType.RCP}

_REFUSAL = "The provided policy document does not meet the requirements of the specified policy type."
_ALLOW = "Statement[{}].Effect: only RCPFullAWSAccess allows; an RCP of your own denies"
_OWN_RULES = "RCP_SYNTAX_ERROR"  # what an RCP may not say, although it is well-formed


def check(content: str, kind: str) -> None:
    """Raise ServiceError for a document that is too long, or is none of the policy's type; the first reason is told."""
    if POLICY_SIZES[kind].used(content) > POLICY_SIZES[kind].limit:
        raise violated("POLICY_CONTENT_LIMIT_EXCEEDED", "You have exceeded the maximum policy size.")
    try:
        document = parse(content, TYPES[kind])
    except PolicyError as error:
        problem = error.problems[0]
        raise _malformed(f"{problem.path}: {problem.message}" if problem.path else problem.message) from None
    if kind != RESOURCE_CONTROL:
        return
    for statement in document.statements:
        if statement.effect == "Allow":
            raise _malformed(_ALLOW.format(statement.index))
    for finding in validate(content, TYPES[kind]):
        if finding.code.startswith(_OWN_RULES):
            raise _malformed(f"{finding.path}: {finding.message}")


def _malformed(reason: str) -> ServiceError:
    return ServiceError("MalformedPolicyDocumentException", f"{_REFUSAL} ({reason})")
