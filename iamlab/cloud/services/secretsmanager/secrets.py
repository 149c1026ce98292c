"""Making, describing and updating secrets. AWS pages: "CreateSecret", "DescribeSecret", "UpdateSecret"."""

import re
from datetime import UTC, datetime, time
from hashlib import sha256

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.secretsmanager import lookup, rotation, tags, versions
from iamlab.cloud.state.secretsmanager import CURRENT, Secret

_MAX_SECRETS = 200
_NAME = re.compile(r"[A-Za-z0-9/_+=.@!-]{1,512}", re.ASCII)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_SUFFIX = 6
_READING = ("secretsmanager.amazonaws.com", "GetSecretValue")


def create_secret(call: Invocation) -> Output:
    name = call.text("Name")
    if not _NAME.fullmatch(name):
        raise ServiceError(
            "ValidationException",
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        )
    held = lookup.find(call, name)
    if held and held.deletion:
        raise ServiceError(
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
        )
    if held:
        raise ServiceError("ResourceExistsException", f"The operation failed because the secret {name} already exists.")
    if len(call.account.secrets) >= _MAX_SECRETS:
        raise ServiceError("LimitExceededException", f"An account of this lab has {_MAX_SECRETS} secrets at most.")
    made = Secret(
        arn=f"{lookup.prefix(call.region, call.account.id)}{name}-{_suffix(call)}",
        created=call.now,
        changed=call.now,
        name=name,
        description=call.text("Description"),
        key=call.text("KmsKeyId"),
        tags=tags.given(call.parameters.get("Tags", [])),
    )
    version_id = versions.token(call)
    answer: Output = {"ARN": made.arn, "Name": name}
    if versions.given(call):
        answer["VersionId"] = version_id
        lookup.change(call, made, versions=versions.added(call, made, version_id, (CURRENT,)))
    else:
        lookup.change(call, made)
    return answer


def describe_secret(call: Invocation) -> Output:
    found = lookup.secret(call)
    return described(found) | _last_accessed(call, found)


def update_secret(call: Invocation) -> Output:
    found = lookup.kept(call)
    if "KmsKeyId" in call.parameters:
        found = lookup.change(call, found, key=call.text("KmsKeyId"))
    if "Description" in call.parameters:
        found = lookup.change(call, found, description=call.text("Description"))
    version_id = versions.token(call)
    answer: Output = {"ARN": found.arn, "Name": found.name}
    if versions.given(call):
        answer["VersionId"] = version_id
        found = lookup.change(call, found, versions=versions.added(call, found, version_id, (CURRENT,)))
    lookup.change(call, found, changed=call.now)
    return answer


def described(secret: Secret) -> Output:
    """A secret as DescribeSecret and (with other names for the versions) ListSecrets tell about it."""
    about: Output = {"ARN": secret.arn, "Name": secret.name}
    if secret.description:
        about["Description"] = secret.description
    if secret.key:
        about["KmsKeyId"] = secret.key
    about |= {**rotation.described(secret), "LastChangedDate": secret.changed}
    if secret.deleted:
        about["DeletedDate"] = secret.deleted
    if secret.tags:
        about["Tags"] = tags.listed(secret.tags)
    staged = {one.id: list(one.stages) for one in secret.versions if one.stages}
    if staged:
        about["VersionIdsToStages"] = staged
    return about | {"CreatedDate": secret.created}


def _last_accessed(call: Invocation, secret: Secret) -> Output:
    """The day on which the value was read last, from what happened before."""
    for event in call.past():
        named = (event.get("requestParameters") or {}).get("secretId")
        read = (event.get("eventSource"), event.get("eventName")) == _READING and not event.get("errorCode")
        if read and named in (secret.arn, secret.name):
            moment = datetime.fromisoformat(str(event["eventTime"]))
            return {"LastAccessedDate": datetime.combine(moment.date(), time.min, UTC)}
    return {}


def _suffix(call: Invocation) -> str:
    """The six characters that AWS puts after the name, so that a secret made anew has another ARN."""
    digest = sha256(f"secret/{call.account.id}/{call.account.next_id()}".encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_SUFFIX])


OPERATIONS = {
    "CreateSecret": MappedOperation(create_secret, writes=True),
    "DescribeSecret": lookup.on_secret(describe_secret),
    "UpdateSecret": lookup.on_secret(update_secret, writes=True),
}
