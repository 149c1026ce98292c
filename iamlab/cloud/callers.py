"""Who is calling: the identity behind a profile's name, a long-term access key or temporary credentials."""

from dataclasses import dataclass
from datetime import datetime

from iamlab.cloud import identifiers
from iamlab.cloud.call import Call
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.account import ROOT, Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import Role, User
from iamlab.cloud.state.sessions import Session

_ANONYMOUS = "anonymous"
_ACTIVE = "Active"


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated identity, or nobody in particular (`arn` is `*`).

    `user` or `role` is the IAM entity whose policies count; the root user has neither. `session` is set for temporary
    credentials, `access_key_id` wherever a key was used.
    """

    arn: str
    user_id: str
    account_id: str
    user: User | None = None
    role: Role | None = None
    session: Session | None = None
    access_key_id: str = ""

    @property
    def is_root(self) -> bool:
        return self.arn == identifiers.root_arn(self.account_id)

    @property
    def is_anonymous(self) -> bool:
        return self.arn == "*"


def authenticate(company: Company, call: Call, now: datetime) -> Caller:
    """Return the caller.

    Raises ServiceError: InvalidClientTokenId for a user or a key that is not there or not active, as AWS does for a
    deleted user's keys; ExpiredToken for temporary credentials whose time is over.
    """
    if call.access_key:
        return _by_key(company, call.access_key, now)
    if not call.identity:
        return Caller("*", _ANONYMOUS, "")
    found = company.find_identity(call.identity)
    if found is None:
        raise invalid_token()
    account, name = found
    return root(account) if name == ROOT else _user(account, account.users[name])


def root(account: Account, access_key_id: str = "") -> Caller:
    """An account's root user."""
    return Caller(identifiers.root_arn(account.id), account.id, account.id, access_key_id=access_key_id)


def invalid_token() -> ServiceError:
    return ServiceError("InvalidClientTokenId", "The security token included in the request is invalid.", 403)


def _user(account: Account, user: User, access_key_id: str = "") -> Caller:
    arn = identifiers.iam_arn(account.id, "user", user.path, user.name)
    if not access_key_id:  # the terminal's profiles use the first key that works
        access_key_id = next((key.id for key in user.access_keys if key.status == _ACTIVE), "")
    return Caller(arn, user.id, account.id, user, access_key_id=access_key_id)


def _by_key(company: Company, access_key: str, now: datetime) -> Caller:
    session = company.sessions.get(access_key)
    if session:
        return _of_session(company, session, now)
    for account, name, key in company.access_keys():
        if key.id == access_key and key.status == _ACTIVE:
            return root(account, key.id) if name == ROOT else _user(account, account.users[name], key.id)
    raise invalid_token()


def _of_session(company: Company, session: Session, now: datetime) -> Caller:
    if now >= session.expires:
        raise ServiceError("ExpiredToken", "The security token included in the request is expired")
    account = company.accounts.get(session.account_id)
    role = account.roles.get(session.role) if account and session.role else None
    user = account.users.get(session.user) if account and session.user else None
    if account is None or (session.role and role is None) or (session.user not in (None, ROOT) and user is None):
        raise invalid_token()  # what it was a session of is gone
    return Caller(session.arn, session.user_id, account.id, user, role, session, session.access_key_id)
