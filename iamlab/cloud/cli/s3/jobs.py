"""One transfer of one file or object, and how the AWS CLI reports it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from iamlab.cloud.cli import blobs, shorthand, workspace
from iamlab.cloud.cli.outcome import Outcome
from iamlab.cloud.cli.s3.content_types import guessed
from iamlab.cloud.cli.s3.desk import Desk, RefusedError
from iamlab.cloud.cli.s3.options import HEADERS, Given
from iamlab.cloud.cli.s3.places import Place
from iamlab.cloud.cli.usage import UsageError

MOST = 200  # transfers of one command: each is a call or two
STREAM = "-"  # what is piped in, or the screen
# Headers that a copy keeps from its source, unless it is told to replace them all.
_KEPT = ("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Metadata")


@dataclass(frozen=True, slots=True)
class Job:
    """`verb` is how it is reported: upload, download, copy, move or delete, the last without a target."""

    verb: str
    source: Place
    target: Place | None = None

    def __str__(self) -> str:
        return f"{self.source} to {self.target}" if self.target else str(self.source)


@dataclass(slots=True)
class Run:
    """The transfers of one command. What fails is reported, and the others go on."""

    desk: Desk
    given: Given
    files: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def outcome(self, jobs: list[Job]) -> Outcome:
        """Do everything and report it; raises UsageError for too much at once."""
        if len(jobs) > MOST:
            raise UsageError(
                f"\nThis terminal transfers {MOST} objects at a time. Choose with --exclude and --include."
            )
        for job in jobs:
            if "--dryrun" in self.given.flags:
                self.lines.append(f"(dryrun) {job.verb}: {job}\n")
                continue
            try:
                printed = self._done(job)
            except (RefusedError, UsageError) as problem:
                what = problem.message.strip() if isinstance(problem, UsageError) else problem
                self.errors.append(f"{job.verb} failed: {job} {what}\n")
            else:
                self.lines.append(f"{job.verb}: {job}\n" if printed is None else printed)
        quiet, silent = "--quiet" in self.given.flags, "--only-show-errors" in self.given.flags
        return Outcome(
            stdout="" if quiet or silent else "".join(self.lines),
            stderr="" if quiet else "".join([*self.notes, *self.errors]),
            exit_code=1 if self.errors else 0,
            files=self.files,
        )

    def _done(self, job: Job) -> str | None:
        """Do one job; return what it prints instead of a report, if anything."""
        source, target = job.source, job.target
        if target is None:
            self._delete(source)
            return None
        if source.bucket is None:
            self._upload(source, target)
        elif target.bucket is None:
            content = self.desk.ask("GetObject", Bucket=source.bucket, Key=source.path)["Body"]
            text, said = blobs.in_file(content, target.path)
            self.notes += [f"{said}\n"] if said else []
            if target.path == STREAM:
                return text
            self.files = workspace.write(self.files, target.path, text)
        else:
            self._copy(source, target)
        if job.verb == "move":
            self._delete(source)
        return None

    def _upload(self, source: Place, target: Place) -> None:
        headers = _headers(self.given)
        kind = None if "--no-guess-mime-type" in self.given.flags else guessed(source.name)
        if kind:
            headers = {"ContentType": kind} | headers
        text = (self.desk.piped or "") if source.path == STREAM else self.files[source.path]
        self.desk.ask("PutObject", Bucket=target.bucket, Key=target.path, Body=text.encode(errors="replace"), **headers)

    def _copy(self, source: Place, target: Place) -> None:
        headers = _headers(self.given)
        if any(name in headers for name in _KEPT):
            headers["MetadataDirective"] = "REPLACE"
        if "--metadata-directive" in self.given.values:
            headers["MetadataDirective"] = self.given.values["--metadata-directive"]
        self.desk.ask(
            "CopyObject",
            Bucket=target.bucket,
            Key=target.path,
            CopySource=f"{source.bucket}/{quote(source.path)}",
            **headers,
        )

    def _delete(self, place: Place) -> None:
        if place.bucket is None:
            self.files = {name: text for name, text in self.files.items() if name != place.path}
        else:
            self.desk.ask("DeleteObject", Bucket=place.bucket, Key=place.path)


def _headers(given: Given) -> dict[str, Any]:
    found: dict[str, Any] = {name: given.values[option] for option, name in HEADERS.items() if option in given.values}
    if "Metadata" in found:
        parsed = shorthand.parse("--metadata", found["Metadata"])
        if not isinstance(parsed, dict) or not all(isinstance(value, str) for value in parsed.values()):
            raise UsageError("\nError parsing parameter '--metadata': Expected key=value pairs.")
        found["Metadata"] = parsed
    return found
