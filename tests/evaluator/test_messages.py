"""The sentence that a denied caller gets. Source: "Troubleshoot access denied error messages"."""

import pytest

from iamlab.evaluator import Layers, authorize
from tests.evaluator.support import JANE, attached, policy, request

ALLOW = attached("allow", policy({"Effect": "Allow", "Action": "*", "Resource": "*"}))
DENY = attached("deny", policy({"Effect": "Deny", "Action": "*", "Resource": "*"}))
OTHER = attached("other", policy({"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}))
GET = {"action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}
START = f"User: {JANE} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k "

ROWS = [
    (Layers(), "because no identity-based policy allows the s3:GetObject action"),
    (Layers((ALLOW, DENY)), "with an explicit deny in an identity-based policy"),
    (Layers((ALLOW,), boundary=OTHER), "because no permissions boundary allows the s3:GetObject action"),
    (Layers((ALLOW,), boundary=DENY), "with an explicit deny in a permissions boundary"),
    (Layers((ALLOW,), None, ((OTHER,),)), "because no service control policy allows the s3:GetObject action"),
    (Layers((ALLOW,), None, ((ALLOW, DENY),)), "with an explicit deny in a service control policy"),
]


@pytest.mark.parametrize(("layers", "end"), ROWS, ids=[row[1] for row in ROWS])
def test_message(layers: Layers, end: str) -> None:
    assert authorize(request(GET), layers).message == START + end


def test_another_accounts_resource() -> None:
    decision = authorize(request({**GET, "resource_account": "444455556666"}), Layers((ALLOW,)))
    assert decision.message == START + "because no resource-based policy allows the s3:GetObject action"


def test_an_action_without_resource_names_none() -> None:
    decision = authorize(request({"action": "ec2:DescribeInstances", "resource": "*"}), Layers())
    assert decision.message == (
        f"User: {JANE} is not authorized to perform: ec2:DescribeInstances "
        "because no identity-based policy allows the ec2:DescribeInstances action"
    )


def test_an_allowed_request_has_no_message() -> None:
    assert authorize(request(GET), Layers((ALLOW,))).message == ""
