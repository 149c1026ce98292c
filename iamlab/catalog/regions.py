"""Partitions and Regions of AWS, as botocore packages them ("AWS Regions", "Amazon Resource Names (ARNs)")."""

from functools import lru_cache
from typing import Any

from botocore.loaders import Loader

from iamlab.catalog.actions import services

# Keys whose value names a Region, besides those of a service that have such a name ("AWS global condition context
# keys", "Amazon S3 condition keys").
_OLD_KEY = "s3:locationconstraint"
_REGION_KEYS = frozenset({"aws:requestedregion", _OLD_KEY})
# These say whether something has several Regions; they name none.
_NO_REGION = "multiregion"
# "CreateBucketConfiguration" of the Amazon S3 API: the old name of eu-west-1 as a location constraint.
_OLD_LOCATION = "EU"

# "Enable or disable AWS Regions in your account": Regions that were there before 20 March 2019 are always enabled.
_ALWAYS_ENABLED = frozenset(
    {"ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"}
    | {"ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"}
    | {"us-east-1", "us-east-2", "us-west-1", "us-west-2"}
)


@lru_cache(maxsize=1)
def _by_partition() -> dict[str, tuple[str, ...]]:
    loader = Loader()
    found: dict[str, set[str]] = {}
    for one in _partitions(loader, "partitions"):
        found.setdefault(one["id"], set()).update(one["regions"])
    for one in _partitions(loader, "endpoints"):
        found.setdefault(one["partition"], set()).update(one["regions"])
    return {
        partition: tuple(sorted(name for name in names if not name.endswith("-global")))
        for partition, names in found.items()
    }


def _partitions(loader: Loader, name: str) -> list[dict[str, Any]]:
    partitions: list[dict[str, Any]] = loader.load_data(name)["partitions"]
    return partitions


def partitions() -> tuple[str, ...]:
    """The names of all partitions: `aws`, `aws-cn`, ..."""
    return tuple(_by_partition())


def regions(partition: str) -> tuple[str, ...]:
    """The Regions of a partition, sorted; empty for a partition that does not exist."""
    return _by_partition().get(partition, ())


def partition_of(region: str) -> str:
    """The partition that has a Region, or "" where none has."""
    return next((partition for partition, names in _by_partition().items() if region in names), "")


@lru_cache(maxsize=1)
def all_regions() -> tuple[str, ...]:
    """The Regions of all partitions, sorted."""
    return tuple(sorted(name for names in _by_partition().values() for name in names))


def is_region(name: str) -> bool:
    """Whether a Region has that name. Only known Regions count: `us-east-9` is none."""
    return name in all_regions()


def is_opt_in(name: str) -> bool:
    """Whether an account has to enable a Region before it can use it."""
    return name not in _ALWAYS_ENABLED


def takes_region(key: str) -> bool:
    """Whether the values of a condition key are names of Regions: `aws:RequestedRegion`, `kms:ReplicaRegion`."""
    key = key.lower()
    service, _, name = key.partition(":")
    named = name.endswith(("region", "regions")) and not name.endswith(_NO_REGION)
    return key in _REGION_KEYS or (named and "/" not in name and service in services())


def values_of(key: str) -> tuple[str, ...]:
    """What a condition key that takes a Region may hold."""
    return (*all_regions(), _OLD_LOCATION) if key.lower() == _OLD_KEY else all_regions()
