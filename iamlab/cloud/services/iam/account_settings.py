"""What an account has one of: its alias and its password policy.

AWS pages: "Use an alias for your AWS account ID", "Set an account password policy for IAM users".
"""

from iamlab.cloud.errors import already_exists, no_such_entity
from iamlab.cloud.services.iam.entities import Fields, Operations
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.iam import PasswordPolicy


def create_account_alias(call: Invocation) -> Output:
    """An account has one alias: a new one takes the place of the old. No two accounts of AWS have the same."""
    wanted = call.text("AccountAlias")
    if any(account.alias == wanted for account in call.company.accounts.values()):
        raise already_exists(f"The account alias {wanted} already exists.")
    call.account.alias = wanted
    return {}


def list_account_aliases(call: Invocation) -> Output:
    return {"AccountAliases": [call.account.alias] if call.account.alias else [], "IsTruncated": False}


def delete_account_alias(call: Invocation) -> Output:
    wanted = call.text("AccountAlias")
    if call.account.alias != wanted:
        raise no_such_entity(f"The account alias {wanted} cannot be found.")
    call.account.alias = ""
    return {}


def update_account_password_policy(call: Invocation) -> Output:
    """The whole policy is set: what the call leaves out has its default again."""
    given = call.parameters
    call.account.password_policy = PasswordPolicy(
        least_length=given.get("MinimumPasswordLength", 6),
        symbols=given.get("RequireSymbols", False),
        numbers=given.get("RequireNumbers", False),
        uppercase=given.get("RequireUppercaseCharacters", False),
        lowercase=given.get("RequireLowercaseCharacters", False),
        users_may_change=given.get("AllowUsersToChangePassword", False),
        most_days=given.get("MaxPasswordAge", 0),
        not_reused=given.get("PasswordReusePrevention", 0),
        hard_expiry=given.get("HardExpiry"),
    )
    return {}


def get_account_password_policy(call: Invocation) -> Output:
    policy = _policy(call)
    fields: Fields = {
        "MinimumPasswordLength": policy.least_length,
        "RequireSymbols": policy.symbols,
        "RequireNumbers": policy.numbers,
        "RequireUppercaseCharacters": policy.uppercase,
        "RequireLowercaseCharacters": policy.lowercase,
        "AllowUsersToChangePassword": policy.users_may_change,
        "ExpirePasswords": policy.most_days > 0,
    }
    optional: Fields = {
        "MaxPasswordAge": policy.most_days or None,
        "PasswordReusePrevention": policy.not_reused or None,
        "HardExpiry": policy.hard_expiry,
    }
    return {"PasswordPolicy": fields | {name: value for name, value in optional.items() if value is not None}}


def delete_account_password_policy(call: Invocation) -> Output:
    _policy(call)
    call.account.password_policy = None
    return {}


def _policy(call: Invocation) -> PasswordPolicy:
    policy = call.account.password_policy
    if policy is None:
        raise no_such_entity(f"The Password Policy with domain name {call.account.id} cannot be found.")
    return policy


def _users_may_read(call: Invocation) -> bool:
    """Who may change their password may read what it must be."""
    policy = call.account.password_policy
    return policy is not None and policy.users_may_change and call.caller.user is not None


OPERATIONS: Operations = {
    "CreateAccountAlias": Operation("iam:CreateAccountAlias", everything, create_account_alias, writes=True),
    "ListAccountAliases": Operation("iam:ListAccountAliases", everything, list_account_aliases),
    "DeleteAccountAlias": Operation("iam:DeleteAccountAlias", everything, delete_account_alias, writes=True),
    "UpdateAccountPasswordPolicy": Operation(
        "iam:UpdateAccountPasswordPolicy", everything, update_account_password_policy, writes=True
    ),
    "GetAccountPasswordPolicy": Operation(
        "iam:GetAccountPasswordPolicy", everything, get_account_password_policy, granted=_users_may_read
    ),
    "DeleteAccountPasswordPolicy": Operation(
        "iam:DeleteAccountPasswordPolicy", everything, delete_account_password_policy, writes=True
    ),
}
