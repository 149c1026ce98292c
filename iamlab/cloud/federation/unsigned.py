"""The calls of AWS STS that are not signed: an identity provider's token stands in for credentials."""

from datetime import datetime

from iamlab.cloud.call import Call
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.federation import saml, web_identity
from iamlab.cloud.federation.assertion import Assertion
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.policy.arns import parse_arn

# Operation -> the parameters that it cannot do without.
_NEEDED = {
    "AssumeRoleWithWebIdentity": ("RoleArn", "WebIdentityToken"),
    "AssumeRoleWithSAML": ("RoleArn", "SAMLAssertion", "PrincipalArn"),
}
_LONGEST_ARN = 2_048


def bearer(company: Company, call: Call, now: datetime) -> tuple[Account, Assertion] | None:
    """Who comes with a token, and the account of the role that they ask for; None for every other call.

    None, too, where a parameter is missing or no text: then the operation's own constraints refuse it. Raises
    ServiceError as AWS STS does for a token that is not good.
    """
    needed = _NEEDED.get(call.operation, ()) if call.service == "sts" else ()
    given = {name: call.parameters.get(name) for name in needed}
    texts = {name: value for name, value in given.items() if isinstance(value, str)}
    if not needed or len(texts) < len(needed):
        return None
    account = _account(company, texts["RoleArn"], call.operation)
    if "WebIdentityToken" in texts:
        provider_id = str(call.parameters.get("ProviderId", ""))
        return account, web_identity.verify(company, account, texts["WebIdentityToken"], provider_id, now)
    provider = account.saml_providers.get(texts["PrincipalArn"])
    if provider is None:
        raise ServiceError("InvalidIdentityToken", "Specified provider doesn't exist")
    return account, saml.verify(company, provider, texts["SAMLAssertion"], texts["RoleArn"], now)


def _account(company: Company, role_arn: str, operation: str) -> Account:
    account = company.accounts.get(checked_role_arn(role_arn).split(":")[4])
    if account is None:
        raise not_authorized(operation)
    return account


def checked_role_arn(text: str) -> str:
    """Return the ARN of a role as it is; raises ServiceError for another text."""
    arn = parse_arn(text)
    if arn is None or arn.service != "iam" or not arn.resource.startswith("role/"):
        raise ServiceError("ValidationError", f"{text[:_LONGEST_ARN]} is invalid")
    return text


def not_authorized(operation: str) -> ServiceError:
    """What AWS STS says to a provider's user whom the role does not trust."""
    return ServiceError("AccessDenied", f"Not authorized to perform sts:{operation}", 403)
