"""Who may make and retire a grant, and with what in it.

AWS pages: "CreateGrant" (grant operations), "Delegating CreateGrant" ("Creating grants": the limits of a grantee who
makes grants), "Retiring and revoking grants".
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.authorization import Authorization
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.kms import lookup
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.kms import ENCRYPTING, SYMMETRIC, Grant, Key

# What `iamlab.cloud.operations` is told about the key and the grant, beside the parameters of the call.
Known = Mapping[str, Any]

_ANY_KEY = frozenset({"CreateGrant", "DescribeKey", "RetireGrant"})
_SYMMETRIC = frozenset(
    {"Encrypt", "Decrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"}
    | {"GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"}
)
_BY_USAGE = {
    ENCRYPTING: frozenset({"Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GetPublicKey"}),
    "SIGN_VERIFY": frozenset({"Sign", "Verify", "GetPublicKey"}),
    "GENERATE_VERIFY_MAC": frozenset({"GenerateMac", "VerifyMac"}),
    "KEY_AGREEMENT": frozenset({"DeriveSharedSecret", "GetPublicKey"}),
}


def check_operations(key: Key, operations: Collection[str]) -> None:
    """Raise ServiceError ValidationException for an operation that a key of this kind does not have."""
    possible = _ANY_KEY | (_SYMMETRIC if key.spec == SYMMETRIC else _BY_USAGE[key.usage])
    for name in operations:
        if name not in possible:
            raise ServiceError("ValidationException", f"Unsupported Grant Operation: {name}")


def check_constraints(constraints: Mapping[str, object]) -> None:
    """Raise ServiceError for a constraint that the lab does not carry out."""
    unknown = set(constraints) - {"EncryptionContextEquals", "EncryptionContextSubset"}
    if unknown:
        raise not_simulated(f"This lab does not simulate the constraint {', '.join(sorted(unknown))}. Leave it out.")


def check_delegated(call: Invocation, key: Key, made: Grant, known: Known) -> None:
    """Raise ServiceError where the right to make a grant came from a grant that allows less than the new one."""
    names = call.caller.names
    parents = [one for one in key.grants if one.grantee in names and "CreateGrant" in one.operations]
    if not parents or any(_within(made, parent) for parent in parents) or _allowed_by_policies(call, key, known):
        return
    raise ServiceError(
        "AccessDeniedException",
        "The grant that allows you to create grants does not have all of these operations, or it has a constraint that"
        " the new grant lacks.",
    )


def check_may_retire(call: Invocation, key: Key, grant: Grant, known: Known) -> None:
    """Raise ServiceError unless the grant itself, or the account that made it, lets the caller retire it."""
    if call.caller.names & set(grant.retirers):
        return
    same_account = call.caller.account_id == grant.issuer
    if not (same_account and _allowed_by_policies(call, key, known, keeping=grant)):
        raise ServiceError(
            "AccessDeniedException",
            f"{call.caller.arn} is not the retiring principal of this grant, nor a grantee with RetireGrant.",
        )


def _allowed_by_policies(call: Invocation, key: Key, known: Known, keeping: Grant | None = None) -> bool:
    """Whether the caller may make this call without what grants give: asked as if the key had no grants.

    Of the grant to be kept only the account counts that made it.
    """
    if call.authorization is None:
        return True
    account_only = replace(keeping, retiring="", operations=()) if keeping else None
    without = call.company.draft()
    bare = replace(key, grants=(account_only,) if account_only else ())
    without.accounts[lookup.owner(key)].kms_keys[key.arn] = bare
    asked = call.authorization.call
    try:
        Authorization(without, call.caller, asked, call.now).require_mapped(
            replace(asked, parameters={**asked.parameters, **known})
        )
    except ServiceError:
        return False
    return True


def _within(made: Grant, parent: Grant) -> bool:
    if not set(made.operations) <= set(parent.operations):
        return False
    for mine, theirs in ((made.subset, parent.subset), (made.equals, parent.equals)):
        if theirs is not None and (mine is None or not theirs.items() <= mine.items()):
            return False
    return True
