"""`aws s3 ls`."""

from datetime import datetime
from typing import Any

from iamlab.cloud.cli.outcome import Outcome
from iamlab.cloud.cli.s3 import places
from iamlab.cloud.cli.s3.desk import Desk
from iamlab.cloud.cli.s3.options import Given
from iamlab.cloud.cli.usage import misused

_UNITS = ("KiB", "MiB", "GiB")
_KIB = 1_024


def ls(desk: Desk, given: Given, files: Any) -> Outcome:
    """List buckets, or what is in one. A prefix that nothing has is a failure without a word."""
    if len(given.paths) > 1:
        raise misused(f"Unknown options: {', '.join(given.paths[1:])[:200]}")
    text = given.paths[0] if given.paths else "s3://"
    place = places.read(text if text.startswith("s3://") else f"s3://{text}")
    if not place.bucket:
        return Outcome(stdout=_buckets(desk, given), files=files)
    recursive, lines, sizes, found = "--recursive" in given.flags, [], [], False
    page_size = given.number("--page-size", 0)
    for page in desk.pages(place.bucket, place.path, "" if recursive else "/", page_size or None):
        for one in page.get("CommonPrefixes", []):
            found = True
            lines.append(f"{'PRE':>30} {_shown(one['Prefix'], recursive, folder=True)}\n")
        for one in page.get("Contents", []):
            found = True
            sizes.append(int(one["Size"]))
            size = _readable(one["Size"]) if "--human-readable" in given.flags else str(one["Size"])
            lines.append(f"{_moment(one['LastModified'])} {size:>10} {_shown(one['Key'], recursive)}\n")
    if "--summarize" in given.flags:
        total = _readable(sum(sizes)) if "--human-readable" in given.flags else str(sum(sizes))
        lines.append(f"\n{'Total Objects: ':>15}{len(sizes)}\n{'Total Size: ':>15}{total}\n")
    return Outcome(stdout="".join(lines), exit_code=0 if found or not place.path else 1, files=files)


def _buckets(desk: Desk, given: Given) -> str:
    asked = {"--bucket-name-prefix": "Prefix", "--bucket-region": "BucketRegion"}
    listed = desk.ask(
        "ListBuckets", **{name: given.values[option] for option, name in asked.items() if option in given.values}
    )
    return "".join(f"{_moment(one['CreationDate'])} {one['Name']}\n" for one in listed["Buckets"])


def _moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S")


def _shown(key: str, recursive: bool, folder: bool = False) -> str:
    """The whole key, or what comes after the last slash before its end."""
    if recursive:
        return key
    return key.removesuffix("/").rpartition("/")[2] + ("/" if folder else "") if folder else key.rpartition("/")[2]


def _readable(size: int) -> str:
    if size < _KIB:
        return f"{size} {'Byte' if size == 1 else 'Bytes'}"
    exponent = min(len(_UNITS), (size.bit_length() - 1) // 10)
    return f"{size / _KIB**exponent:.1f} {_UNITS[exponent - 1]}"
