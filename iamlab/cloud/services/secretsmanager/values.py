"""Reading and writing the values of secrets.

AWS pages: "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage".
"""

import base64
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.secretsmanager import encryption, lookup, versions
from iamlab.cloud.state.secretsmanager import CURRENT, Secret, SecretVersion


def get_secret_value(call: Invocation) -> Output:
    found = lookup.kept(call)
    version = _wanted(found, call.text("VersionId"), call.text("VersionStage"))
    encryption.require_decrypting(call, found.key, found.arn, version.id)
    return described(found, version)


def put_secret_value(call: Invocation) -> Output:
    found = lookup.kept(call)
    if not versions.given(call):
        raise lookup.wrong("You must provide either SecretString or SecretBinary.")
    version_id = versions.token(call)
    stages = tuple(call.parameters.get("VersionStages") or (CURRENT,))
    after = versions.added(call, found, version_id, stages)
    lookup.change(call, found, versions=after, changed=call.now)
    made = next(one for one in after if one.id == version_id)
    return {"ARN": found.arn, "Name": found.name, "VersionId": made.id, "VersionStages": list(made.stages)}


def list_secret_version_ids(call: Invocation) -> Output:
    found, deprecated = lookup.secret(call), bool(call.parameters.get("IncludeDeprecated", False))
    return {
        "Versions": [
            {"VersionId": one.id, **_stages(one), "CreatedDate": one.created}
            for one in found.versions
            if one.stages or deprecated
        ],
        "ARN": found.arn,
        "Name": found.name,
    }


def update_secret_version_stage(call: Invocation) -> Output:
    found, stage = lookup.kept(call), call.text("VersionStage")
    to, away = call.text("MoveToVersionId"), call.text("RemoveFromVersionId")
    holder = versions.current(found.versions, stage)
    for version_id in filter(None, (to, away)):
        _version(found, version_id)
    if holder and away != holder.id and to != holder.id:
        raise lookup.wrong(
            f"The parameter RemoveFromVersionId can't be empty. Staging label {stage} is currently attached to version"
            f" {holder.id}, so you must explicitly reference that version in RemoveFromVersionId."
        )
    if not to and stage == CURRENT:
        raise lookup.wrong(
            f"You can only move staging label {CURRENT} to a different secret version. It can't be removed."
        )
    if to:
        after = versions.staged(found.versions, to, (stage,))
    else:
        after = tuple(versions.without(one, stage) for one in found.versions)
    lookup.change(call, found, versions=after, changed=call.now)
    return {"ARN": found.arn, "Name": found.name}


def described(secret: Secret, version: SecretVersion) -> dict[str, Any]:
    """A value as GetSecretValue answers it."""
    binary = None if version.binary is None else base64.b64decode(version.binary)
    both = {"SecretBinary": binary, "SecretString": version.string}
    return {
        "ARN": secret.arn,
        "Name": secret.name,
        "VersionId": version.id,
        **{name: text for name, text in both.items() if text is not None},
        **_stages(version),
        "CreatedDate": version.created,
    }


def _wanted(secret: Secret, version_id: str, stage: str) -> SecretVersion:
    if version_id:
        found = _version(secret, version_id)
        if stage and stage not in found.stages:
            raise ServiceError(
                "InvalidRequestException",
                "You provided a VersionStage that is not associated to the provided VersionId.",
            )
        return found
    return current_value(secret, stage or CURRENT)


def current_value(secret: Secret, stage: str = CURRENT) -> SecretVersion:
    """Return the version that a label is on; raises ServiceError ResourceNotFoundException."""
    found = versions.current(secret.versions, stage)
    if found is None:
        raise ServiceError(
            "ResourceNotFoundException",
            f"Secrets Manager can't find the specified secret value for staging label: {stage}",
        )
    return found


def _version(secret: Secret, version_id: str) -> SecretVersion:
    for one in secret.versions:
        if one.id == version_id:
            return one
    raise ServiceError(
        "ResourceNotFoundException",
        f"Secrets Manager can't find the specified secret value for VersionId: {version_id}",
    )


def _stages(version: SecretVersion) -> dict[str, list[str]]:
    return {"VersionStages": list(version.stages)} if version.stages else {}


OPERATIONS = {
    "GetSecretValue": lookup.on_secret(get_secret_value),
    "PutSecretValue": lookup.on_secret(put_secret_value, writes=True),
    "ListSecretVersionIds": lookup.on_secret(list_secret_version_ids),
    "UpdateSecretVersionStage": lookup.on_secret(update_secret_version_stage, writes=True),
}
