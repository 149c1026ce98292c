"""The versions of a secret and the labels that move among them. AWS page: "Secret versions" (staging labels)."""

from collections.abc import Iterable
from dataclasses import replace

from iamlab.cloud import blobs, identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.services.secretsmanager import encryption, lookup
from iamlab.cloud.state.secretsmanager import CURRENT, PREVIOUS, Secret, SecretVersion

_MAX_VERSIONS = 20


def given(call: Invocation) -> bool:
    """Whether the call brings a value."""
    texts = [name for name in ("SecretString", "SecretBinary") if name in call.parameters]
    if len(texts) > 1:
        raise lookup.wrong("You can't specify both a binary secret value and a string secret value in the same secret.")
    return bool(texts)


def token(call: Invocation) -> str:
    """The id of the version that a call makes: the caller's, or a new one."""
    return call.text("ClientRequestToken") or identifiers.uuid_of(f"version/{call.account.id}/{call.account.next_id()}")


def added(call: Invocation, secret: Secret, version_id: str, stages: Iterable[str]) -> tuple[SecretVersion, ...]:
    """The versions of a secret once the call's value is one of them, under these labels.

    Raises ServiceError where a version of that id has another value; the same value again changes nothing.
    """
    string = call.parameters.get("SecretString")
    binary = blobs.encoded(call.blob("SecretBinary")) if "SecretBinary" in call.parameters else None
    for one in secret.versions:
        if one.id == version_id:
            if (one.string, one.binary) != (string, binary):
                raise ServiceError(
                    "ResourceExistsException",
                    f"You can't use ClientRequestToken {version_id} because that value is already in use for a version"
                    f" of secret {secret.arn}.",
                )
            return secret.versions
    encryption.require_encrypting(call, secret.key, secret.arn, version_id)
    wanted = tuple(dict.fromkeys([*stages, *(() if secret.versions else (CURRENT,))]))
    made = SecretVersion(version_id, call.now, string, binary)
    return _bounded(staged((*secret.versions, made), version_id, wanted))


def staged(versions: tuple[SecretVersion, ...], version_id: str, stages: tuple[str, ...]) -> tuple[SecretVersion, ...]:
    """Move labels to a version; from where AWSCURRENT goes away, AWSPREVIOUS goes to."""
    before = current(versions, CURRENT)
    places = {stage: one.id for one in versions for stage in one.stages} | dict.fromkeys(stages, version_id)
    if before and places[CURRENT] != before.id:
        places[PREVIOUS] = before.id
    return tuple(
        replace(one, stages=tuple(stage for stage, place in places.items() if place == one.id)) for one in versions
    )


def current(versions: Iterable[SecretVersion], stage: str) -> SecretVersion | None:
    """The version that has a label."""
    return next((one for one in versions if stage in one.stages), None)


def without(version: SecretVersion, stage: str) -> SecretVersion:
    """The version without a label."""
    return replace(version, stages=tuple(one for one in version.stages if one != stage))


def _bounded(versions: tuple[SecretVersion, ...]) -> tuple[SecretVersion, ...]:
    """The versions without the oldest deprecated ones, as AWS deletes them in time."""
    excess = len(versions) - _MAX_VERSIONS
    gone = [one.id for one in versions if not one.stages][: max(0, excess)]
    rest = tuple(one for one in versions if one.id not in gone)
    if len(rest) > _MAX_VERSIONS:
        raise ServiceError(
            "LimitExceededException", f"A secret of this lab has {_MAX_VERSIONS} labelled versions at most."
        )
    return rest
