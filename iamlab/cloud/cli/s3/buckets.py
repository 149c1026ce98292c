"""`aws s3 mb`, `rb` and `website`."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.cli.outcome import Outcome
from iamlab.cloud.cli.s3 import places, transfers
from iamlab.cloud.cli.s3.desk import Desk, RefusedError
from iamlab.cloud.cli.s3.options import Given
from iamlab.cloud.cli.usage import misused

_HOME = "us-east-1"


def mb(desk: Desk, given: Given, files: Mapping[str, str]) -> Outcome:
    name = _bucket("mb", given)
    asked: dict[str, Any] = {"Bucket": name}
    if desk.region != _HOME:
        asked["CreateBucketConfiguration"] = {"LocationConstraint": desk.region}
    try:
        desk.ask("CreateBucket", **asked)
    except RefusedError as refused:
        return Outcome(stderr=f"make_bucket failed: s3://{name} {refused}\n", exit_code=1, files=files)
    return Outcome(stdout=f"make_bucket: {name}\n", files=files)


def rb(desk: Desk, given: Given, files: Mapping[str, str]) -> Outcome:
    """Remove a bucket; with --force its objects first. Versions that are not current keep it from going, as on AWS."""
    name = _bucket("rb", given)
    emptied = Outcome(files=files)
    if "--force" in given.flags:
        emptied = transfers.rm(desk, Given((f"s3://{name}",), frozenset({"--recursive"})), files)
        if emptied.exit_code:
            failed = "remove_bucket failed: Unable to delete all objects in the bucket, bucket will not be deleted.\n"
            return Outcome(emptied.stdout, emptied.stderr + failed, 255, files=files)
    try:
        desk.ask("DeleteBucket", Bucket=name)
    except RefusedError as refused:
        return Outcome(emptied.stdout, f"remove_bucket failed: s3://{name} {refused}\n", 1, files=files)
    return Outcome(stdout=f"{emptied.stdout}remove_bucket: {name}\n", files=files)


def website(desk: Desk, given: Given, files: Mapping[str, str]) -> Outcome:
    configuration: dict[str, Any] = {}
    if "--index-document" in given.values:
        configuration["IndexDocument"] = {"Suffix": given.values["--index-document"]}
    if "--error-document" in given.values:
        configuration["ErrorDocument"] = {"Key": given.values["--error-document"]}
    desk.ask("PutBucketWebsite", Bucket=_bucket("website", given), WebsiteConfiguration=configuration)
    return Outcome(files=files)


def _bucket(command: str, given: Given) -> str:
    if len(given.paths) != 1:
        raise misused("the following arguments are required: path")
    place = places.bucket_of(command, given.paths[0])
    if not place.bucket or place.path:
        raise places.usage(command, "<S3Uri>")
    return place.bucket
