"""Sandboxes of before: one account became a company, and a bucket's objects became versions."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from iamlab.cloud.cli import run
from iamlab.cloud.state.company import Company
from lessons.learners.models import Learner
from lessons.scenarios.models import Sandbox
from tests.cloud.company import NOW

pytestmark = pytest.mark.django_db
BEFORE: dict[str, Any] = {
    "id": "123456789012",
    "name": "main",
    "created": "2026-01-05T09:00:00Z",
    "users": {
        "jane": {
            "name": "jane",
            "id": "AIDA7SEFRVI57G3XAC2P3",
            "created": "2026-01-05T09:00:00Z",
            "attached": ["arn:aws:iam::aws:policy/AdministratorAccess"],
            "access_keys": [{"id": "AKIAOLD", "secret": "x", "created": "2026-01-05T09:00:00Z", "status": "Active"}],
            "login_profile": {"created": "2026-01-05T09:00:00Z", "password_reset_required": True},
        }
    },
    "groups": {},
    "policies": {},
    "buckets": {
        "reports": {
            "name": "reports",
            "created": "2026-01-05T09:00:00Z",
            "region": "us-east-1",
            "objects": {"a.txt": {"body": "hello", "modified": "2026-01-05T09:00:00Z", "content_type": "text/plain"}},
        }
    },
    "root": {"access_keys": []},
    "ids_issued": 7,
}


def test_an_account_becomes_a_company_that_works_and_can_go_back() -> None:
    migration = import_module("lessons.scenarios.migrations.0005_company")
    sandbox = Sandbox.objects.create(learner=Learner.objects.create(), scenario="x", company=BEFORE, key_tag="0")
    migration.wrap(apps, None)
    sandbox.refresh_from_db()
    company = Company.from_document(sandbox.company)
    assert len(sandbox.key_tag) == 10
    read = run(company, "aws s3api get-object --bucket reports --key a.txt a.txt; cat a.txt", "jane", {}, NOW)
    assert read.stdout.endswith("hello")
    assert company.home.ids_issued == 7
    migration.unwrap(apps, None)
    sandbox.refresh_from_db()
    assert sandbox.company["buckets"] == BEFORE["buckets"]
    assert sandbox.company["users"] == BEFORE["users"]
