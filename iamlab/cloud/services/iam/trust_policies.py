"""Trust policies as IAM takes them. AWS pages: "Update a role trust policy"; "AWS JSON policy elements: Principal"."""

from iamlab.cloud import principals
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam import documents, quotas
from iamlab.cloud.services.operation import Invocation
from iamlab.policy.document import Policy, PolicyType


def accepted(call: Invocation, document: str) -> str:
    """Return a trust policy as it is kept. Raises ServiceError for a text or a principal that IAM refuses."""
    policy = documents.check(document, PolicyType.TRUST)
    quotas.check("ACLSizePerRole", quotas.size(document), quotas.TRUST_SIZE)
    if not _is_about_sts(policy):
        raise _malformed("AssumeRole policy may only specify STS AssumeRole actions.")
    unknown = principals.first_unknown(call.company, policy)
    if unknown:
        raise _malformed(f"Invalid principal in policy: {unknown}")
    return principals.with_arns(call.company, document)


def _is_about_sts(policy: Policy) -> bool:
    actions = [action for statement in policy.statements for action in statement.actions or ()]
    return all(action.lower().startswith("sts:") for action in actions)


def _malformed(sentence: str) -> ServiceError:
    return ServiceError("MalformedPolicyDocument", sentence)
