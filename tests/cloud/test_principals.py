"""Who policies name, and what becomes of it. AWS page: "AWS JSON policy elements: Principal"."""

import json

import pytest

from iamlab.catalog import managed_policies
from iamlab.cloud import principals
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.services.iam.service_linked_names import LINKED_ROLES
from iamlab.cloud.state.company import Company
from iamlab.policy import PolicyType
from iamlab.policy.parse import parse
from tests.cloud.company import NOW, company

NOBODY = "arn:aws:iam::123456789012:user/nobody"
OLGA = "arn:aws:iam::123456789012:user/finance/olga"


def policy(principal: object) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def call(lab: Company, operation: str, **parameters: object) -> None:
    answer = handle(lab, Call("iam", operation, parameters, "root"), NOW)
    assert answer.error is None, answer.error


@pytest.mark.parametrize(
    "principal",
    [
        {"AWS": "*"},
        {"AWS": "123456789012"},
        {"AWS": [NOBODY, OLGA]},
        {"AWS": "arn:aws:iam::123456789012:root"},
        {"AWS": "arn:aws:iam::444455556666:role/whatever/there"},
        {"AWS": "arn:aws:sts::444455556666:assumed-role/There/session"},
        {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]},
        {"Federated": "arn:aws:iam::123456789012:saml-provider/Corporate"},
    ],
)
def test_who_is_there_may_be_named(principal: object) -> None:
    assert principals.first_unknown(company(), parse(policy(principal), PolicyType.TRUST)) is None


@pytest.mark.parametrize(
    ("principal", "named"),
    [
        ({"AWS": "arn:aws:iam::123456789012:user/olga"}, '"AWS":"arn:aws:iam::123456789012:user/olga"'),
        ({"AWS": [NOBODY, "arn:aws:iam::123456789012:role/No"]}, '"AWS":"arn:aws:iam::123456789012:role/No"'),
        ({"AWS": "arn:aws:sts::123456789012:assumed-role/No/s"}, '"AWS":"arn:aws:sts::123456789012:assumed-role/No/s"'),
        ({"AWS": "arn:aws:iam::444455556666:group/There"}, '"AWS":"arn:aws:iam::444455556666:group/There"'),
        ({"AWS": "AIDAAAAAAAAAAAAAAAAAA"}, '"AWS":"AIDAAAAAAAAAAAAAAAAAA"'),
        ({"AWS": "jane"}, '"AWS":"jane"'),
        ({"Service": "EC2.amazonaws.com"}, '"SERVICE":"EC2.amazonaws.com"'),
    ],
)
def test_who_is_not_there_may_not(principal: object, named: str) -> None:
    assert principals.first_unknown(company(), parse(policy(principal), PolicyType.TRUST)) == named


def test_the_policy_of_a_bucket_forgets_who_is_deleted() -> None:
    lab = company()
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": [NOBODY, OLGA]},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::reports/*",
        "Condition": {"ArnEquals": {"aws:PrincipalArn": NOBODY}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": statement})
    given = {"Bucket": "reports", "Policy": text}
    assert handle(lab, Call("s3", "PutBucketPolicy", given, "root"), NOW).error is None
    unique = lab.home.users["nobody"].id
    call(lab, "DeleteUser", UserName="nobody")
    call(lab, "CreateUser", UserName="nobody")
    kept = json.loads(lab.home.buckets["reports"].policy or "")["Statement"]
    assert kept["Principal"] == {"AWS": [unique, OLGA]}
    assert kept["Condition"] == statement["Condition"]  # a condition is compared as it is written
    read = Call("s3", "GetObject", {"Bucket": "reports", "Key": "readme.txt"}, "nobody")
    assert handle(lab, read, NOW).error is not None


def test_a_unique_id_becomes_the_name_of_whom_it_is_of() -> None:
    lab = company()
    kept = principals.with_arns(lab, policy({"AWS": lab.home.users["olga"].id}))
    assert json.loads(kept)["Statement"][0]["Principal"] == {"AWS": OLGA}


def test_a_policy_without_ids_stays_as_it_was_written() -> None:
    written = policy({"AWS": NOBODY}).replace(",", " ,  ")
    assert principals.with_arns(company(), written) is written


@pytest.mark.parametrize("service", sorted(LINKED_ROLES))
def test_the_policy_of_a_service_linked_role_is_one_for_such_roles(service: str) -> None:
    found = managed_policies.get(LINKED_ROLES[service].policy)
    assert found is not None and found.path == "/aws-service-role/"
