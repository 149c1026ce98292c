"""Names that only AWS's managed policies have ("AWS Managed Policy Reference")."""

import json

from iamlab.catalog import actions, condition_keys, published_names


def test_names_in_any_case() -> None:
    assert published_names.is_service("IoTEvents")
    assert published_names.is_action("cloudhsm:modifyhapg")
    assert published_names.is_condition_key("AWS:PrincipalOrgMasterAccountId")


def test_other_names() -> None:
    assert not published_names.is_service("nosuch")
    assert not published_names.is_action("cloudhsm:Nothing")
    assert not published_names.is_condition_key("aws:Nothing")


def test_a_combination_is_the_whole_of_one_statement() -> None:
    listed = ("aws-marketplace:Unsubscribe", "AWS-Marketplace:Subscribe")
    assert published_names.is_combination("aws-marketplace:ProductId", listed)
    assert not published_names.is_combination("aws-marketplace:ProductId", (*listed, "s3:GetObject"))
    assert not published_names.is_combination("aws-marketplace:ProductId", ())


def test_the_reference_has_none_of_them() -> None:
    data = json.loads(published_names._FILE.read_text(encoding="utf-8"))
    assert not set(data["services"]) & set(actions.services())
    assert not [name for name in data["actions"] if actions.describe(name)]
    assert not [name for name in data["condition_keys"] if condition_keys.find(name)]
    assert all(part == sorted(part) for part in data.values())
