"""Where a command of `aws s3` reads and writes: S3 URIs, and files of the workspace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from iamlab.cloud.cli import workspace
from iamlab.cloud.cli.usage import UsageError

_SCHEME = "s3://"


@dataclass(frozen=True, slots=True)
class Place:
    """`bucket` is None for a file or a folder of the workspace; `path` is a key, or a name there ("" for all of it)."""

    bucket: str | None
    path: str

    def __str__(self) -> str:
        if self.bucket is not None:
            return f"{_SCHEME}{self.bucket}/{self.path}"
        return self.path if "/" in self.path or self.path == "-" else f"./{self.path}"

    @property
    def name(self) -> str:
        """The last part of the path: the file's own name."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path as that of a folder, with a slash at its end; "" for everything."""
        return self.path if not self.path or self.path.endswith("/") else f"{self.path}/"


def read(text: str) -> Place:
    """Return the place that a word names."""
    if text.startswith(_SCHEME):
        bucket, _, key = text.removeprefix(_SCHEME).partition("/")
        return Place(bucket, key)
    name = workspace.plain(text)
    return Place(None, "" if name in (".", "~") else name)


def bucket_of(command: str, text: str) -> Place:
    """Return the place of a word that must be an S3 URI; raises UsageError."""
    found = read(text)
    if found.bucket is None:
        raise usage(command, "<S3Uri>")
    return found


def usage(command: str, arguments: str) -> UsageError:
    return UsageError(f"\nusage: aws s3 {command} {arguments}\nError: Invalid argument type\n")


def is_folder(files: Mapping[str, str], place: Place) -> bool:
    """Whether a place of the workspace is a folder: one that is written as one, or that files are in."""
    return not place.path or place.path.endswith("/") or any(name.startswith(place.folder) for name in files)


def chosen(path: str, patterns: Iterable[tuple[bool, str]]) -> bool:
    """Whether --include and --exclude leave a path in; it is relative to the folder or prefix of the source."""
    found = True
    for include, pattern in patterns:
        if fnmatchcase(path, pattern):
            found = include
    return found
