"""Partitions and Regions. Sources: "AWS Regions", "Amazon Resource Names (ARNs)"."""

import pytest

from iamlab.catalog import regions


def test_the_partitions() -> None:
    assert {"aws", "aws-cn", "aws-us-gov"} <= set(regions.partitions())


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("us-east-1", "aws"),
        ("eu-central-2", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
    ],
)
def test_a_region_has_one_partition(region: str, partition: str) -> None:
    assert regions.is_region(region)
    assert regions.partition_of(region) == partition
    assert [one for one in regions.partitions() if region in regions.regions(one)] == [partition]


@pytest.mark.parametrize("name", ["us-east-9", "US-EAST-1", "us-east-1a", "aws-global", "global", "*", ""])
def test_what_is_no_region(name: str) -> None:
    assert not regions.is_region(name)
    assert regions.partition_of(name) == ""


def test_a_partition_that_does_not_exist_has_no_regions() -> None:
    assert regions.regions("amazon") == ()


@pytest.mark.parametrize(
    ("key", "takes"),
    [
        ("aws:RequestedRegion", True),
        ("ec2:Region", True),
        ("kms:ReplicaRegion", True),
        ("secretsmanager:AddReplicaRegions", True),
        ("s3:LocationConstraint", True),
        ("kms:MultiRegion", False),
        ("aws:PrincipalTag/Region", False),
        ("aws:SourceVpc", False),
        ("oidc.example.com:region", False),
        ("region", False),
        ("", False),
    ],
)
def test_keys_whose_values_are_regions(key: str, takes: bool) -> None:
    assert regions.takes_region(key) is takes


def test_the_old_name_is_good_for_a_location_only() -> None:
    assert "EU" in regions.values_of("s3:locationconstraint")
    assert "EU" not in regions.values_of("aws:RequestedRegion")
