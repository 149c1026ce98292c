"""The operations that temporary credentials cannot call, whatever the policies say.

AWS pages: "Compare AWS STS credentials", "Secure API access with MFA".
"""

from iamlab.cloud.authentication_errors import refusal
from iamlab.cloud.call import Call
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.sessions import Session

# Of AWS STS, to users' sessions without MFA and to federated users.
_WITHOUT_MFA = frozenset({"AssumeRole", "GetCallerIdentity"})
_FEDERATED = frozenset({"GetCallerIdentity"})
# Only long-term credentials call these.
_LONG_TERM = frozenset({"GetFederationToken", "GetSessionToken"})


def check_limits(session: Session, call: Call) -> None:
    """Raise ServiceError where a session cannot make a call. AWS IAM then says that the token is invalid."""
    if call.service == "sts" and not _takes(session, call.operation):
        raise ServiceError("AccessDenied", f"Cannot call {call.operation} with session credentials", 403)
    of_user = not session.role and not session.assumed_root
    if call.service == "iam" and of_user and (session.federated or not session.mfa_at):
        raise refusal(call.service, "token")


def _takes(session: Session, operation: str) -> bool:
    """Whether AWS STS carries out an operation for a session."""
    if operation in _LONG_TERM:
        return False
    if session.role:
        return True
    allowed = _FEDERATED if session.federated else _WITHOUT_MFA
    return operation in allowed or (not session.federated and session.mfa_at is not None)
