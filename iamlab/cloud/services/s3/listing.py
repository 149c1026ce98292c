"""Listing objects and versions. AWS pages: "ListObjectsV2", "ListObjects", "ListObjectVersions"."""

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from iamlab.cloud import identifiers
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3.finding import bucket_exists, invalid, owned
from iamlab.cloud.state.s3 import Bucket, ObjectVersion

_MAX_KEYS = 1_000
_LONGEST_TOKEN = 2_000
_KEYS = ("Key", "Prefix", "Delimiter", "StartAfter", "Marker", "NextMarker", "KeyMarker", "NextKeyMarker")


@dataclass(slots=True)
class Page:
    """What one page shows: items with their keys, common prefixes, and where it ends ("" where it is the last)."""

    items: list[tuple[str, ObjectVersion]] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    end: tuple[str, str] = ("", "")  # the last key or common prefix, and the version id
    truncated: bool = False


def page(items: Iterable[tuple[str, ObjectVersion]], prefix: str, delimiter: str, limit: int) -> Page:
    """Put keys, in order, on a page; those with the delimiter after the prefix are rolled up into common prefixes."""
    found = Page()
    for key, item in items:
        if not key.startswith(prefix):
            continue
        folder = _folder(key, prefix, delimiter)
        if folder and folder in found.prefixes[-1:]:
            continue
        if len(found.items) + len(found.prefixes) >= limit:
            found.truncated = limit > 0
            break
        if folder:
            found.prefixes.append(folder)
        else:
            found.items.append((key, item))
        found.end = (folder or key, "" if folder else item.version_id)
    return found


def list_objects_v2(call: Invocation) -> Output:
    owner, held = owned(call)
    after = call.text("StartAfter")
    if "ContinuationToken" in call.parameters:
        after = read_token(call.text("ContinuationToken"), needed=True)
    found, common = _listed(call, held, after)
    shows_owner = bool(call.parameters.get("FetchOwner"))
    contents = [_summary(key, item, owner.id if shows_owner else "") for key, item in found.items]
    output = common | {"KeyCount": len(contents) + len(found.prefixes)}
    output |= {name: call.text(name) for name in ("StartAfter", "ContinuationToken") if name in call.parameters}
    if found.truncated:
        output["NextContinuationToken"] = token(found.end[0])
    return _encoded(call, output | ({"Contents": contents} if contents else {}))


def list_objects(call: Invocation) -> Output:
    owner, held = owned(call)
    found, common = _listed(call, held, call.text("Marker"))
    contents = [_summary(key, item, owner.id) for key, item in found.items]
    output = common | {"Marker": call.text("Marker")}
    if found.truncated and call.text("Delimiter"):  # without one, the last key is the next marker
        output["NextMarker"] = found.end[0]
    return _encoded(call, output | ({"Contents": contents} if contents else {}))


def list_object_versions(call: Invocation) -> Output:
    owner, held = owned(call)
    key_marker, id_marker = call.text("KeyMarker"), call.text("VersionIdMarker")
    if id_marker and not key_marker:
        raise invalid("A version-id marker cannot be specified without a key marker.")
    limit = _limit(call)
    prefix, delimiter = call.text("Prefix"), call.text("Delimiter")
    found = page(_versions_after(held, key_marker, id_marker, delimiter, prefix), prefix, delimiter, limit)
    newest = {key: versions[0].version_id for key, versions in held.versions.items()}
    output: Output = _common(call, held, found, limit) | {"KeyMarker": key_marker, "VersionIdMarker": id_marker}
    if found.truncated:
        output["NextKeyMarker"] = found.end[0]
        output |= {"NextVersionIdMarker": found.end[1]} if found.end[1] else {}
    for key, item in found.items:
        shown = _summary(key, item, owner.id) | {
            "VersionId": item.version_id,
            "IsLatest": newest[key] == item.version_id,
        }
        if item.delete_marker:
            shown = {name: shown[name] for name in ("Owner", "Key", "VersionId", "IsLatest", "LastModified")}
        output.setdefault("DeleteMarkers" if item.delete_marker else "Versions", []).append(shown)
    return _encoded(call, output)


def token(last: str) -> str:
    """Return a continuation token: where the page ended, in a form that nobody is meant to read."""
    return base64.urlsafe_b64encode(last.encode()).decode()


def read_token(text: str, needed: bool = False) -> str:
    """Return where the page before ended; "" without a token."""
    try:
        found = base64.b64decode(text.encode(), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        found = ""
    if len(text) > _LONGEST_TOKEN or ((text or needed) and not found):
        raise invalid("The continuation token provided is incorrect")
    return found


def _listed(call: Invocation, held: Bucket, after: str) -> tuple[Page, Output]:
    prefix, delimiter, limit = call.text("Prefix"), call.text("Delimiter"), _limit(call)
    call.parameters.get("OptionalObjectAttributes")  # RestoreStatus, which no object here has
    keys = ((key, item) for key, item in sorted(held.objects.items()) if key > after)
    left = (
        (key, item)
        for key, item in keys
        # What a page before rolled up does not come again.
        if not (after and delimiter and _folder(key, prefix, delimiter) == after)
    )
    found = page(left, prefix, delimiter, limit)
    return found, _common(call, held, found, limit)


def _common(call: Invocation, held: Bucket, found: Page, limit: int) -> Output:
    output: Output = {
        "IsTruncated": found.truncated,
        "Name": held.name,
        "Prefix": call.text("Prefix"),
        "MaxKeys": limit,
    }
    if call.text("Delimiter"):
        output["Delimiter"] = call.text("Delimiter")
    if found.prefixes:
        output["CommonPrefixes"] = [{"Prefix": folder} for folder in found.prefixes]
    return output


def _limit(call: Invocation) -> int:
    limit = int(call.parameters.get("MaxKeys", _MAX_KEYS))
    if limit < 0:
        raise invalid("Argument max-keys must be an integer between 0 and 2147483647")
    return min(limit, _MAX_KEYS)


def _versions_after(
    held: Bucket, key_marker: str, id_marker: str, delimiter: str, prefix: str
) -> Iterator[tuple[str, ObjectVersion]]:
    """Every version behind the markers: keys in order, and of each key the newest first."""
    for key, versions in sorted(held.versions.items()):
        if key < key_marker or (key == key_marker and not id_marker):
            continue
        if key_marker and delimiter and _folder(key, prefix, delimiter) == key_marker:
            continue
        shown = key != key_marker
        for one in versions:
            if shown:
                yield key, one
            shown = shown or one.version_id == id_marker


def _folder(key: str, prefix: str, delimiter: str) -> str:
    """Return the common prefix that hides a key, or "" when the key is listed itself."""
    end = key.find(delimiter, len(prefix)) if delimiter and key.startswith(prefix) else -1
    return key[: end + len(delimiter)] if end >= 0 else ""


def _summary(key: str, item: ObjectVersion, owner: str) -> dict[str, Any]:
    found = {
        "Key": key,
        "LastModified": item.modified,
        "ETag": item.etag,
        "Size": len(item.content),
        "StorageClass": item.storage_class,
    }
    return found | ({"Owner": {"ID": identifiers.canonical_user_id(item.owner or owner)}} if owner else {})


def _encoded(call: Invocation, output: Output) -> Output:
    """Return the answer with keys as a URL spells them, where the call asks for that."""
    if not call.text("EncodingType"):
        return output
    return {**{name: _quoted(name, value) for name, value in output.items()}, "EncodingType": "url"}


def _quoted(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [{member: _quoted(member, item) for member, item in one.items()} for one in value]
    return quote(value, safe="/") if name in _KEYS and isinstance(value, str) else value


OPERATIONS = {
    "ListObjects": MappedOperation(list_objects, precondition=bucket_exists),
    "ListObjectsV2": MappedOperation(list_objects_v2, precondition=bucket_exists),
    "ListObjectVersions": MappedOperation(list_object_versions, precondition=bucket_exists),
}
