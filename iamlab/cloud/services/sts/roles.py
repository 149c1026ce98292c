"""What all ways to assume a role have in common. AWS pages: "AssumeRole", "Roles terms and concepts"."""

from datetime import datetime
from functools import partial

from iamlab.cloud import identifiers
from iamlab.cloud.callers import root
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation, Output
from iamlab.cloud.services.sts.issuing import credentials, issue
from iamlab.cloud.services.sts.session_policies import session_policies
from iamlab.cloud.services.sts.session_tags import SessionTags
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import DEFAULT_SESSION_SECONDS, Role
from iamlab.cloud.state.sessions import Session
from iamlab.policy.arns import parse_arn

CHAINED_SECONDS = 3_600


def require_more(call: Invocation, role_arn: str, tags: SessionTags, source_identity: str, keys: Context) -> None:
    """Require what it takes to pass tags and to set a source identity, besides assuming the role.

    What a calling session hands on counts as passed. AWS pages: "Pass session tags in AWS STS", "Monitor and control
    actions taken with assumed roles".
    """
    if tags.tags:
        call.require("sts:TagSession", role_arn, keys)
    if source_identity:
        call.require("sts:SetSourceIdentity", role_arn, keys)


def find_role(call: Invocation, role_arn: str) -> tuple[Account, Role] | None:
    """Return the role of exactly that ARN, and its account."""
    arn = parse_arn(role_arn)
    account = call.company.accounts.get(arn.account) if arn else None
    for role in account.roles.values() if account else ():
        if account and identifiers.iam_arn(account.id, "role", role.path, role.name) == role_arn:
            return account, role
    return None


def duration(call: Invocation, role: Role, wanted: int | None = None) -> int:
    """Return how many seconds the session is to last; raises ServiceError where the role does not allow that long."""
    seconds = int(call.parameters.get("DurationSeconds", wanted or DEFAULT_SESSION_SECONDS))
    if call.caller.session and seconds > CHAINED_SECONDS:
        raise ServiceError(
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        )
    if seconds > role.max_session_seconds:
        raise ServiceError(
            "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    return seconds


def hand_out(company: Company, account: Account, role: Role, name: str, now: datetime) -> Output:
    """Start a session of a role for whoever runs the lab, who needs no permission; as long as the role allows."""
    call = Invocation(company, account, root(account), {}, now, "us-east-1")
    return start(call, account, role, name, role.max_session_seconds, SessionTags({}), "")


def start(
    call: Invocation,
    account: Account,
    role: Role,
    name: str,
    seconds: int,
    tags: SessionTags,
    source_identity: str,
    keys: dict[str, str] | None = None,
) -> Output:
    """Start a session of a role; return what every answer about one holds."""
    policies = session_policies(call, account, tags.tags)
    session = issue(
        call,
        seconds,
        partial(
            Session,
            account_id=account.id,
            arn=f"arn:{identifiers.PARTITION}:sts::{account.id}:assumed-role/{role.name}/{name}",
            user_id=f"{role.id}:{name}",
            role=role.name,
            issuer_id=role.id,
            policies=policies.documents,
            policy_arns=policies.arns,
            tags=dict(tags.tags),
            transitive=tags.transitive,
            source_identity=source_identity,
            keys=keys or {},
        ),
    )
    found: Output = {
        "Credentials": credentials(session),
        "AssumedRoleUser": {"AssumedRoleId": session.user_id, "Arn": session.arn},
        **policies.output(),
    }
    return found | ({"SourceIdentity": source_identity} if source_identity else {})
