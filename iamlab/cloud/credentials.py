"""The secret behind an access key id, for whoever has to check a signature. AWS page: "Signing AWS API requests"."""

import hmac
from datetime import datetime

from iamlab.cloud.authentication_errors import refusal
from iamlab.cloud.callers import ACTIVE
from iamlab.cloud.state.company import Company


def signing_secret(company: Company, access_key_id: str, token: str | None, now: datetime, service: str = "sts") -> str:
    """Return the secret access key that belongs to a key id and, for temporary credentials, to their session token.

    Raises ServiceError in the words of `service` (botocore's name): for a key that is not there or not active; for a
    session token that is missing, wrong, or given with a long-term key; for credentials whose time is over.
    """
    given = token or ""
    session = company.sessions.get(access_key_id)
    if session:
        if not hmac.compare_digest(session.token.encode(), given.encode("utf-8", "replace")):
            raise refusal(service, "token")
        if now >= session.expires:
            raise refusal(service, "expired")
        return session.secret
    for _, _, key in company.access_keys():
        if key.id == access_key_id and key.status == ACTIVE:
            if given:
                raise refusal(service, "token")
            return key.secret
    raise refusal(service, "key")
