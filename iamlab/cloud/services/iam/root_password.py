"""The root user's console password, which IAM's operations reach through AssumeRoot's task policies only.

AWS pages: "CreateLoginProfile", "GetLoginProfile", "DeleteLoginProfile" in the IAM API Reference (UserName, Password);
"Perform a privileged task on an AWS Organizations member account".
"""

from dataclasses import replace
from datetime import datetime

from iamlab.cloud.errors import ServiceError, already_exists, no_such_entity
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company


def root_password(company: Company, account: Account) -> datetime | None:
    """Since when the root user has a password; accounts that the organisation has created begin without one."""
    root, organization = account.root, company.organization
    if root.password_created or root.password_deleted:
        return root.password_created
    member = organization.members.get(account.id) if organization else None
    return None if member and member.method == "CREATED" else account.created


def is_meant(call: Invocation) -> bool:
    """Whether a call is about the root user: from a session that AssumeRoot has made, without a user's name."""
    session = call.caller.session
    return session is not None and session.assumed_root and not call.text("UserName")


def create(call: Invocation) -> Output:
    """Let the root user have a password again: who can read the account's e-mail sets one by password recovery."""
    if "Password" in call.parameters:
        raise ServiceError("ValidationError", "Password must be omitted in a session of AssumeRoot.")
    call.parameters.get("PasswordResetRequired")  # whoever recovers a password sets a new one anyway
    if root_password(call.company, call.account):
        raise already_exists("Login Profile for the root user already exists.")
    call.account.root = replace(call.account.root, password_created=call.now, password_deleted=False)
    return {"LoginProfile": {"CreateDate": call.now, "PasswordResetRequired": False}}


def get(call: Invocation) -> Output:
    return {"LoginProfile": {"CreateDate": _needed(call), "PasswordResetRequired": False}}


def delete(call: Invocation) -> Output:
    _needed(call)
    call.account.root = replace(call.account.root, password_created=None, password_deleted=True)
    return {}


def _needed(call: Invocation) -> datetime:
    since = root_password(call.company, call.account)
    if since is None:
        raise no_such_entity("Login Profile for the root user cannot be found.")
    return since
