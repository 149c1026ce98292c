"""Deleting objects. AWS pages: "DeleteObject", "DeleteObjects", "Deleting object versions"."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.call import Call
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.operations import needs
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import conditions, versions
from iamlab.cloud.services.s3.finding import bucket_exists, check_version_id, keep, owned

_MOST = 1_000


def delete_object(call: Invocation) -> Output:
    _, held = owned(call)
    match = call.parameters.get("IfMatch")
    found = held.find(call.text("Key"))
    if match is not None and (found is None or match.strip('"') not in ("*", found.etag.strip('"'))):
        raise conditions.failed()
    version_id = call.text("VersionId")
    if version_id:
        check_version_id(version_id)
    return _deleted(call, call.text("Key"), version_id)


def delete_objects(call: Invocation) -> Output:
    """Delete up to a thousand objects. Each is asked for by itself: the answer lists those that were refused."""
    objects = call.parameters["Delete"].get("Objects", [])
    if not objects or len(objects) > _MOST:
        raise ServiceError(
            "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"
        )
    quiet = bool(call.parameters["Delete"].get("Quiet"))
    deleted, errors = [], []
    for one in objects:
        key, version_id = one["Key"], one.get("VersionId", "")
        named = {"Key": key} | ({"VersionId": version_id} if version_id else {})
        try:
            _ask(call, named)
            done = _deleted(call, key, version_id)
        except ServiceError as error:
            errors.append({**named, "Code": error.code, "Message": error.message})
        else:
            marker = {"DeleteMarker": True, "DeleteMarkerVersionId": done["VersionId"]} if _is_marker(done) else {}
            deleted.append({**named, **marker})
    output: Output = {}
    if deleted and not quiet:
        output["Deleted"] = deleted
    return output | ({"Errors": errors} if errors else {})


def _ask(call: Invocation, named: Mapping[str, Any]) -> None:
    one = Call("s3", "DeleteObject", {"Bucket": call.text("Bucket"), **named}, region=call.region)
    for need in needs(one, call.account.id) or ():
        call.require(need.action, need.resource, need.context)


def _deleted(call: Invocation, key: str, version_id: str) -> Output:
    """Delete an object, or a version of it for good. Deleting what is not there succeeds, too."""
    owner, held = owned(call)
    if not version_id:
        kept, marker = versions.without_object(owner, held, key, call.now)
        keep(call, kept)
        return {"DeleteMarker": True, **versions.shown_id(held, marker)} if marker else {}
    kept, gone = versions.without_version(held, key, version_id)
    keep(call, kept)
    shown: Output = {"VersionId": version_id} if held.versioning else {}
    return {"DeleteMarker": True, **shown} if gone and gone.delete_marker else shown


def _is_marker(done: Output) -> bool:
    return bool(done.get("DeleteMarker"))


OPERATIONS = {
    "DeleteObject": MappedOperation(delete_object, writes=True, precondition=bucket_exists, data_event=True),
    "DeleteObjects": MappedOperation(
        delete_objects, writes=True, precondition=bucket_exists, data_event=True, asks_itself=True
    ),
}
