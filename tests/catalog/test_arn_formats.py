"""ARN formats. Source: "Service Authorization Reference", resource types."""

import pytest

from iamlab.catalog import arn_formats, resource_types
from iamlab.catalog.actions import packaged, services
from iamlab.catalog.arn_formats import Gap
from iamlab.catalog.more_arn_formats import MORE, SAME


def format_of(text: str) -> arn_formats.ArnFormat:
    return arn_formats.by_text(text)


def test_the_fields_of_a_format() -> None:
    found = format_of("arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}")
    assert (found.service, found.region, found.account) == ("iam", "", "${Account}")
    assert found.resource == ("role/", Gap())
    assert found.start == "role/"
    assert found.example == "arn:aws:iam::<Account>:role/<RoleNameWithPath>"


def test_a_gap_ends_where_another_format_goes_on() -> None:
    assert format_of("arn:${Partition}:s3:::${BucketName}").resource == (Gap("/"),)
    assert format_of("arn:${Partition}:s3:::${BucketName}/${ObjectName}").resource == (Gap("/"), "/", Gap())
    log_group = format_of("arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}")
    assert log_group.resource == ("log-group:", Gap(":"))


def test_two_formats_in_one_entry_are_two() -> None:
    texts = [one.text for one in arn_formats.of_service("apigateway")]
    assert "arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages/${StageName}" in texts
    assert not [text for text in texts if ", " in text]
    bots = resource_types.arn_formats("lex:GetBot")
    assert bots
    assert not [text for text in bots if ", " in text]
    assert resource_types.is_resource_of("lex:GetBot", "arn:aws:lex:us-east-1:111122223333:bot:orders:prod")


def test_the_service_of_an_arn_need_not_be_the_one_of_the_reference() -> None:
    assert arn_formats.of_service("catalog")
    assert "catalog" in arn_formats.arn_services()
    assert [one.service for one in arn_formats.of_action("sts:AssumeRole")] == ["iam"]
    anywhere = arn_formats.of_any_service()
    assert anywhere
    assert all(one.service.startswith("$") for one in anywhere)


@pytest.mark.parametrize("action", ["s3:ListAllMyBuckets", "ec2:DescribeInstances", "nosuch:Action", "s3", ""])
def test_actions_that_need_a_star_or_do_not_exist_have_no_formats(action: str) -> None:
    assert arn_formats.of_action(action) == ()


def test_an_action_works_on_what_stands_for_its_resource() -> None:
    texts = [one.text for one in arn_formats.of_action("lambda:InvokeFunction")]
    assert "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Alias}" in texts


def test_what_is_added_is_not_in_the_reference_and_has_six_fields() -> None:
    added = [*MORE, *(one for others in SAME.values() for one in others)]
    assert len(added) == len(set(added))
    assert all(text.count(":") >= 5 for text in added)
    reference = {
        text
        for service in services()
        for kind in packaged().resources.get_resource_types_for_service(service)
        for text in resource_types.formats_of(service, kind)
    }
    # Only ssm works on it by the reference; which actions of ECS do, it does not say.
    assert reference & set(MORE) == {"arn:${Partition}:ecs:${Region}:${Account}:task/${TaskId}"}
    assert set(SAME) <= reference | set(MORE)
