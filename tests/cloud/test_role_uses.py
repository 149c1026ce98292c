"""When a role was used last. AWS page: "RoleLastUsed" in the IAM API Reference."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import time_text
from tests.cloud.company import NOW, company

TRUST = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},'
    ' "Action": "sts:AssumeRole"}}'
)


def lab_with_role() -> Company:
    lab = company()
    given = {"RoleName": "Worker", "AssumeRolePolicyDocument": TRUST}
    assert handle(lab, Call("iam", "CreateRole", given, "root"), NOW).error is None
    return lab


def event(role_id: str, at: datetime, region: str = "eu-west-1") -> dict[str, Any]:
    issuer = {"type": "Role", "principalId": role_id}
    identity = {"type": "AssumedRole", "sessionContext": {"sessionIssuer": issuer}}
    return {"userIdentity": identity, "eventTime": time_text(at), "awsRegion": region}


@pytest.mark.parametrize(("days", "known"), [(1, True), (399, True), (401, False)])
def test_a_role_was_used_when_one_of_its_sessions_called_last(days: int, known: bool) -> None:
    lab = lab_with_role()
    role_id, at = lab.home.roles["Worker"].id, NOW - timedelta(days=days)
    root = {"userIdentity": {"type": "Root"}, "eventTime": time_text(NOW), "awsRegion": "us-east-1"}
    past = [root, event("AROAOTHER", NOW), event(role_id, at), event(role_id, at - timedelta(days=1), "us-east-1")]
    expected = {"LastUsedDate": at, "Region": "eu-west-1"} if known else {}
    got = handle(lab, Call("iam", "GetRole", {"RoleName": "Worker"}, "root"), NOW, lambda: past).output
    assert got is not None and got["Role"]["RoleLastUsed"] == expected
    whole = handle(lab, Call("iam", "GetAccountAuthorizationDetails", {}, "root"), NOW, lambda: past).output
    assert whole is not None and whole["RoleDetailList"][0]["RoleLastUsed"] == expected
