"""GetSessionToken and GetFederationToken: temporary credentials of a user's own power, or of less.

AWS pages: the two operations in the AWS STS API Reference, "Permissions for GetFederationToken".
"""

from functools import partial

from iamlab.cloud import identifiers
from iamlab.cloud.services.operation import Context, Invocation, MappedOperation, Operation, Output
from iamlab.cloud.services.sts import mfa
from iamlab.cloud.services.sts.issuing import credentials, issue
from iamlab.cloud.services.sts.session_policies import session_policies
from iamlab.cloud.services.sts.session_tags import SessionTags, of_parameter, session_tags
from iamlab.cloud.state.account import ROOT
from iamlab.cloud.state.sessions import Session

_DEFAULT_SECONDS = 43_200
_ROOT_SECONDS = 3_600


def get_session_token(call: Invocation) -> Output:
    about = {"arn": call.caller.arn, "user_id": call.caller.user_id}
    session = issue(
        call, _seconds(call), partial(_of_caller(call), mfa_at=call.now if mfa.check(call) else None, **about)
    )
    return {"Credentials": credentials(session)}


def get_federation_token(call: Invocation) -> Output:
    tags = _tags(call)
    if tags.tags:
        call.require("sts:TagSession", _federated_arn(call), tags.keys())
    policies = session_policies(call, call.account, tags.tags)
    made = partial(
        _of_caller(call),
        arn=_federated_arn(call),
        user_id=f"{call.account.id}:{call.text('Name')}",
        federated=True,
        policies=policies.documents,
        policy_arns=policies.arns,
        tags=dict(tags.tags),
    )
    session = issue(call, _seconds(call), made)
    return {
        "Credentials": credentials(session),
        "FederatedUser": {"FederatedUserId": session.user_id, "Arn": session.arn},
        **policies.output(),
    }


def _of_caller(call: Invocation) -> "partial[Session]":
    """How to make a session of the user who calls, or of the root user."""
    user = call.caller.user
    name, issuer_id = (user.name, user.id) if user else (ROOT, call.account.id)
    return partial(Session, account_id=call.account.id, user=name, issuer_id=issuer_id)


def _seconds(call: Invocation) -> int:
    """The root user's sessions last an hour at most: more is cut."""
    if call.caller.is_root:
        return min(int(call.parameters.get("DurationSeconds", _ROOT_SECONDS)), _ROOT_SECONDS)
    return int(call.parameters.get("DurationSeconds", _DEFAULT_SECONDS))


def _federated_arn(call: Invocation) -> str:
    return f"arn:{identifiers.PARTITION}:sts::{call.account.id}:federated-user/{call.text('Name')}"


def _tags(call: Invocation) -> SessionTags:
    return session_tags(of_parameter(call.parameters.get("Tags", ())), ())


def _keys(call: Invocation) -> Context:
    return _tags(call).keys()


OPERATIONS: dict[str, Operation | MappedOperation] = {
    # Needs no permission; it has none to give either.
    "GetSessionToken": MappedOperation(get_session_token, writes=True),
    "GetFederationToken": Operation(
        "sts:GetFederationToken", _federated_arn, get_federation_token, writes=True, context=_keys
    ),
}
