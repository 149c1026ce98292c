"""SSH public keys for AWS CodeCommit. AWS page: "Use SSH keys and SSH with CodeCommit"."""

from dataclasses import replace

from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.keys import rsa
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.credential_holders import status, store
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, user, user_resource
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import SshPublicKey, User

_PER_USER = 5
_LEAST_BITS = 2_048


def upload_ssh_public_key(call: Invocation) -> Output:
    holder, body = user(call), call.text("SSHPublicKeyBody").strip()
    fingerprint = _read(body).fingerprint()
    if any(key.fingerprint == fingerprint for key in holder.ssh_keys):
        raise ServiceError("DuplicateSSHPublicKey", "The SSH public key is already associated with this user.")
    quotas.check("SSHPublicKeysPerUser", len(holder.ssh_keys) + 1, _PER_USER)
    made = SshPublicKey(call.account.issue_id("APKA"), body, fingerprint, call.now)
    store(call, holder, ssh_keys=(*holder.ssh_keys, made))
    return {"SSHPublicKey": _describe_fully(holder, made, body)}


def get_ssh_public_key(call: Invocation) -> Output:
    """The key in the encoding that the call asks for, whichever it was uploaded in."""
    holder, key = _find(call)
    public = rsa.public_key(key.body)
    return {
        "SSHPublicKey": _describe_fully(holder, key, public.pem() if call.text("Encoding") == "PEM" else public.ssh())
    }


def list_ssh_public_keys(call: Invocation) -> Output:
    holder = user(call)
    return complete([_describe(holder, key) for key in holder.ssh_keys], "SSHPublicKeys")


def update_ssh_public_key(call: Invocation) -> Output:
    holder, found = _find(call)
    changed = replace(found, status=status(call))
    store(call, holder, ssh_keys=tuple(changed if key is found else key for key in holder.ssh_keys))
    return {}


def delete_ssh_public_key(call: Invocation) -> Output:
    holder, found = _find(call)
    store(call, holder, ssh_keys=tuple(key for key in holder.ssh_keys if key is not found))
    return {}


def _read(body: str) -> rsa.PublicKey:
    try:
        key = rsa.public_key(body)
    except ValueError:
        raise ServiceError(
            "UnrecognizedPublicKeyEncoding",
            "The public key encoding format is unsupported or unrecognized: use ssh-rsa or PEM.",
        ) from None
    if key.bits < _LEAST_BITS:
        raise ServiceError("InvalidPublicKey", f"The public key is malformed or has less than {_LEAST_BITS} bits.")
    return key


def _find(call: Invocation) -> tuple[User, SshPublicKey]:
    holder, wanted = user(call), call.text("SSHPublicKeyId")
    for key in holder.ssh_keys:
        if key.id == wanted:
            return holder, key
    raise no_such_entity(f"The Public Key with id {wanted} cannot be found.")


def _describe(holder: User, key: SshPublicKey) -> Fields:
    return {"UserName": holder.name, "SSHPublicKeyId": key.id, "Status": key.status, "UploadDate": key.uploaded}


def _describe_fully(holder: User, key: SshPublicKey, body: str) -> Fields:
    return _describe(holder, key) | {"Fingerprint": key.fingerprint, "SSHPublicKeyBody": body}


OPERATIONS: Operations = {
    "UploadSSHPublicKey": Operation("iam:UploadSSHPublicKey", user_resource, upload_ssh_public_key, writes=True),
    "GetSSHPublicKey": Operation("iam:GetSSHPublicKey", user_resource, get_ssh_public_key),
    "ListSSHPublicKeys": Operation("iam:ListSSHPublicKeys", user_resource, list_ssh_public_keys),
    "UpdateSSHPublicKey": Operation("iam:UpdateSSHPublicKey", user_resource, update_ssh_public_key, writes=True),
    "DeleteSSHPublicKey": Operation("iam:DeleteSSHPublicKey", user_resource, delete_ssh_public_key, writes=True),
}
