"""The address for AWS clients, as the site serves it: whose call it is, what is kept, what is turned away."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from iamlab.cloud.gateway import Call
from iamlab.cloud.wire import Reception
from lessons.learners.models import Learner
from lessons.scenarios import rate, wire_views
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.connection import endpoint
from lessons.scenarios.models import Event, Sandbox

pytestmark = pytest.mark.django_db
ADMIN = "my-admin"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
LIST_USERS = b"Action=ListUsers&Version=2010-05-08"


def opened() -> Sandbox:
    return sandboxes.open_sandbox(Learner.objects.create(), "first-team")


def key_of(sandbox: Sandbox) -> Credentials:
    answer = sandboxes.call(sandbox, Call("iam", "CreateAccessKey", {"UserName": ADMIN}))
    assert answer.output is not None
    key = answer.output["AccessKey"]
    return Credentials(key["AccessKeyId"], key["SecretAccessKey"])


@pytest.fixture
def sandbox() -> Sandbox:
    return opened()


@pytest.fixture
def credentials(sandbox: Sandbox) -> Credentials:
    return key_of(sandbox)


def send(
    credentials: Credentials, body: bytes = LIST_USERS, service: str = "iam", path: str = "/aws", **more: Any
) -> HttpResponse:
    """Send a signed request as an AWS client does, with no cookie and no token of a form."""
    method = more.get("method", "POST")
    host = more.get("host", "testserver")
    sent = AWSRequest(method=method, url=f"http://{host}{path}", data=body, headers=more.get("headers", {}))
    if body:
        sent.headers["Content-Type"] = FORM
    (S3SigV4Auth if service == "s3" else SigV4Auth)(credentials, service, "us-east-1").add_auth(sent)
    prepared = sent.prepare()
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in prepared.headers.items()}
    split = urlsplit(prepared.url)
    return Client(enforce_csrf_checks=True).generic(
        method,
        split.path + (f"?{split.query}" if split.query else ""),
        body,
        content_type=headers.pop("Content-Type", ""),
        headers={**headers, "User-Agent": "Boto3/1.35", "Accept-Encoding": "gzip", "Host": host},
    )


def users(response: HttpResponse) -> list[str]:
    return [part.partition("<")[0] for part in response.content.decode().split("<UserName>")[1:]]


def test_the_key_names_the_sandbox_and_no_cookie_is_asked_for_or_set(credentials: Credentials) -> None:
    response = send(credentials)
    assert response.status_code == 200
    assert users(response) == [ADMIN]
    assert not response.cookies
    assert "Content-Encoding" not in response.headers
    assert "Content-Security-Policy" not in response.headers


def test_one_sandbox_never_sees_another(sandbox: Sandbox, credentials: Credentials) -> None:
    other = key_of(opened())
    assert send(other, b"Action=CreateUser&Version=2010-05-08&UserName=jane").status_code == 200
    assert users(send(credentials)) == [ADMIN]
    mixed = Credentials(credentials.access_key, other.secret_key)
    assert send(mixed).status_code == 403
    forged = Credentials(other.access_key[:14] + credentials.access_key[14:], credentials.secret_key)
    assert send(forged).status_code == 403


def test_what_a_call_changes_is_kept_and_recorded(sandbox: Sandbox, credentials: Credentials) -> None:
    send(credentials, b"Action=CreateUser&Version=2010-05-08&UserName=jane")
    found = Sandbox.objects.get(pk=sandbox.pk)
    assert sandboxes.run_line(found, "aws iam get-user --user-name jane", ADMIN).exit_code == 0
    event = Event.objects.get(name="CreateUser")
    assert (event.principal, event.entry, event.record["userAgent"]) == (ADMIN, None, "Boto3/1.35")
    assert event.record["userIdentity"]["accessKeyId"] == credentials.access_key
    assert event.record["sourceIPAddress"] == "203.0.113.10"


def test_a_refused_call_is_recorded_with_its_trace(sandbox: Sandbox) -> None:
    sandboxes.call(sandbox, Call("iam", "CreateUser", {"UserName": "jane"}))
    answer = sandboxes.call(sandbox, Call("iam", "CreateAccessKey", {"UserName": "jane"}))
    assert answer.output is not None
    key = answer.output["AccessKey"]
    response = send(Credentials(key["AccessKeyId"], key["SecretAccessKey"]))
    assert (response.status_code, b"<Code>AccessDenied</Code>" in response.content) == (403, True)
    event = Event.objects.get(name="ListUsers")
    assert event.refused
    assert event.trace["decision"] == "implicitDeny"


def test_a_request_that_is_not_who_it_says_leaves_no_trace(credentials: Credentials) -> None:
    before = Event.objects.count()
    assert send(Credentials(credentials.access_key, "wrong")).status_code == 403
    assert Event.objects.count() == before


def test_an_update_that_another_call_overtook_is_made_again(
    sandbox: Sandbox, credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, tries = sandboxes._keep, []

    def overtaken(*given: Any) -> bool:
        tries.append(given)
        return len(tries) > 2 and keep(*given)

    monkeypatch.setattr(sandboxes, "_keep", overtaken)
    assert send(credentials, b"Action=CreateUser&Version=2010-05-08&UserName=jane").status_code == 200
    assert len(tries) == 3
    assert Event.objects.filter(name="CreateUser").count() == 1


def test_a_sandbox_that_changes_under_every_attempt_asks_to_try_again(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandboxes, "_keep", lambda *_: False)
    response = send(credentials)
    assert (response.status_code, b"<Code>ServiceUnavailable</Code>" in response.content) == (503, True)


TOO_MUCH = {
    "iam": (413, b"<Code>RequestEntityTooLarge</Code>"),
    "s3": (400, b"<Code>EntityTooLarge</Code>"),
    "dynamodb": (413, b"RequestEntityTooLargeException"),
}


@pytest.mark.parametrize("service", TOO_MUCH)
def test_a_body_that_is_too_large_is_refused_in_the_words_of_the_service(
    credentials: Credentials, service: str
) -> None:
    path = "/aws/my-reports-bucket/large" if service == "s3" else "/aws"
    headers = {"X-Amz-Target": "DynamoDB_20120810.PutItem"} if service == "dynamodb" else {}
    response = send(credentials, b"x" * (wire_views.MOST_BYTES + 1), service, path, headers=headers)
    assert (response.status_code, TOO_MUCH[service][1] in response.content) == (TOO_MUCH[service][0], True)


def test_calls_without_end_are_slowed_down(credentials: Credentials, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(rate, "CALLS", 2)
    monkeypatch.setattr(rate, "WINDOW_SECONDS", 10_000_000_000)  # one window, whenever the test runs
    assert [send(credentials).status_code for _ in range(3)] == [200, 200, 400]
    assert b"<Code>Throttling</Code>" in send(credentials).content
    assert b"<Code>SlowDown</Code>" in send(credentials, b"", "s3", "/aws/", method="GET").content
    other = key_of(opened())
    assert send(other).status_code == 200
    cache.clear()


def test_a_failure_of_the_lab_is_told_in_the_protocol_and_in_the_log(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError("a secret of the server")

    monkeypatch.setattr(Reception, "respond", broken)
    response = send(credentials)
    assert (response.status_code, b"<Code>InternalFailure</Code>" in response.content) == (500, True)
    assert b"a secret" not in response.content
    assert "ListUsers" in caplog.text


def test_a_key_with_blanks_and_marks_and_slashes_is_one_object(credentials: Credentials) -> None:
    path = "/aws/my-reports-bucket/a%20b%2Bc/%C3%BC.txt"
    assert send(credentials, b"hello", "s3", path, method="PUT").status_code == 200
    listing = send(credentials, b"", "s3", "/aws/my-reports-bucket?list-type=2", method="GET")
    assert "<Key>a b+c/ü.txt</Key>" in listing.content.decode()
    assert send(credentials, b"", "s3", path, method="GET").content == b"hello"
    assert send(credentials, b"", "s3", path, method="DELETE").status_code == 204


@pytest.mark.parametrize("host", ["my-reports-bucket.localhost", "my-reports-bucket.lab.example.org"])
def test_a_bucket_before_the_name_of_the_host_is_the_bucket(credentials: Credentials, settings: Any, host: str) -> None:
    settings.PUBLIC_URL = "https://lab.example.org"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ".lab.example.org"]
    response = send(credentials, b"", "s3", "/aws/?list-type=2", method="GET", host=host)
    assert b"<Name>my-reports-bucket</Name>" in response.content
    assert users(send(credentials, host=host)) == [ADMIN]  # other services have no buckets


@pytest.mark.parametrize("path", ["/aws", "/aws/", "/aws/a/b//c", "/aws/%0a", "/aws?x=1", "/aws/sandbox-ABCDEFGHIJ"])
def test_a_visitor_without_a_signature_gets_an_error_of_aws(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 403
    assert b"<Code>" in response.content


ENDPOINTS = {
    ("http://localhost:8000/", ""): "http://127.0.0.1:8000/aws",  # few machines know bucket.localhost
    ("http://127.0.0.1:8000/", ""): "http://127.0.0.1:8000/aws",
    ("http://10.0.0.5/", "https://lab.example.org/"): "https://lab.example.org/aws",
}


@pytest.mark.parametrize(("address", "public"), ENDPOINTS)
def test_the_endpoint_is_one_that_clients_reach(settings: Any, address: str, public: str) -> None:
    settings.PUBLIC_URL = public
    assert endpoint(address) == ENDPOINTS[address, public]


def test_the_clock_of_the_sandbox_does_not_spoil_signatures(sandbox: Sandbox, credentials: Credentials) -> None:
    sandboxes.advance_clock(sandbox, 100 * 24 * 3600)
    assert send(credentials).status_code == 200


EXPIRED = {
    "iam": (403, b"<Code>ExpiredToken</Code>"),
    "s3": (400, b"<Code>ExpiredToken</Code>"),
    "dynamodb": (400, b"ExpiredTokenException"),
    "ec2": (400, b"<Code>RequestExpired</Code>"),
}


@pytest.mark.parametrize("service", EXPIRED)
def test_temporary_credentials_end_by_the_clock_of_the_sandbox(sandbox: Sandbox, service: str) -> None:
    answer = sandboxes.call(sandbox, Call("sts", "GetSessionToken", identity=ADMIN))
    assert answer.output is not None
    made = answer.output["Credentials"]
    session = Credentials(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
    body = b"Action=GetCallerIdentity&Version=2011-06-15"
    assert send(session, body, "sts").status_code == 200
    sandboxes.advance_clock(Sandbox.objects.get(pk=sandbox.pk), 13 * 3600)
    headers = {"X-Amz-Target": "DynamoDB_20120810.ListTables"} if service == "dynamodb" else {}
    method, path = ("GET", "/aws/") if service == "s3" else ("POST", "/aws")
    body = {"s3": b"", "dynamodb": b"{}", "ec2": b"Action=DescribeVpcs&Version=2016-11-15"}.get(service, LIST_USERS)
    response = send(session, body, service, path, method=method, headers=headers)
    assert (response.status_code, EXPIRED[service][1] in response.content) == (EXPIRED[service][0], True)
