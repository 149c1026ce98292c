"""Real clients, as processes of their own, against a lab that is a process of its own."""

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.programs import require_program
from tests.scenarios.wire_lab import WireLab, running

pytestmark = pytest.mark.servers
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}],
    }
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WireLab]:
    with running(tmp_path_factory.mktemp("wire")) as found:
        yield found


def aws(lab: WireLab, *words: str, user: str = "my-admin", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the AWS CLI, as it is installed on this machine."""
    program = require_program("aws")
    return subprocess.run(
        [program, *words, "--output", "json"],
        env=lab.environment(user, **environment),
        cwd=lab.folder,
        capture_output=True,
        text=True,
        timeout=60,
    )


def answer(lab: WireLab, *words: str, **environment: str) -> Any:
    done = aws(lab, *words, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


def boto3(lab: WireLab, script: str, user: str = "my-admin", **environment: str) -> Any:
    """Run a script with boto3; what it prints is JSON."""
    done = subprocess.run(
        [sys.executable, "-c", "import boto3, json\n" + textwrap.dedent(script)],
        env=lab.environment(user, **environment),
        cwd=lab.folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# An operation of each protocol, and what its answer has.
OPERATIONS = {
    "query": (["sts", "get-caller-identity"], "Arn"),
    "query, a list": (["iam", "list-users"], "Users"),
    "ec2": (["ec2", "describe-instances"], "Reservations"),
    "json 1.0": (["dynamodb", "list-tables"], "TableNames"),
    "json 1.1": (["kms", "list-keys"], "Keys"),
    "rest-json": (["lambda", "list-functions"], "Functions"),
    "rest-xml": (["s3api", "list-buckets"], "Buckets"),
    "rest-xml, not of S3": (["route53", "list-hosted-zones"], "HostedZones"),
    "cbor": (["cloudhsmv2", "describe-clusters"], "Clusters"),
}


@pytest.mark.parametrize("protocol", OPERATIONS)
def test_the_aws_cli_speaks_every_protocol(lab: WireLab, protocol: str) -> None:
    words, member = OPERATIONS[protocol]
    assert member in answer(lab, *words)


def test_an_entity_is_made_and_read_and_its_absence_is_an_error(lab: WireLab) -> None:
    made = answer(lab, "iam", "create-user", "--user-name", "cli", "--path", "/a/", "--tags", "Key=k,Value=v w")
    assert made["User"]["Arn"] == "arn:aws:iam::123456789012:user/a/cli"
    assert answer(lab, "iam", "get-user", "--user-name", "cli")["User"]["Tags"] == [{"Key": "k", "Value": "v w"}]
    missing = aws(lab, "iam", "get-user", "--user-name", "nobody-of-this-name")
    assert missing.returncode in (254, 255)  # of version 2 and of version 1
    assert "(NoSuchEntity)" in missing.stderr


def test_a_policy_comes_back_as_the_document_that_it_is(lab: WireLab) -> None:
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
    words = ("--user-name", "olga", "--policy-name", "p+1")
    answer(lab, "iam", "put-user-policy", *words, "--policy-document", json.dumps(document))
    assert answer(lab, "iam", "get-user-policy", *words)["PolicyDocument"] == document
    managed = ("--policy-arn", "arn:aws:iam::aws:policy/AdministratorAccess", "--version-id", "v1")
    version = answer(lab, "iam", "get-policy-version", *managed)["PolicyVersion"]
    assert version["Document"]["Statement"] == [{"Effect": "Allow", "Action": "*", "Resource": "*"}]
    details = answer(lab, "iam", "get-account-authorization-details", "--filter", "User")["UserDetailList"]
    olga = next(user for user in details if user["UserName"] == "olga")
    assert olga["UserPolicyList"] == [{"PolicyName": "p+1", "PolicyDocument": document}]


def test_objects_are_put_listed_read_and_deleted(lab: WireLab) -> None:
    (lab.folder / "new.txt").write_text("a line\n")
    name = "s3://reports/new folder/ä+b.txt"
    assert aws(lab, "s3", "cp", "new.txt", name).returncode == 0
    assert "new folder/" in aws(lab, "s3", "ls", "s3://reports").stdout
    assert aws(lab, "s3", "cp", name, "-").stdout == "a line\n"
    assert aws(lab, "s3", "mv", name, "s3://reports/moved.txt").returncode == 0
    assert aws(lab, "s3", "cp", "s3://reports/moved.txt", "-").stdout == "a line\n"
    assert aws(lab, "s3", "rm", "s3://reports/moved.txt").returncode == 0
    gone = aws(lab, "s3api", "head-object", "--bucket", "reports", "--key", "new folder/ä+b.txt")
    assert "(404)" in gone.stderr


def test_bytes_that_are_no_text_come_back(lab: WireLab) -> None:
    (lab.folder / "bytes").write_bytes(bytes(range(256)))
    assert aws(lab, "s3", "cp", "bytes", "s3://reports/bytes").returncode == 0
    assert aws(lab, "s3", "cp", "s3://reports/bytes", "back").returncode == 0
    assert (lab.folder / "back").read_bytes() == bytes(range(256))


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_a_presigned_url_opens_without_credentials(lab: WireLab, version: str) -> None:
    script = f"""
        import urllib.request
        from botocore.config import Config
        s3 = boto3.client("s3", config=Config(signature_version="{version}"))
        url = s3.generate_presigned_url("get_object", Params={{"Bucket": "reports", "Key": "readme.txt"}})
        print(json.dumps(urllib.request.urlopen(url).read().decode()))
    """
    assert boto3(lab, script) == "Quarterly figures.\n"


def test_temporary_credentials_work_and_not_without_their_token(lab: WireLab) -> None:
    answer(lab, "iam", "create-role", "--role-name", "helper", "--assume-role-policy-document", TRUST)
    role = "arn:aws:iam::123456789012:role/helper"
    made = answer(lab, "sts", "assume-role", "--role-arn", role, "--role-session-name", "jane")["Credentials"]
    session = {"AWS_ACCESS_KEY_ID": made["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": made["SecretAccessKey"]}
    token = {"AWS_SESSION_TOKEN": made["SessionToken"]}
    caller = answer(lab, "sts", "get-caller-identity", **session, **token)
    assert caller["Arn"] == "arn:aws:sts::123456789012:assumed-role/helper/jane"
    refused = aws(lab, "iam", "list-users", **session, **token).stderr
    assert "(AccessDenied)" in refused and "no identity-based policy allows the iam:ListUsers action" in refused
    assert "(InvalidClientTokenId)" in aws(lab, "iam", "list-users", **session).stderr
    wrong = {"AWS_SESSION_TOKEN": made["SessionToken"] + "x"}
    assert "(InvalidToken)" in aws(lab, "s3api", "list-buckets", **session, **wrong).stderr


def test_a_list_comes_in_pages(lab: WireLab) -> None:
    script = """
        iam = boto3.client("iam")
        for number in range(5):
            iam.create_user(UserName=f"page-{number}")
        pages = list(iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 2}))
        print(json.dumps([[user["UserName"] for user in page["Users"]] for page in pages]))
    """
    pages = boto3(lab, script)
    assert len(pages) > 2
    assert max(map(len, pages)) == 2
    names = [name for page in pages for name in page]
    assert {f"page-{number}" for number in range(5)} <= set(names)
    assert len(names) == len(set(names))


WRONG_SECRETS = {
    "iam list-users": "SignatureDoesNotMatch",
    "s3api list-buckets": "SignatureDoesNotMatch",
    "ec2 describe-instances": "AuthFailure",
    "kms list-keys": "InvalidSignatureException",
    "lambda list-functions": "InvalidSignatureException",
}


@pytest.mark.parametrize("words", WRONG_SECRETS)
def test_a_wrong_secret_is_refused(lab: WireLab, words: str) -> None:
    done = aws(lab, *words.split(), AWS_SECRET_ACCESS_KEY="wrong")
    assert f"({WRONG_SECRETS[words]})" in done.stderr


# botocore corrects its clock by what the server answers and tries again; a single attempt shows the error itself.
SKEWED = """
    import datetime, botocore.auth, botocore.compat
    ahead = datetime.timedelta(minutes=20)
    botocore.auth.get_current_datetime = lambda remove_tzinfo=True: (
        datetime.datetime.now(datetime.timezone.utc) + ahead
    ).replace(tzinfo=None)
    codes = {}
    for service, operation in (("iam", "list_users"), ("s3", "list_buckets"), ("kms", "list_keys")):
        try:
            getattr(boto3.client(service), operation)()
        except Exception as error:
            codes[service] = error.response["Error"]["Code"]
    print(json.dumps(codes))
"""


def test_a_clock_that_is_wrong_is_told(lab: WireLab) -> None:
    assert boto3(lab, SKEWED) == {
        "iam": "SignatureDoesNotMatch",
        "s3": "RequestTimeTooSkewed",
        "kms": "InvalidSignatureException",
    }


def test_who_may_not_is_told_in_the_words_of_each_service(lab: WireLab) -> None:
    assert "(AccessDenied)" in aws(lab, "iam", "list-users", user="nobody").stderr
    assert "(AccessDeniedException)" in aws(lab, "dynamodb", "list-tables", user="nobody").stderr
    assert "(UnauthorizedOperation)" in aws(lab, "ec2", "describe-instances", user="nobody").stderr
    assert "(AccessDenied)" in aws(lab, "s3api", "list-buckets", user="nobody").stderr


def test_an_error_is_the_exception_that_the_sdk_has_for_it(lab: WireLab) -> None:
    script = """
        found = []
        for service, operation, parameters, name in (
            ("iam", "get_user", {"UserName": "none"}, "NoSuchEntityException"),
            ("s3", "get_object", {"Bucket": "reports", "Key": "none"}, "NoSuchKey"),
            ("s3", "list_objects_v2", {"Bucket": "none-of-this-name"}, "NoSuchBucket"),
            ("sqs", "get_queue_url", {"QueueName": "none"}, "QueueDoesNotExist"),
            ("kms", "describe_key", {"KeyId": "alias/none"}, "NotFoundException"),
        ):
            client = boto3.client(service)
            try:
                getattr(client, operation)(**parameters)
            except getattr(client.exceptions, name):
                found.append(name)
        print(json.dumps(found))
    """
    assert boto3(lab, script) == [
        "NoSuchEntityException",
        "NoSuchKey",
        "NoSuchBucket",
        "QueueDoesNotExist",
        "NotFoundException",
    ]


def test_somebody_without_credentials_finds_the_sandbox_by_its_address(lab: WireLab) -> None:
    endpoint = f"{lab.endpoint}/sandbox-{lab.tag}"
    words = ("s3", "cp", "s3://reports/2026/q1.csv", "-", "--no-sign-request")
    assert aws(lab, *words, AWS_ENDPOINT_URL=endpoint).returncode != 0
    policy = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::reports/*",
        },
    }
    answer(lab, "s3api", "delete-public-access-block", "--bucket", "reports")
    answer(lab, "s3api", "put-bucket-policy", "--bucket", "reports", "--policy", json.dumps(policy))
    assert aws(lab, *words, AWS_ENDPOINT_URL=endpoint).stdout == "region,total\nnorth,12\n"


def test_clients_that_write_at_once_lose_nothing(lab: WireLab) -> None:
    script = """
        import sys
        from botocore.config import Config
        iam = boto3.client("iam", config=Config(retries={"mode": "standard", "total_max_attempts": 8}))
        for number in range(8):
            iam.create_group(GroupName=f"WHO-{number}")
        print("null")
    """
    with ThreadPoolExecutor(4) as pool:
        environment = {"AWS_MAX_ATTEMPTS": "8"}
        list(pool.map(lambda who: boto3(lab, script.replace("WHO", who), **environment), ["a", "b", "c", "d"]))
    groups = {group["GroupName"] for group in answer(lab, "iam", "list-groups")["Groups"]}
    assert {f"{who}-{number}" for who in "abcd" for number in range(8)} <= groups


def test_a_server_that_is_killed_has_kept_every_call_that_it_answered(tmp_path: Path) -> None:
    script = """
        iam = boto3.client("iam")
        done = []
        try:
            for number in range(10_000):
                iam.create_group(GroupName=f"kept-{number}")
                done.append(f"kept-{number}")
                if number == 20:
                    print(json.dumps(done), flush=True)
        except Exception:
            pass
    """
    with running(tmp_path) as lab:
        words = [sys.executable, "-c", "import boto3, json\n" + textwrap.dedent(script)]
        client = subprocess.Popen(words, env=lab.environment(), stdout=subprocess.PIPE, text=True)
        assert client.stdout is not None
        answered = set(json.loads(client.stdout.readline()))
    client.kill()  # the lab is killed by now, in the middle of a call
    client.communicate()
    with running(tmp_path) as lab:
        names = {group["GroupName"] for group in answer(lab, "iam", "list-groups")["Groups"]}
    assert len(answered) == 21
    assert answered <= names
