"""Who is calling: the identity behind a profile's name, an access key, temporary credentials or a provider's token."""

from dataclasses import dataclass
from datetime import datetime

from iamlab.cloud import identifiers, models
from iamlab.cloud.authentication_errors import refusal
from iamlab.cloud.call import Call
from iamlab.cloud.federation.assertion import Assertion
from iamlab.cloud.federation.unsigned import bearer
from iamlab.cloud.session_limits import check_limits
from iamlab.cloud.state.account import ROOT, Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import Role, User
from iamlab.cloud.state.sessions import Session

_ANONYMOUS = "anonymous"
_PUBLIC = frozenset({"s3", "sns", "sqs"})  # their resource policies can allow everybody
ACTIVE = "Active"


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated identity, or nobody in particular (`arn` is `*`).

    `user` or `role` is the IAM entity whose policies count; the root user has neither. `session` is set for temporary
    credentials, `access_key_id` wherever a key was used. With `assertion`, somebody comes with an identity provider's
    token: `arn` is the provider, and `account_id` that of the role which they ask for.
    """

    arn: str
    user_id: str
    account_id: str
    user: User | None = None
    role: Role | None = None
    session: Session | None = None
    access_key_id: str = ""
    assertion: Assertion | None = None

    @property
    def is_root(self) -> bool:
        return self.arn == identifiers.root_arn(self.account_id)

    @property
    def is_anonymous(self) -> bool:
        return self.arn == "*"

    @property
    def names(self) -> frozenset[str]:
        """The ARNs that can name the caller alone: its own, and of a session also that of the role."""
        role = self.role
        role_arn = identifiers.iam_arn(self.account_id, "role", role.path, role.name) if role else self.arn
        return frozenset({self.arn, role_arn})


def authenticate(company: Company, call: Call, now: datetime) -> Caller:
    """Return the caller.

    Raises ServiceError in the service's own words (see `authentication_errors`): for a user or a key that is not there
    or not active, as for a deleted user's keys; for temporary credentials whose time is over, or which the service does
    not take; and as AWS STS does for an identity provider's token that is not good. Nobody in an account that its
    organisation has closed can call anything.
    """
    caller = _identified(company, call, now)
    if company.organization and company.organization.is_closed(caller.account_id):
        raise refusal(call.service, "key")
    return caller


def _identified(company: Company, call: Call, now: datetime) -> Caller:
    federated = bearer(company, call, now)
    if federated:
        account, assertion = federated
        return Caller(assertion.principal, assertion.subject, account.id, assertion=assertion)
    if call.access_key:
        return _by_key(company, call, now)
    if not call.identity:
        return _anonymous(call)
    found = company.find_identity(call.identity)
    if found is None:
        raise refusal(call.service, "key")
    account, name = found
    return root(account) if name == ROOT else _user(account, account.users[name])


def _anonymous(call: Call) -> Caller:
    """Nobody in particular: services with public resources listen, and those operations that are never signed."""
    if call.service not in _PUBLIC and models.operation(call.service, call.operation).auth_type != "none":
        raise refusal(call.service, "missing")
    return Caller("*", _ANONYMOUS, "")


def root(account: Account, access_key_id: str = "") -> Caller:
    """An account's root user."""
    return Caller(identifiers.root_arn(account.id), account.id, account.id, access_key_id=access_key_id)


def _user(account: Account, user: User, access_key_id: str = "") -> Caller:
    if not access_key_id:  # the terminal's profiles use the first key that works
        access_key_id = next((key.id for key in user.access_keys if key.status == ACTIVE), "")
    return Caller(_arn_of(account, user), user.id, account.id, user, access_key_id=access_key_id)


def _arn_of(account: Account, user: User) -> str:
    return identifiers.iam_arn(account.id, "user", user.path, user.name)


def _by_key(company: Company, call: Call, now: datetime) -> Caller:
    session = company.sessions.get(call.access_key)
    if session:
        check_limits(session, call)
        return _of_session(company, session, call.service, now)
    for account, name, key in company.access_keys():
        if key.id == call.access_key and key.status == ACTIVE:
            return root(account, key.id) if name == ROOT else _user(account, account.users[name], key.id)
    raise refusal(call.service, "key")


def _of_session(company: Company, session: Session, service: str, now: datetime) -> Caller:
    """Whom temporary credentials make of their holder, as long as what they are a session of is there."""
    if now >= session.expires:
        raise refusal(service, "expired")
    account = company.accounts.get(session.account_id)
    holders: list[User | Role] = []
    if account and session.role:
        holders = [role for role in account.roles.values() if role.id == session.issuer_id]
    elif account and session.user != ROOT:
        holders = [user for user in account.users.values() if user.id == session.issuer_id]
    if account is None or not (holders or session.user == ROOT):
        raise refusal(service, "key")
    holder = holders[0] if holders else None
    role, user = (holder, None) if isinstance(holder, Role) else (None, holder)
    arn = _arn_of(account, user) if user and not session.federated else session.arn  # users can be renamed
    return Caller(arn, session.user_id, account.id, user, role, session, session.access_key_id)
