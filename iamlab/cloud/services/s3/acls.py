"""Access control lists, and who owns what is uploaded.

AWS pages: "Access control list (ACL) overview" (canned ACLs), "Controlling ownership of objects and disabling ACLs for
your bucket", "PutPublicAccessBlock".
"""

from dataclasses import replace
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.bucket_access import PUBLIC_ACLS, blocked
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import versions
from iamlab.cloud.services.s3.finding import asked_version, bucket, bucket_exists, keep, owned, prevented
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.s3 import OWNER_ENFORCED, PRIVATE, Bucket

_FULL_CONTROL_OF_OWNER = "bucket-owner-full-control"
_GROUPS = "http://acs.amazonaws.com/groups/global/"
# Canned ACL -> permissions of groups beside the owner's full control.
_CANNED: dict[str, tuple[tuple[str, str], ...]] = {
    PRIVATE: (),
    "public-read": (("AllUsers", "READ"),),
    "public-read-write": (("AllUsers", "READ"), ("AllUsers", "WRITE")),
    "authenticated-read": (("AuthenticatedUsers", "READ"),),
    "bucket-owner-read": (),
    _FULL_CONTROL_OF_OWNER: (),
}
_OF_BUCKETS = (PRIVATE, *PUBLIC_ACLS)


def of_new_bucket(call: Invocation, ownership: str) -> str:
    """Return the ACL of a bucket that is made. New buckets block public ACLs, so none can be public from the start."""
    acl = _known(call.text("ACL", PRIVATE), _OF_BUCKETS)
    if acl != PRIVATE and ownership == OWNER_ENFORCED:
        raise ServiceError(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )
    if acl in PUBLIC_ACLS:
        raise ServiceError(
            "InvalidBucketAclWithBlockPublicAccessError",
            "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
        )
    return acl


def of_upload(call: Invocation, owner: Account, held: Bucket) -> tuple[str, str]:
    """Return the ACL of an object that is written, and the account that owns it, "" where that is the bucket's.

    Raises ServiceError where the bucket takes no ACLs, or no public ones.
    """
    acl = call.text("ACL")
    if not held.acls_count:
        if acl not in ("", _FULL_CONTROL_OF_OWNER):
            raise _not_supported()
        return PRIVATE, ""
    acl = _known(acl or PRIVATE, tuple(_CANNED))
    _check_public(call, owner, held, acl, "s3:PutObject")
    given_over = held.ownership == "BucketOwnerPreferred" and acl == _FULL_CONTROL_OF_OWNER
    return acl, "" if given_over or call.account.id == owner.id else call.account.id


def get_bucket_acl(call: Invocation) -> Output:
    owner, held = owned(call)
    return _shown(owner.id, held.acl)


def put_bucket_acl(call: Invocation) -> Output:
    owner, held = owned(call)
    acl = _asked(call, held, _OF_BUCKETS)
    _check_public(call, owner, held, acl, "s3:PutBucketAcl")
    keep(call, replace(held, acl=acl))
    return {}


def get_object_acl(call: Invocation) -> Output:
    owner, _ = owned(call)
    found = asked_version(call)
    output = _shown(found.owner or owner.id, found.acl)
    if found.owner and found.acl == _FULL_CONTROL_OF_OWNER:
        output["Grants"].append(_grant(owner.id, "FULL_CONTROL"))
    return output


def put_object_acl(call: Invocation) -> Output:
    owner, held = owned(call)
    found = asked_version(call)
    acl = _asked(call, held, tuple(_CANNED))
    _check_public(call, owner, held, acl, "s3:PutObjectAcl")
    keep(call, versions.changed(held, call.text("Key"), found, replace(found, acl=acl)))
    return {}


def get_ownership(call: Invocation) -> Output:
    held = bucket(call)
    if held.ownership is None:
        raise ServiceError("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", 404)
    return {"OwnershipControls": {"Rules": [{"ObjectOwnership": held.ownership}]}}


def put_ownership(call: Invocation) -> Output:
    call.parameters.get("ContentMD5")
    held = bucket(call)
    rules = call.parameters["OwnershipControls"]["Rules"]
    if len(rules) != 1:
        raise ServiceError("MalformedXML", _MALFORMED)
    ownership = rules[0]["ObjectOwnership"]
    if ownership == OWNER_ENFORCED and held.acl != PRIVATE:
        raise ServiceError(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )
    keep(call, replace(held, ownership=ownership))
    return {}


def delete_ownership(call: Invocation) -> Output:
    keep(call, replace(bucket(call), ownership=None))
    return {}


def _asked(call: Invocation, held: Bucket, known: tuple[str, ...]) -> str:
    """Return the ACL of PutBucketAcl and PutObjectAcl: a canned one."""
    call.parameters.get("ContentMD5")
    acl = call.text("ACL")
    if not held.acls_count:
        if acl == _FULL_CONTROL_OF_OWNER and acl in known:
            return PRIVATE
        raise _not_supported()
    if not acl:
        raise ServiceError(
            "NotSimulated", f"This lab takes canned ACLs only: --acl {', '.join(known)}. Grants are not simulated.", 501
        )
    return _known(acl, known)


def _check_public(call: Invocation, owner: Account, held: Bucket, acl: str, action: str) -> None:
    """Raise ServiceError for a public ACL where Block Public Access prevents those."""
    if acl in PUBLIC_ACLS and blocked(owner, held).block_public_acls:
        key = call.text("Key")
        resource = identifiers.object_arn(held.name, key) if key else held.arn
        raise prevented(call, action, resource, "public ACLs", "BlockPublicAcls")


def _known(acl: str, known: tuple[str, ...]) -> str:
    if acl not in known:
        raise ServiceError("InvalidArgument", f"This lab knows the canned ACLs {', '.join(known)}, not {acl[:100]}.")
    return acl


def _not_supported() -> ServiceError:
    return ServiceError("AccessControlListNotSupported", "The bucket does not allow ACLs")


def _shown(owner_id: str, acl: str) -> Output:
    grants = [_grant(owner_id, "FULL_CONTROL")]
    grants += [
        {"Grantee": {"Type": "Group", "URI": _GROUPS + group}, "Permission": right} for group, right in _CANNED[acl]
    ]
    return {"Owner": {"ID": identifiers.canonical_user_id(owner_id)}, "Grants": grants}


def _grant(account_id: str, right: str) -> dict[str, Any]:
    return {
        "Grantee": {"ID": identifiers.canonical_user_id(account_id), "Type": "CanonicalUser"},
        "Permission": right,
    }


_MALFORMED = "The XML you provided was not well-formed or did not validate against our published schema"

OPERATIONS = {
    "GetBucketAcl": MappedOperation(get_bucket_acl, precondition=bucket_exists),
    "PutBucketAcl": MappedOperation(put_bucket_acl, writes=True, precondition=bucket_exists),
    "GetObjectAcl": MappedOperation(get_object_acl, precondition=bucket_exists, data_event=True),
    "PutObjectAcl": MappedOperation(put_object_acl, writes=True, precondition=bucket_exists, data_event=True),
    "GetBucketOwnershipControls": MappedOperation(get_ownership, precondition=bucket_exists),
    "PutBucketOwnershipControls": MappedOperation(put_ownership, writes=True, precondition=bucket_exists),
    "DeleteBucketOwnershipControls": MappedOperation(delete_ownership, writes=True, precondition=bucket_exists),
}
