"""Access keys and console passwords. AWS page: "Managing access keys for IAM users"."""

import string
from dataclasses import replace

from iamlab.cloud.errors import ServiceError, already_exists, no_such_entity
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, user, user_resource
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import AccessKey, LoginProfile, User

_PASSWORD_MIN = 8
_PASSWORD_CLASSES = (string.ascii_uppercase, string.ascii_lowercase, string.digits, "!@#$%^&*()_+-=[]{}|'")
_PASSWORD_CLASSES_NEEDED = 3


def create_access_key(call: Invocation) -> Output:
    holder = _holder(call)
    keys = _keys(call, holder)
    quotas.check("AccessKeysPerUser", len(keys) + 1, quotas.ACCESS_KEYS_PER_USER)
    made = AccessKey(*call.company.new_key(), call.now)
    _store(call, holder, (*keys, made))
    return {"AccessKey": _describe(holder, made) | {"SecretAccessKey": made.secret}}


def list_access_keys(call: Invocation) -> Output:
    holder = _holder(call)
    return complete([_describe(holder, key) for key in _keys(call, holder)], "AccessKeyMetadata")


def update_access_key(call: Invocation) -> Output:
    holder, key = _find(call)
    changed = replace(key, status=call.text("Status"))
    _store(call, holder, tuple(changed if kept is key else kept for kept in _keys(call, holder)))
    return {}


def delete_access_key(call: Invocation) -> Output:
    holder, key = _find(call)
    _store(call, holder, tuple(kept for kept in _keys(call, holder) if kept is not key))
    return {}


def create_login_profile(call: Invocation) -> Output:
    holder, password = user(call), call.text("Password")
    if holder.login_profile:
        raise already_exists(f"Login Profile for user {holder.name} already exists.")
    classes = sum(any(letter in kind for letter in password) for kind in _PASSWORD_CLASSES)
    if len(password) < _PASSWORD_MIN:
        raise ServiceError("PasswordPolicyViolation", f"Password should have a minimum length of {_PASSWORD_MIN}")
    if classes < _PASSWORD_CLASSES_NEEDED:
        raise ServiceError(
            "PasswordPolicyViolation",
            "Password should have at least 3 of these: uppercase letters, lowercase letters, numbers, symbols",
        )
    made = LoginProfile(call.now, bool(call.parameters.get("PasswordResetRequired", False)))
    call.account.users[holder.name] = replace(holder, login_profile=made)
    return {"LoginProfile": _profile(holder, made)}


def get_login_profile(call: Invocation) -> Output:
    holder = user(call)
    return {"LoginProfile": _profile(holder, _login_profile(holder))}


def delete_login_profile(call: Invocation) -> Output:
    holder = user(call)
    _login_profile(holder)
    call.account.users[holder.name] = replace(holder, login_profile=None)
    return {}


def _holder(call: Invocation) -> User | None:
    """Return the user whose keys are meant; None for the root user, who is meant when root names nobody."""
    return None if call.caller.is_root and not call.text("UserName") else user(call)


def _keys(call: Invocation, holder: User | None) -> tuple[AccessKey, ...]:
    return holder.access_keys if holder else call.account.root.access_keys


def _store(call: Invocation, holder: User | None, keys: tuple[AccessKey, ...]) -> None:
    if holder:
        call.account.users[holder.name] = replace(holder, access_keys=keys)
    else:
        call.account.root = replace(call.account.root, access_keys=keys)


def _find(call: Invocation) -> tuple[User | None, AccessKey]:
    holder, wanted = _holder(call), call.text("AccessKeyId")
    for key in _keys(call, holder):
        if key.id == wanted:
            return holder, key
    raise no_such_entity(f"The Access Key with id {wanted} cannot be found.")


def _describe(holder: User | None, key: AccessKey) -> Fields:
    name = {"UserName": holder.name} if holder else {}
    return name | {"AccessKeyId": key.id, "Status": key.status, "CreateDate": key.created}


def _login_profile(holder: User) -> LoginProfile:
    if holder.login_profile is None:
        raise no_such_entity(f"Login Profile for User {holder.name} cannot be found.")
    return holder.login_profile


def _profile(holder: User, profile: LoginProfile) -> Fields:
    return {
        "UserName": holder.name,
        "CreateDate": profile.created,
        "PasswordResetRequired": profile.password_reset_required,
    }


OPERATIONS: Operations = {
    "CreateAccessKey": Operation("iam:CreateAccessKey", user_resource, create_access_key, writes=True),
    "ListAccessKeys": Operation("iam:ListAccessKeys", user_resource, list_access_keys),
    "UpdateAccessKey": Operation("iam:UpdateAccessKey", user_resource, update_access_key, writes=True),
    "DeleteAccessKey": Operation("iam:DeleteAccessKey", user_resource, delete_access_key, writes=True),
    "CreateLoginProfile": Operation("iam:CreateLoginProfile", user_resource, create_login_profile, writes=True),
    "GetLoginProfile": Operation("iam:GetLoginProfile", user_resource, get_login_profile),
    "DeleteLoginProfile": Operation("iam:DeleteLoginProfile", user_resource, delete_login_profile, writes=True),
}
