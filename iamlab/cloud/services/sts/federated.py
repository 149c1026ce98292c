"""AssumeRoleWithWebIdentity and AssumeRoleWithSAML: the caller has a provider's token, and no AWS credentials.

The token was checked when the caller was authenticated (`iamlab.cloud.federation`). AWS pages: the two operations in
the AWS STS API Reference.
"""

import re

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.federation.assertion import Assertion
from iamlab.cloud.federation.unsigned import not_authorized
from iamlab.cloud.services.operation import Context, Invocation, MappedOperation, Operation, Output
from iamlab.cloud.services.sts.roles import duration, find_role, require_more, start
from iamlab.cloud.services.sts.session_tags import session_tags

_NAME = re.compile(r"[a-zA-Z_0-9+=,.@-]{2,64}")


def with_web_identity(call: Invocation) -> Output:
    said = _assertion(call)
    _mark_as_read(call, "ProviderId", "WebIdentityToken")
    output = _assume(call, "AssumeRoleWithWebIdentity", said, call.text("RoleSessionName"))
    return output | {
        "SubjectFromWebIdentityToken": said.subject,
        "Provider": said.principal,
        "Audience": said.audience,
    }


def with_saml(call: Invocation) -> Output:
    said = _assertion(call)
    _mark_as_read(call, "PrincipalArn", "SAMLAssertion")
    output = _assume(call, "AssumeRoleWithSAML", said, said.session_name)
    return output | {
        "Subject": said.subject,
        "SubjectType": said.subject_type,
        "Issuer": said.issuer,
        "Audience": said.audience,
        "NameQualifier": said.qualifier,
    }


def _mark_as_read(call: Invocation, *names: str) -> None:
    """These parameters were looked at when the token was checked; else the gateway would take them for unknown."""
    for name in names:
        call.text(name)


def _assertion(call: Invocation) -> Assertion:
    if call.caller.assertion is None:
        raise ServiceError("InvalidIdentityToken", "The request brings no token that could be checked.")
    return call.caller.assertion


def _assume(call: Invocation, operation: str, said: Assertion, name: str) -> Output:
    role_arn = call.text("RoleArn")
    _check_names(said, name)
    tags = session_tags(said.tags, said.transitive)
    keys: Context = {"sts:RoleSessionName": name, **tags.keys()}
    if said.source_identity:
        keys["sts:SourceIdentity"] = said.source_identity
    try:
        call.require(f"sts:{operation}", role_arn, keys)
        require_more(call, role_arn, tags, said.source_identity, keys)
    except ServiceError as denial:
        raise (not_authorized(operation) if denial.code == "AccessDenied" else denial) from None
    found = find_role(call, role_arn)
    if found is None:  # the name is right, the path is not
        raise not_authorized(operation)
    account, role = found
    seconds = duration(call, role, said.seconds)
    return start(call, account, role, name, seconds, tags, said.source_identity, dict(said.kept))


def _check_names(said: Assertion, name: str) -> None:
    """Raise ServiceError for names that a token brings and that no session can have.

    AWS page: "Troubleshoot SAML federation with IAM".
    """
    for what, value in (("RoleSessionName", name), ("Source Identity", said.source_identity)):
        if value and not _NAME.fullmatch(value):
            raise ServiceError("InvalidIdentityToken", f"{what} in AuthnResponse must match {_NAME.pattern}")
    if said.source_identity.lower().startswith("aws:"):
        raise ServiceError("InvalidIdentityToken", 'Source Identity in AuthnResponse must not begin with "aws:"')


# Neither needs a permission of the caller's own: the role's trust policy decides.
OPERATIONS: dict[str, Operation | MappedOperation] = {
    "AssumeRoleWithWebIdentity": MappedOperation(with_web_identity, writes=True),
    "AssumeRoleWithSAML": MappedOperation(with_saml, writes=True),
}
