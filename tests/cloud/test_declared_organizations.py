"""Organisations as scenarios declare them."""

import json
from typing import Any

import pytest

from iamlab.cloud.template import TemplateError
from tests.cloud.organization import RCP, SCP, company


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"management": "mane"}, "management", "Did you mean main?"),
        ({"units": {"New": {"accounts": ["security", "security"]}}}, "units.New.accounts[1]", "has a place already"),
        ({"accounts": ["main"]}, "accounts[0]", "has a place already"),
        ({"units": {"main": {}}}, "units.main", "Choose another name"),
        ({"units": {"A": {"units": {"A": {}}}}}, "units.A.units.A", "Choose another name"),
        (
            {"service_control_policies": {"P": {"document": {}, "attach": []}}},
            "service_control_policies.P.document",
            "MalformedPolicyDocumentException",
        ),
        (
            {"service_control_policies": {"P": {"document": SCP, "attach": ["vendor"]}}},
            "service_control_policies.P.attach[0]",
            "outside the organization",
        ),
        (
            {"resource_control_policies": {"P": {"document": RCP, "attach": ["Rot"]}}},
            "resource_control_policies.P.attach[0]",
            "Did you mean Root?",
        ),
        ({"without_full_access": ["Root"]}, "without_full_access[0]", "last policy"),
    ],
)
def test_a_declared_organization_that_cannot_be_is_refused_with_the_place(
    change: dict[str, Any], path: str, words: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        company(json.dumps({"management": "main", **change}))
    assert caught.value.path == f"organization.{path}"
    assert words in caught.value.message
