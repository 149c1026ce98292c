"""`aws s3 cp`, `mv`, `rm` and `sync`: which files and objects go where.

AWS pages: "Using high-level (s3) commands in the AWS CLI", "AWS CLI Command Reference: s3" (path arguments, order of
path arguments, use of exclude and include filters).
"""

from collections.abc import Mapping

from iamlab.cloud.cli.outcome import Outcome
from iamlab.cloud.cli.s3 import items, places
from iamlab.cloud.cli.s3.desk import Desk, RefusedError
from iamlab.cloud.cli.s3.items import Item
from iamlab.cloud.cli.s3.jobs import STREAM, Job, Run
from iamlab.cloud.cli.s3.options import Given
from iamlab.cloud.cli.s3.places import Place
from iamlab.cloud.cli.usage import UsageError, misused

_BOTH = "<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>"
_NO_KEY = "fatal error: Parameter validation failed:\nInvalid length for parameter Key, value: 0, valid min length: 1\n"
_NOT_FOUND = 404
_PIPED = Place(None, STREAM)

Files = Mapping[str, str]


def cp(desk: Desk, given: Given, files: Files) -> Outcome:
    return _transferred("cp", desk, given, files)


def mv(desk: Desk, given: Given, files: Files) -> Outcome:
    return _transferred("mv", desk, given, files)


def rm(desk: Desk, given: Given, files: Files) -> Outcome:
    if len(given.paths) != 1:
        raise misused("the following arguments are required: paths")
    place = places.bucket_of("rm", given.paths[0])
    if "--recursive" not in given.flags:
        if not place.path:
            return Outcome(stderr=_NO_KEY, exit_code=1, files=files)
        return Run(desk, given, files).outcome([Job("delete", place)])
    try:
        found = items.below(desk, place, given, files)
    except RefusedError as refused:
        return _fatal(refused, files)
    return Run(desk, given, files).outcome([Job("delete", item.place) for item in found])


def sync(desk: Desk, given: Given, files: Files) -> Outcome:
    """Transfer what the target lacks or has in another form; with --delete remove there what the source lacks.

    The AWS CLI compares sizes and times. Files of the workspace have no times, so that the contents are compared.
    """
    source, target = _places("sync", given)
    if source.bucket is None and source.path and not places.is_folder(files, source):
        raise UsageError(f"\nThe user-provided path {source.path[:200]} does not exist.", 255)
    try:
        there = {item.relative: item for item in items.below(desk, target, given, files)}
        found = items.below(desk, source, given, files)
    except RefusedError as refused:
        return _fatal(refused, files)
    by_size = "--size-only" in given.flags
    verb = _verb("sync", source, target)
    jobs = [
        Job(verb, item.place, Place(target.bucket, target.folder + item.relative))
        for item in found
        if _differs(item, there.get(item.relative), by_size)
    ]
    if "--delete" in given.flags:
        kept = {item.relative for item in found}
        jobs += [Job("delete", item.place) for relative, item in there.items() if relative not in kept]
    return Run(desk, given, files).outcome(jobs)


def _transferred(command: str, desk: Desk, given: Given, files: Files) -> Outcome:
    source, target = _places(command, given)
    recursive = "--recursive" in given.flags
    if source == _PIPED and (desk.piped is None or recursive or command == "mv"):
        raise UsageError(
            "\nNothing is piped into this command: `COMMAND | aws s3 cp - s3://BUCKET/KEY` uploads one object."
        )
    if source == target:
        raise UsageError(f"\nCannot {command} a file onto itself: '{source}' - '{target}'")
    try:
        if recursive:
            found = items.below(desk, source, given, files)
        else:
            found = [item for item in [_single(desk, source, files)] if places.chosen(item.relative, given.patterns)]
    except RefusedError as refused:
        return _fatal(refused, files)
    except _NoKeyError:
        return Outcome(stderr=_NO_KEY, exit_code=1, files=files)
    verb = _verb(command, source, target)
    return Run(desk, given, files).outcome(
        [Job(verb, item.place, _target(item, target, recursive, files)) for item in found]
    )


def _places(command: str, given: Given) -> tuple[Place, Place]:
    if len(given.paths) != 2:
        raise misused("the following arguments are required: paths")
    source, target = map(places.read, given.paths)
    if source.bucket is None and target.bucket is None:
        raise places.usage(command, _BOTH)
    return source, target


class _NoKeyError(Exception):
    """A bucket is named where an object should be."""


def _single(desk: Desk, source: Place, files: Files) -> Item:
    """The one file or object that is named; the AWS CLI looks at an object before it reads it."""
    if source == _PIPED:
        return Item(source, source.name)
    if source.bucket is None:
        return items.file(source, files)
    if not source.path:
        raise _NoKeyError
    try:
        desk.ask("HeadObject", Bucket=source.bucket, Key=source.path)
    except RefusedError as refused:
        if refused.error.status == _NOT_FOUND and refused.error.code == "NoSuchKey":
            begun = refused.sentence.partition(": ")[0]
            raise RefusedError(refused.error, f'{begun}: Key "{source.path}" does not exist') from None
        raise
    return Item(source, source.name)


def _target(item: Item, target: Place, recursive: bool, files: Files) -> Place:
    if recursive:
        return Place(target.bucket, target.folder + item.relative)
    into = not target.path or target.path.endswith("/")
    if target.bucket is None and target.path != STREAM:
        into = places.is_folder(files, target)
    return Place(target.bucket, target.folder + item.place.name) if into else target


def _verb(command: str, source: Place, target: Place) -> str:
    if command == "mv":
        return "move"
    if source.bucket is None:
        return "upload"
    return "download" if target.bucket is None else "copy"


def _differs(item: Item, other: Item | None, by_size: bool) -> bool:
    if other is None or item.size != other.size:
        return True
    return not by_size and item.digest != other.digest


def _fatal(refused: RefusedError, files: Files) -> Outcome:
    return Outcome(stderr=f"fatal error: {refused}\n", exit_code=1, files=files)
