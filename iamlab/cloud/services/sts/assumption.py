"""AssumeRole. AWS page: "AssumeRole" in the AWS STS API Reference."""

from contextlib import suppress

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.federation.unsigned import checked_role_arn
from iamlab.cloud.services.operation import Context, Invocation, MappedOperation, Operation, Output
from iamlab.cloud.services.sts import mfa
from iamlab.cloud.services.sts.roles import duration, find_role, require_more, start
from iamlab.cloud.services.sts.session_tags import SessionTags, of_parameter, session_tags
from iamlab.evaluator.messages import ROOT_ASSUMES_NO_ROLE

_ACTION = "sts:AssumeRole"


def assume_role(call: Invocation) -> Output:
    role_arn, tags, source_identity = _role_arn(call), _tags(call), _source_identity(call)
    require_more(call, role_arn, tags, source_identity, _keys(call))
    found = find_role(call, role_arn)
    if found is None:  # the name is right, the path is not
        raise ServiceError(
            "AccessDenied",
            f"User: {call.caller.arn} is not authorized to perform: {_ACTION} on resource: {role_arn}",
            403,
        )
    account, role = found
    return start(call, account, role, call.text("RoleSessionName"), duration(call, role), tags, source_identity)


def _check(call: Invocation) -> None:
    """What AWS STS looks at before the policies: the ARN, the MFA code, and that it is not a root user who asks."""
    role_arn = _role_arn(call)
    mfa.check(call)
    if call.caller.is_root:
        with suppress(ServiceError):  # the trace of the decision is worth having; the answer is the same for all roles
            call.require(_ACTION, role_arn, _keys(call))
        raise ServiceError("AccessDenied", ROOT_ASSUMES_NO_ROLE, 403)


def _keys(call: Invocation) -> Context:
    """The condition keys of the request."""
    keys: Context = {"sts:RoleSessionName": call.text("RoleSessionName"), **_tags(call).keys()}
    source_identity = _source_identity(call)
    if "ExternalId" in call.parameters:
        keys["sts:ExternalId"] = call.text("ExternalId")
    if source_identity:
        keys["sts:SourceIdentity"] = source_identity
    return keys | (mfa.PRESENT if "TokenCode" in call.parameters else {})


def _tags(call: Invocation) -> SessionTags:
    passed = of_parameter(call.parameters.get("Tags", ()))
    return session_tags(passed, call.parameters.get("TransitiveTagKeys", ()), call.caller.session)


def _role_arn(call: Invocation) -> str:
    return checked_role_arn(call.text("RoleArn"))


def _source_identity(call: Invocation) -> str:
    """The source identity of the session to be. Once it is set, it stays through all sessions of a chain."""
    given = call.text("SourceIdentity")
    before = call.caller.session.source_identity if call.caller.session else ""
    if given.lower().startswith("aws:"):
        raise ServiceError("ValidationError", "A source identity cannot begin with aws:, which is reserved for AWS.")
    if given and before and given != before:
        raise ServiceError(
            "AccessDenied",
            f"The session has the source identity {before}, which cannot be changed once it is set.",
            403,
        )
    return given or before


OPERATIONS: dict[str, Operation | MappedOperation] = {
    "AssumeRole": Operation(_ACTION, _role_arn, assume_role, writes=True, context=_keys, precondition=_check)
}
