"""Passwords of IAM users: kept as salted hashes, judged by the account's policy.

AWS page: "Set an account password policy for IAM users" (default policy, custom policy options).
"""

import hashlib
import hmac
import string
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.iam import LoginProfile, PasswordPolicy

SYMBOLS = "!@#$%^&*()_+-=[]{}|'"
MOST_FORMER = 24  # the most that a policy can forbid to use again

_ITERATIONS = 20_000  # some milliseconds: a scenario with many users is built while somebody waits
_SALT_LENGTH = 24
_DEFAULT_LENGTH = 8
_DEFAULT_CLASSES = 3


@dataclass(frozen=True, slots=True)
class _Class:
    letters: str
    says: str

    def missing(self, password: str) -> bool:
        return not any(letter in self.letters for letter in password)


_UPPERCASE = _Class(string.ascii_uppercase, "Password should have at least one uppercase letter")
_LOWERCASE = _Class(string.ascii_lowercase, "Password should have at least one lowercase letter")
_NUMBER = _Class(string.digits, "Password should have at least one number")
_SYMBOL = _Class(SYMBOLS, "Password should have at least one symbol")
_CLASSES = (_UPPERCASE, _LOWERCASE, _NUMBER, _SYMBOL)


def new_profile(seed: str, user_id: str, password: str, now: datetime) -> LoginProfile:
    """Console access with a first password. `seed` is the sandbox's own, so that no two have the same salts."""
    salt = hashlib.sha256(f"password/{seed}/{user_id}/{now.isoformat()}".encode()).hexdigest()[:_SALT_LENGTH]
    return LoginProfile(now, salt=salt, hash=_hash(salt, password))


def with_password(profile: LoginProfile, password: str, now: datetime) -> LoginProfile:
    """The profile after its password was set anew; the one before is kept among the former ones."""
    former = (profile.hash, *profile.former)[:MOST_FORMER]
    return replace(profile, hash=_hash(profile.salt, password), former=former, changed=now)


def matches(profile: LoginProfile, password: str) -> bool:
    """Whether this is the password now."""
    return hmac.compare_digest(profile.hash, _hash(profile.salt, password))


def last_changed(profile: LoginProfile) -> datetime:
    return profile.changed or profile.created


def expires(profile: LoginProfile, policy: PasswordPolicy | None) -> datetime | None:
    """When a new password is due; None where passwords do not expire."""
    return last_changed(profile) + timedelta(days=policy.most_days) if policy and policy.most_days else None


def check(policy: PasswordPolicy | None, password: str, names: tuple[str, ...] = ()) -> None:
    """Raise ServiceError PasswordPolicyViolation, in AWS's sentence, for a password that an account does not take.

    `names` are what a password must not be without a policy of the account's own: its name.
    """
    broken = _broken_of_policy(policy, password) if policy else _broken_of_default(password, names)
    if broken:
        raise _violation(broken)


def check_reuse(policy: PasswordPolicy | None, profile: LoginProfile, password: str) -> None:
    """Raise ServiceError PasswordPolicyViolation for one of the last passwords, where the policy forbids these."""
    if policy and policy.not_reused:
        latest = (profile.hash, *profile.former)[: policy.not_reused]
        if _hash(profile.salt, password) in latest:
            raise _violation("Password should not be one of the previous passwords")


def _broken_of_policy(policy: PasswordPolicy, password: str) -> str:
    wanted = (
        (policy.uppercase, _UPPERCASE),
        (policy.lowercase, _LOWERCASE),
        (policy.numbers, _NUMBER),
        (policy.symbols, _SYMBOL),
    )
    short = [_too_short(policy.least_length)] if len(password) < policy.least_length else []
    return ", ".join(short + [kind.says for asked, kind in wanted if asked and kind.missing(password)])


def _broken_of_default(password: str, names: tuple[str, ...]) -> str:
    if len(password) < _DEFAULT_LENGTH:
        return _too_short(_DEFAULT_LENGTH)
    missing = [kind.says for kind in _CLASSES if kind.missing(password)]
    more = _DEFAULT_CLASSES - (len(_CLASSES) - len(missing))
    if more > 0:
        return f"Password should meet {more} more of the following requirements: {', '.join(missing)}"
    return "Password should not be the name of the account" if password in names else ""


def _too_short(length: int) -> str:
    return f"Password should have a minimum length of {length}"


def _violation(what: str) -> ServiceError:
    return ServiceError("PasswordPolicyViolation", what)


def _hash(salt: str, password: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", password.encode("utf-8", "replace"), salt.encode(), _ITERATIONS).hex()
