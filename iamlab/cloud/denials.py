"""The refusal of a call, in the words of the service that it was made to.

AWS pages: "Troubleshoot access denied error messages", "Enhanced access denied error messages with policy ARNs",
"Troubleshoot access denied (403 Forbidden) errors in Amazon S3", "Troubleshooting AWS KMS permissions".
"""

from iamlab.cloud import authorization_messages, models
from iamlab.cloud.call import Call
from iamlab.cloud.callers import Caller
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.company import Company
from iamlab.evaluator import Trace

# How a service of each protocol says "access denied".
_CODES = {
    "query": "AccessDenied",
    "rest-xml": "AccessDenied",
    "ec2": "UnauthorizedOperation",
    "json": "AccessDeniedException",
    "rest-json": "AccessDeniedException",
    "smithy-rpc-v2-cbor": "AccessDeniedException",
}
# Services that say it in a way of their own ("Common errors" in the API reference of Amazon SNS and of Amazon SQS).
_OWN_CODES = {"sns": "AuthorizationError", "sqs": "AccessDenied"}
_FORBIDDEN = 403
# AWS KMS does not tell other accounts which keys there are.
_NO_KEY = (
    "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based"
    " policy explicitly denies access"
)


def refusal(company: Company, caller: Caller, call: Call, trace: Trace, denying: str) -> ServiceError:
    """Return the error for a decision that is no permission. `denying` is the ARN of the policy that denies, or ""."""
    protocol = str(models.service(call.service).metadata["protocol"])
    code = _OWN_CODES.get(call.service) or _CODES.get(protocol, "AccessDenied")
    message = _message(company, caller, call, trace, denying)
    if protocol == "ec2":
        encoded = authorization_messages.encode(company.seed, trace, caller.user_id)
        message = f"You are not authorized to perform this operation. {message}."
        message += f" Encoded authorization failure message: {encoded}"
    return ServiceError(code, message, _FORBIDDEN)


def _message(company: Company, caller: Caller, call: Call, trace: Trace, denying: str) -> str:
    request, message = trace.request, trace.decision.message
    service, outsider = request.action.partition(":")[0], _is_outsider(company, caller, trace)
    if service == "s3" and outsider:
        return "Access Denied"
    if service == "kms" and trace.decision.decided_by == "resource" and request.owner != caller.account_id:
        by_ciphertext = "CiphertextBlob" in call.parameters and "KeyId" not in call.parameters
        what = "the resource associated with this ciphertext" if by_ciphertext else "this resource"
        return f"User: {caller.arn} is not authorized to perform: {request.action} on {what} {_NO_KEY}"
    if service == "secretsmanager" and call.parameters.get("SecretId"):  # the secret by the name that the call has
        message = message.replace(f" on resource: {request.resource} ", f" on resource: {call.parameters['SecretId']} ")
    return f"{message}: {denying}" if denying and not outsider else message


def _is_outsider(company: Company, caller: Caller, trace: Trace) -> bool:
    """Whether the resource is of an account that is neither the caller's own nor in the same organisation."""
    owner = trace.request.owner
    if caller.is_anonymous or owner in (None, caller.account_id):
        return caller.is_anonymous
    organization = company.organization
    return not (organization and organization.has(owner) and organization.has(caller.account_id))
