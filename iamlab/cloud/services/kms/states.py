"""What a key's state forbids. AWS page: "Key states of AWS KMS keys"."""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.kms import Key


def name(key: Key) -> str:
    """The state as KeyMetadata has it."""
    if key.deletion:
        return "PendingDeletion"
    return "Enabled" if key.enabled else "Disabled"


def check_kept(key: Key) -> None:
    """Raise ServiceError KMSInvalidStateException for a key that waits for its deletion."""
    if key.deletion:
        raise ServiceError("KMSInvalidStateException", f"{key.arn} is pending deletion.")


def check_usable(key: Key) -> None:
    """Raise ServiceError for a key that nothing can be done with: disabled, or waiting for its deletion."""
    check_kept(key)
    if not key.enabled:
        raise ServiceError("DisabledException", f"{key.arn} is disabled.")
