"""The table of resources that carry a policy agrees with the Service Authorization Reference."""

import pytest

from iamlab.catalog.actions import packaged
from iamlab.catalog.resource_policies import ROLE, Carrier, find, names, names_action, names_resource

CARRIERS = [pytest.param(find(name), id=name) for name in (*names(), ROLE)]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_reference_knows_every_kind_of_resource(carrier: Carrier) -> None:
    known = set(packaged().resources.get_resource_types_for_service(carrier.service))
    assert set(carrier.kinds) <= known
    assert set(carrier.arn_kinds or ()) <= known


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_type_has_an_action_of_its_own_and_none_of_another_service(carrier: Carrier) -> None:
    own = packaged().actions.get_actions_for_service(carrier.service)
    assert any(names_action(carrier, f"{carrier.service}:{name}") for name in own)
    assert names_action(carrier, f"{carrier.service.upper()}:*")
    assert not names_action(carrier, "ec2:RunInstances")


def test_names_of_types_ignore_case_and_may_be_unknown() -> None:
    assert find("aws::s3::bucket") == find("AWS::S3::Bucket")
    assert find("AWS::S3::Basket") is None
    assert find(None) is None
    assert ROLE not in names()


@pytest.mark.parametrize(
    ("kind", "arn", "expected"),
    [
        ("AWS::S3::Bucket", "arn:aws:s3:::amzn-s3-demo-bucket", True),
        ("AWS::S3::Bucket", "arn:aws:s3:::amzn-s3-demo-bucket/a/b", True),
        ("AWS::S3::Bucket", "arn:*:s3:*:*:*", True),
        ("AWS::S3::Bucket", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap", False),
        ("AWS::S3::AccessPoint", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/*", True),
        ("AWS::S3::AccessPoint", "arn:aws:s3:::amzn-s3-demo-bucket", False),
        ("AWS::S3::MultiRegionAccessPoint", "arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*", True),
        ("AWS::SQS::Queue", "arn:aws:sqs:::jobs", True),  # what is missing here is another check's business
        ("AWS::DynamoDB::Table", "arn:aws:dynamodb:us-east-1:111122223333:ta?le/x", True),
        ("AWS::DynamoDB::Table", "arn:aws:dynamodb:us-east-1:111122223333:backup/x", False),
        ("AWS::Backup::BackupVault", "arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0", True),
        ("AWS::KMS::Key", "*", True),
    ],
)
def test_which_arns_belong_to_a_type(kind: str, arn: str, expected: bool) -> None:
    carrier = find(kind)
    assert carrier is not None
    assert names_resource(carrier, arn) is expected
