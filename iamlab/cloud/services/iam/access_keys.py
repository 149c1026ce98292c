"""Long-term access keys. AWS page: "Manage access keys for IAM users"."""

from dataclasses import replace

from iamlab.cloud import identifiers, last_used
from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.last_used import KeyUse
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.credential_holders import Holder, holder, name_of, status, store
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, user_resource
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import AccessKey


def create_access_key(call: Invocation) -> Output:
    held = holder(call)
    quotas.check("AccessKeysPerUser", len(held.access_keys) + 1, quotas.ACCESS_KEYS_PER_USER)
    made = AccessKey(*call.company.new_key(), call.now)
    store(call, held, access_keys=(*held.access_keys, made))
    return {"AccessKey": _describe(held, made) | {"SecretAccessKey": made.secret}}


def list_access_keys(call: Invocation) -> Output:
    held = holder(call)
    return complete([_describe(held, key) for key in held.access_keys], "AccessKeyMetadata")


def update_access_key(call: Invocation) -> Output:
    held, key = _find(call)
    changed = replace(key, status=status(call))
    store(call, held, access_keys=tuple(changed if kept is key else kept for kept in held.access_keys))
    return {}


def delete_access_key(call: Invocation) -> Output:
    held, key = _find(call)
    store(call, held, access_keys=tuple(kept for kept in held.access_keys if kept is not key))
    return {}


def get_access_key_last_used(call: Invocation) -> Output:
    held, key = _anywhere(call)
    used = last_used.last_use(call.past(), key.id) or (KeyUse(*key.used) if key.used else None)
    # A key that was never used has no date, and N/A for the rest.
    fields: Fields = {"ServiceName": last_used.NOT_APPLICABLE, "Region": last_used.NOT_APPLICABLE}
    if used:
        fields = {"LastUsedDate": used.at, "ServiceName": used.service, "Region": used.region}
    return name_of(held) | {"AccessKeyLastUsed": fields}


def _find(call: Invocation) -> tuple[Holder, AccessKey]:
    held, wanted = holder(call), call.text("AccessKeyId")
    for key in held.access_keys:
        if key.id == wanted:
            return held, key
    raise _missing(wanted)


def _anywhere(call: Invocation) -> tuple[Holder, AccessKey]:
    """The key, whoever of the account holds it: this operation takes no user's name."""
    wanted = call.text("AccessKeyId")
    everybody: list[Holder] = [call.account.root, *call.account.users.values()]
    for held in everybody:
        for key in held.access_keys:
            if key.id == wanted:
                return held, key
    raise _missing(wanted)


def _resource_of_key(call: Invocation) -> str:
    """The holder of the key; without one the question is asked about any user."""
    if call.text("AccessKeyId") in (key.id for key in call.account.root.access_keys):
        return identifiers.root_arn(call.account.id)
    for found in call.account.users.values():
        if call.text("AccessKeyId") in (key.id for key in found.access_keys):
            return identifiers.iam_arn(call.account.id, "user", found.path, found.name)
    return identifiers.iam_arn(call.account.id, "user", "/", "*")


def _missing(wanted: str) -> ServiceError:
    return no_such_entity(f"The Access Key with id {wanted} cannot be found.")


def _describe(held: Holder, key: AccessKey) -> Fields:
    fields: Fields = dict(name_of(held))
    return fields | {"AccessKeyId": key.id, "Status": key.status, "CreateDate": key.created}


OPERATIONS: Operations = {
    "CreateAccessKey": Operation("iam:CreateAccessKey", user_resource, create_access_key, writes=True),
    "ListAccessKeys": Operation("iam:ListAccessKeys", user_resource, list_access_keys),
    "UpdateAccessKey": Operation("iam:UpdateAccessKey", user_resource, update_access_key, writes=True),
    "DeleteAccessKey": Operation("iam:DeleteAccessKey", user_resource, delete_access_key, writes=True),
    "GetAccessKeyLastUsed": Operation("iam:GetAccessKeyLastUsed", _resource_of_key, get_access_key_last_used),
}
