"""Console passwords. AWS page: "Manage passwords for IAM users"."""

from dataclasses import replace

from iamlab.cloud import passwords
from iamlab.cloud.errors import ServiceError, already_exists, no_such_entity
from iamlab.cloud.services.iam import root_password
from iamlab.cloud.services.iam.entities import Fields, Operations, user, user_resource
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import LoginProfile, User

_FORBIDDEN = 403


def create_login_profile(call: Invocation) -> Output:
    if root_password.is_meant(call):
        return root_password.create(call)
    holder, password = user(call), _needed_password(call)
    if holder.login_profile:
        raise already_exists(f"Login Profile for user {holder.name} already exists.")
    _check(call, password)
    made = replace(
        passwords.new_profile(call.company.seed, holder.id, password, call.now),
        password_reset_required=bool(call.parameters.get("PasswordResetRequired", False)),
        session_seconds=call.parameters.get("MaxSigninSessionDuration"),
    )
    _store(call, holder, made)
    return {"LoginProfile": _describe(holder, made)}


def get_login_profile(call: Invocation) -> Output:
    if root_password.is_meant(call):
        return root_password.get(call)
    holder = user(call)
    return {"LoginProfile": _describe(holder, _profile(holder))}


def update_login_profile(call: Invocation) -> Output:
    """What the call leaves out stays as it was."""
    holder, parameters = user(call), call.parameters
    changed = _profile(holder)
    seconds, reset = parameters.get("MaxSigninSessionDuration"), parameters.get("ResetMaxSigninSessionDuration", False)
    if seconds is not None and reset:
        raise ServiceError(
            "InvalidInput", "MaxSigninSessionDuration and ResetMaxSigninSessionDuration cannot be specified together."
        )
    if "Password" in parameters:
        changed = _changed(call, changed, call.text("Password"))
    required = bool(parameters.get("PasswordResetRequired", changed.password_reset_required))
    seconds = None if reset else seconds or changed.session_seconds
    _store(call, holder, replace(changed, password_reset_required=required, session_seconds=seconds))
    return {}


def delete_login_profile(call: Invocation) -> Output:
    if root_password.is_meant(call):
        return root_password.delete(call)
    holder = user(call)
    _profile(holder)
    _store(call, holder, None)
    return {}


def change_password(call: Invocation) -> Output:
    """A user's own change, which takes the password that is valid now."""
    holder = user(call)
    profile, given = _profile(holder), call.text("OldPassword")
    if not passwords.matches(profile, given):
        raise ServiceError("AccessDenied", "The old password was incorrect.", _FORBIDDEN)
    changed = _changed(call, profile, call.text("NewPassword"))
    _store(call, holder, replace(changed, password_reset_required=False))
    return {}


def _is_user(call: Invocation) -> None:
    if call.caller.user is None:
        raise ServiceError("InvalidUserType", "Only IAM Users can change their own password")


def _users_may_change(call: Invocation) -> bool:
    """AWS page: "Permit IAM users to change their own passwords"."""
    policy = call.account.password_policy
    return policy is not None and policy.users_may_change


def _needed_password(call: Invocation) -> str:
    if "Password" not in call.parameters:
        raise ServiceError("ValidationError", "Must specify password")
    return call.text("Password")


def _changed(call: Invocation, profile: LoginProfile, password: str) -> LoginProfile:
    _check(call, password)
    passwords.check_reuse(call.account.password_policy, profile, password)
    return passwords.with_password(profile, password, call.now)


def _check(call: Invocation, password: str) -> None:
    passwords.check(call.account.password_policy, password, (call.account.name, call.account.alias))


def _store(call: Invocation, holder: User, profile: LoginProfile | None) -> None:
    call.account.users[holder.name] = replace(holder, login_profile=profile)


def _profile(holder: User) -> LoginProfile:
    if holder.login_profile is None:
        raise no_such_entity(f"Login Profile for User {holder.name} cannot be found.")
    return holder.login_profile


def _describe(holder: User, profile: LoginProfile) -> Fields:
    fields = {
        "UserName": holder.name,
        "CreateDate": profile.created,
        "PasswordResetRequired": profile.password_reset_required,
    }
    return fields | ({"MaxSigninSessionDuration": profile.session_seconds} if profile.session_seconds else {})


OPERATIONS: Operations = {
    "CreateLoginProfile": Operation("iam:CreateLoginProfile", user_resource, create_login_profile, writes=True),
    "GetLoginProfile": Operation("iam:GetLoginProfile", user_resource, get_login_profile),
    "UpdateLoginProfile": Operation("iam:UpdateLoginProfile", user_resource, update_login_profile, writes=True),
    "DeleteLoginProfile": Operation("iam:DeleteLoginProfile", user_resource, delete_login_profile, writes=True),
    "ChangePassword": Operation(
        "iam:ChangePassword",
        user_resource,
        change_password,
        writes=True,
        precondition=_is_user,
        granted=_users_may_change,
    ),
}
