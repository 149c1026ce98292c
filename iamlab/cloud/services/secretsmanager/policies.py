"""Resource policies of secrets. AWS pages: "Resource-based policies", "PutResourcePolicy", "ValidateResourcePolicy"."""

from iamlab.cloud import principals
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.secretsmanager import lookup
from iamlab.policy import PolicyError, PolicyType
from iamlab.policy.checks.validate import validate

_MALFORMED = "MalformedPolicyDocumentException"


def get_resource_policy(call: Invocation) -> Output:
    found = lookup.secret(call)
    return {"ARN": found.arn, "Name": found.name} | ({"ResourcePolicy": found.policy} if found.policy else {})


def put_resource_policy(call: Invocation) -> Output:
    found, document = lookup.kept(call), call.text("ResourcePolicy")
    _check(call, document)
    if call.parameters.get("BlockPublicPolicy", False) and _is_public(document):
        raise ServiceError(
            "PublicPolicyException",
            "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to"
            " the secret.",
        )
    lookup.change(call, found, policy=document)
    return {"ARN": found.arn, "Name": found.name}


def delete_resource_policy(call: Invocation) -> Output:
    found = lookup.kept(call)
    lookup.change(call, found, policy=None)
    return {"ARN": found.arn, "Name": found.name}


def validate_resource_policy(call: Invocation) -> Output:
    if "SecretId" in call.parameters:
        lookup.secret(call)
    document = call.text("ResourcePolicy")
    try:
        _check(call, document)
    except ServiceError as error:
        return _answer("PolicySyntax", error.message)
    return (
        _answer("PublicPolicy", "The policy gives broad access to the secret.") if _is_public(document) else _answer()
    )


def _answer(check: str = "", message: str = "") -> Output:
    errors = [{"CheckName": check, "ErrorMessage": message}] if check else []
    return {"PolicyValidationPassed": not errors, "ValidationErrors": errors}


def _check(call: Invocation, document: str) -> None:
    """Raise ServiceError for a text that is no policy of a resource, or names somebody who does not exist."""
    try:
        policy = resource_policies.read(document)
    except PolicyError as error:
        raise ServiceError(_MALFORMED, f"This resource policy contains a syntax error. ({error.problems[0]})") from None
    if principals.first_unknown(call.company, policy):
        raise ServiceError(_MALFORMED, "This resource policy contains an unsupported principal.")


def _is_public(document: str) -> bool:
    """Whether everybody is let in, with no condition that keeps it to those who are known."""
    findings = validate(document, PolicyType.RESOURCE, "AWS::SecretsManager::Secret")
    return any(finding.code == "PUBLIC_ACCESS" for finding in findings)


OPERATIONS = {
    "GetResourcePolicy": lookup.on_secret(get_resource_policy),
    "PutResourcePolicy": lookup.on_secret(put_resource_policy, writes=True),
    "DeleteResourcePolicy": lookup.on_secret(delete_resource_policy, writes=True),
    "ValidateResourcePolicy": lookup.on_secret(validate_resource_policy),
}
