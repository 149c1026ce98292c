"""Finding the secret that a call names. AWS page: "What's in a Secrets Manager secret?" (names and ARNs)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.secretsmanager import Secret
from iamlab.policy.arns import parse_arn

_SUFFIX_LENGTH = 7  # a hyphen and six characters


def prefix(region: str, account_id: str) -> str:
    """What the ARNs of all secrets of an account in a Region begin with."""
    return f"arn:{PARTITION}:secretsmanager:{region}:{account_id}:secret:"


def find(call: Invocation, given: str) -> Secret | None:
    """The secret of a name, an ARN, or an ARN without its last seven characters; None where there is none (any more).

    A secret of another account is found by its ARN only.
    """
    arn = parse_arn(given) if given.startswith("arn:") else None
    account = call.company.accounts.get(arn.account) if arn else call.account
    if account is None:
        return None
    start = prefix(call.region, account.id)
    for secret in account.secrets.values():
        named = given in (secret.arn, secret.arn[:-_SUFFIX_LENGTH]) if arn else given == secret.name
        if named and secret.arn.startswith(start) and not _is_gone(secret, call.now):
            return secret
    return None


def secret(call: Invocation) -> Secret:
    """Return the secret that SecretId names; raises ServiceError ResourceNotFoundException."""
    found = find(call, call.text("SecretId"))
    if found is None:
        raise ServiceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    return found


def kept(call: Invocation) -> Secret:
    """Return the secret that SecretId names, unless it waits for its deletion."""
    found = secret(call)
    if found.deletion:
        raise marked_for_deletion()
    return found


def marked_for_deletion() -> ServiceError:
    return ServiceError(
        "InvalidRequestException",
        "You can't perform this operation on the secret because it was marked for deletion.",
    )


def wrong(message: str) -> ServiceError:
    return ServiceError("InvalidParameterException", message)


def owner(call: Invocation, found: Secret) -> Account:
    """The account that a secret belongs to."""
    return call.company.accounts[found.arn.split(":")[4]]


def change(call: Invocation, found: Secret, **values: Any) -> Secret:
    """Keep a secret with other values in the place of what it was, and return it."""
    changed = replace(found, **values)
    owner(call, found).secrets[found.arn] = changed
    return changed


def living(call: Invocation) -> list[Secret]:
    """The account's secrets in the call's Region that are not deleted for good, by name."""
    start = prefix(call.region, call.account.id)
    own = (one for one in call.account.secrets.values() if one.arn.startswith(start))
    return sorted((one for one in own if not _is_gone(one, call.now)), key=lambda one: one.name)


def on_secret(carry_out: Callable[[Invocation], Output], writes: bool = False) -> MappedOperation:
    """An operation on the secret that SecretId names, whose ARN is asked for where there is such a secret."""
    return MappedOperation(carry_out, writes, _known)


def _known(call: Invocation) -> Mapping[str, Any]:
    found = find(call, call.text("SecretId"))
    return {"SecretId": found.arn} if found else {}


def _is_gone(secret: Secret, now: datetime) -> bool:
    return secret.deletion is not None and secret.deletion <= now
