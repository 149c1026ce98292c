"""The condition keys of a caller. AWS page: "AWS global condition context keys", properties of the principal and of
the role session."""

from datetime import datetime

from iamlab.cloud import identifiers
from iamlab.cloud.callers import Caller
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import time_text

Keys = dict[str, str | list[str]]


def session_keys(company: Company, caller: Caller, now: datetime) -> Keys:
    """The keys that follow from who calls, and with which credentials.

    A long-term access key carries no aws:MultiFactorAuthPresent, so there is none without a session. Who comes with an
    identity provider's token is nobody in AWS yet: there are the keys of the token only.
    """
    if caller.assertion:
        return dict(caller.assertion.keys)
    keys: Keys = {"aws:userid": caller.user_id}
    holder = caller.user or caller.role
    tags = dict(holder.tags) if holder else {}
    organization = company.organization
    if organization and organization.has(caller.account_id):
        keys["aws:PrincipalOrgID"] = organization.id
        keys["aws:PrincipalOrgPaths"] = [organization.path_text(caller.account_id)]
    if caller.role:  # a session's ARN leaves the role's path out
        keys["aws:PrincipalArn"] = identifiers.iam_arn(caller.account_id, "role", caller.role.path, caller.role.name)
    session = caller.session
    if session:
        tags |= session.tags
        keys["aws:TokenIssueTime"] = time_text(session.issued)
        keys["aws:MultiFactorAuthPresent"] = "true" if session.mfa_at else "false"
        if session.mfa_at:
            keys["aws:MultiFactorAuthAge"] = str(max(0, int((now - session.mfa_at).total_seconds())))
        if session.source_identity:
            keys["aws:SourceIdentity"] = session.source_identity
        if session.transitive:
            keys["sts:TransitiveTagKeys"] = list(session.transitive)
        if session.assumed_root:
            keys["aws:AssumedRoot"] = "true"
        keys |= session.keys
    return keys | {f"aws:PrincipalTag/{key}": value for key, value in tags.items()}
