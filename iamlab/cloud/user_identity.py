"""CloudTrail's word for who called. AWS page: "CloudTrail userIdentity element"."""

from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.callers import Caller
from iamlab.cloud.federation.assertion import FEDERATED_PROVIDER, Assertion
from iamlab.cloud.state.sessions import Session
from iamlab.cloud.text import time_text


def user_identity(caller: Caller | None, account_id: str) -> dict[str, Any]:
    """Return the element. `caller` is None for an identity that the account does not have."""
    if caller is None:
        return {"type": "Unknown", "accountId": account_id}
    if caller.is_anonymous:
        return {"type": "AWSAccount", "principalId": "", "accountId": "anonymous"}
    if caller.assertion:
        return _of_provider(caller.assertion)
    about: dict[str, Any] = {"principalId": caller.user_id, "arn": caller.arn, "accountId": caller.account_id}
    if caller.access_key_id:
        about["accessKeyId"] = caller.access_key_id
    session = caller.session
    if session and session.federated:
        return {"type": "FederatedUser", **about, "sessionContext": _context(caller, session)}
    if session and caller.role:
        return {"type": "AssumedRole", **about, "sessionContext": _context(caller, session)}
    kind = {"type": "IAMUser", "userName": caller.user.name} if caller.user else {"type": "Root"}
    context = {"sessionContext": _context(caller, session)} if session else {}
    return {"type": kind.pop("type"), **about, **kind, **context}


def _of_provider(assertion: Assertion) -> dict[str, Any]:
    """Somebody with an identity provider's token: no account, no session."""
    if assertion.qualifier:
        principal, provider, kind = f"{assertion.qualifier}:{assertion.subject}", assertion.qualifier, "SAMLUser"
    else:
        principal = f"{assertion.principal}:{assertion.audience}:{assertion.subject}"
        provider, kind = assertion.principal, "WebIdentityUser"
    return {"type": kind, "principalId": principal, "userName": assertion.subject, "identityProvider": provider}


def _context(caller: Caller, session: Session) -> dict[str, Any]:
    attributes = {
        "creationDate": time_text(session.issued),
        "mfaAuthenticated": str(session.mfa_at is not None).lower(),
    }
    context: dict[str, Any] = {"attributes": attributes}
    if session.assumed_root:
        context["assumedRoot"] = "true"
    if session.source_identity:
        context["sourceIdentity"] = session.source_identity
    if FEDERATED_PROVIDER in session.keys:
        context["webIdFederationData"] = {"federatedProvider": session.keys[FEDERATED_PROVIDER], "attributes": {}}
    issuer = caller.role or (caller.user if session.federated else None)
    if issuer:
        kind = "role" if caller.role else "user"
        context["sessionIssuer"] = {
            "type": kind.title(),
            "principalId": issuer.id,
            "arn": identifiers.iam_arn(caller.account_id, kind, issuer.path, issuer.name),
            "accountId": caller.account_id,
            "userName": issuer.name,
        }
    return context
