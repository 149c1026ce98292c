"""A presigned URL of `aws s3 presign` is one that the lab's own interface takes."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from iamlab.cloud.cli import run
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.past import nothing
from iamlab.cloud.state.company import Company
from iamlab.cloud.wire import Reception
from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.refusals import RefusedError
from iamlab.cloud.wire.signing import sigv4
from iamlab.cloud.wire.signing.signature import read
from tests.cloud.company import NOW, company

ENDPOINT = "http://localhost:8000/aws"


def signed(lab: Company, line: str) -> Request:
    outcome = run(lab, line, "my-admin", {}, NOW)
    assert outcome.exit_code == 0, outcome.stderr
    url = urlsplit(outcome.stdout.strip())
    return Request("GET", url.path, url.query, {"host": url.netloc}, b"")


def with_key(name: str = "my-admin") -> tuple[Company, str]:
    lab = company()
    answer = handle(lab, Call("iam", "CreateAccessKey", {"UserName": name}, "root"), NOW)
    assert answer.output is not None
    return lab, answer.output["AccessKey"]["SecretAccessKey"]


@pytest.mark.parametrize("before", ["", f"export AWS_ENDPOINT_URL={ENDPOINT} && ", f"AWS_ENDPOINT_URL_S3={ENDPOINT}/ "])
@pytest.mark.parametrize("key", ["2026/q1.csv", "a b+c~ü.txt"])
def test_a_presigned_url_is_signed_for_what_it_names(before: str, key: str) -> None:
    lab, secret = with_key()
    request = signed(lab, f"{before}aws s3 presign 's3://reports/{key}'")
    sigv4.verify(request, read(request), secret, NOW)
    with pytest.raises(RefusedError):
        sigv4.verify(request, read(request), secret + "x", NOW)


def test_it_is_good_for_as_long_as_it_says() -> None:
    lab, secret = with_key()
    request = signed(lab, "aws s3 presign s3://reports/readme.txt --expires-in 60")
    sigv4.verify(request, read(request), secret, NOW + timedelta(seconds=59))
    with pytest.raises(RefusedError):
        sigv4.verify(request, read(request), secret, NOW + timedelta(seconds=61))


@pytest.mark.parametrize(
    ("condition", "seconds", "status"),
    [
        ({"NumericGreaterThan": {"s3:signatureAge": "600000"}}, 599, 200),
        ({"NumericGreaterThan": {"s3:signatureAge": "600000"}}, 601, 403),
        ({"StringEquals": {"s3:authType": "REST-QUERY-STRING"}}, 1, 403),
        ({"StringEquals": {"s3:authType": "REST-HEADER"}}, 1, 200),
    ],
)
def test_a_bucket_policy_can_deny_presigned_urls_and_old_ones(
    condition: dict[str, Any], seconds: int, status: int
) -> None:
    lab, _ = with_key()
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": {**deny, "Condition": condition}})
    assert handle(lab, Call("s3", "PutBucketPolicy", {"Bucket": "reports", "Policy": policy}), NOW).error is None
    request = signed(lab, f"AWS_ENDPOINT_URL={ENDPOINT} aws s3 presign s3://reports/readme.txt")
    reception = Reception(replace(request, prefix="/aws"))
    later = NOW + timedelta(seconds=seconds)
    assert reception.respond(reception.call(lab, later, later, nothing)).status == status


def test_its_time_is_the_real_one_even_where_the_sandbox_is_ahead() -> None:
    lab, secret = with_key()
    lab.seconds_ahead = 100_000
    outcome = run(lab, "aws s3 presign s3://reports/readme.txt", "my-admin", {}, NOW + timedelta(seconds=100_000))
    url = urlsplit(outcome.stdout.strip())
    request = Request("GET", url.path, url.query, {"host": url.netloc}, b"")
    sigv4.verify(request, read(request), secret, NOW)


def test_temporary_credentials_sign_with_their_token() -> None:
    lab, _ = with_key()
    answer = handle(lab, Call("sts", "GetSessionToken", {}, "my-admin"), NOW)
    assert answer.output is not None
    found = answer.output["Credentials"]
    keys = f"AWS_ACCESS_KEY_ID={found['AccessKeyId']} AWS_SECRET_ACCESS_KEY={found['SecretAccessKey']}"
    request = signed(lab, f"{keys} AWS_SESSION_TOKEN={found['SessionToken']} aws s3 presign s3://reports/readme.txt")
    assert read(request).token == found["SessionToken"]
    sigv4.verify(request, read(request), found["SecretAccessKey"], NOW)
