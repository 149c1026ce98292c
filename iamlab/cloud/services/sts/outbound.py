"""GetWebIdentityToken: a token by which AWS vouches for a principal elsewhere.

AWS page: "Federating AWS Identities to external services" (IAM outbound identity federation). The lab signs it as it
signs the test tokens of other providers, so that roles that trust the issuer take it.
"""

from datetime import timedelta

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.federation import web_identity
from iamlab.cloud.services.operation import Context, Invocation, MappedOperation, Operation, Output, everything
from iamlab.cloud.services.sts.session_tags import SessionTags, of_parameter, session_tags

_CLAIMS = "https://sts.amazonaws.com/"
_DEFAULT_SECONDS = 300


def get_web_identity_token(call: Invocation) -> Output:
    tags = _tags(call)
    if tags.tags:
        call.require("sts:TagGetWebIdentityToken", "*", _keys(call))
    if not call.account.token_issuer:
        raise ServiceError(
            "OutboundWebIdentityFederationDisabledException",
            "Outbound web identity federation is not enabled for this account.",
            403,
        )
    expires = call.now + timedelta(seconds=_seconds(call))
    session = call.caller.session
    if session and expires > session.expires:
        raise ServiceError(
            "SessionDurationEscalationException", "The token would outlive the session that asks for it.", 403
        )
    audience = call.parameters["Audience"]
    claims = {
        "iss": call.account.token_issuer,
        "sub": _subject(call),
        "aud": audience[0] if len(audience) == 1 else audience,
        "iat": int(call.now.timestamp()),
        "exp": int(expires.timestamp()),
        _CLAIMS: {
            "aws_account": call.account.id,
            "source_region": call.region,
            "principal_id": _subject(call),
            **({"request_tags": dict(tags.tags)} if tags.tags else {}),
        },
    }
    return {"WebIdentityToken": web_identity.issue(call.company, claims), "Expiration": expires}


def _subject(call: Invocation) -> str:
    """The user, or the role whose session asks."""
    role = call.caller.role
    return identifiers.iam_arn(call.account.id, "role", role.path, role.name) if role else call.caller.arn


def _seconds(call: Invocation) -> int:
    return int(call.parameters.get("DurationSeconds", _DEFAULT_SECONDS))


def _tags(call: Invocation) -> SessionTags:
    return session_tags(of_parameter(call.parameters.get("Tags", ())), ())


def _keys(call: Invocation) -> Context:
    return {
        **_tags(call).keys(),
        "sts:IdentityTokenAudience": list(call.parameters["Audience"]),
        "sts:DurationSeconds": str(_seconds(call)),
        "sts:SigningAlgorithm": call.text("SigningAlgorithm"),
    }


OPERATIONS: dict[str, Operation | MappedOperation] = {
    "GetWebIdentityToken": Operation("sts:GetWebIdentityToken", everything, get_web_identity_token, context=_keys)
}
