"""What is under the source and the target of a transfer: objects, and files of the workspace."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.cloud.cli import workspace
from iamlab.cloud.cli.s3 import places
from iamlab.cloud.cli.s3.desk import Desk
from iamlab.cloud.cli.s3.options import Given
from iamlab.cloud.cli.s3.places import Place
from iamlab.cloud.cli.usage import UsageError


@dataclass(frozen=True, slots=True)
class Item:
    """`relative` is the path below the folder or prefix of the source; `digest` the MD5 of the content."""

    place: Place
    relative: str
    size: int = 0
    digest: str = ""


def below(desk: Desk, place: Place, given: Given, files: Mapping[str, str]) -> list[Item]:
    """Everything in a folder of the workspace, or under a prefix of a bucket, that the patterns leave in."""
    if place.bucket is None:
        found = [_of_file(name, files[name], place.folder) for name in workspace.visible(files)]
        found = [item for item in found if item.place.path.startswith(place.folder)]
    else:
        found = [
            Item(
                Place(place.bucket, one["Key"]),
                one["Key"].removeprefix(place.folder),
                one["Size"],
                one["ETag"].strip('"'),
            )
            for page in desk.pages(place.bucket, place.folder, page_size=given.number("--page-size", 0) or None)
            for one in page.get("Contents", [])
            if not one["Key"].endswith("/")  # the folders of the console are no files
        ]
    return [item for item in found if places.chosen(item.relative, given.patterns)]


def file(place: Place, files: Mapping[str, str]) -> Item:
    """One file of the workspace; raises UsageError where there is none."""
    if place.path not in files or place.path.startswith("."):
        raise UsageError(f"\nThe user-provided path {place.path[:200] or '.'} does not exist.", 255)
    return _of_file(place.path, files[place.path], place.path.removesuffix(place.name))


def _of_file(name: str, text: str, folder: str) -> Item:
    content = text.encode()
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return Item(Place(None, name), name.removeprefix(folder), len(content), digest)
