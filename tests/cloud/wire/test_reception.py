"""What a request comes to that is signed wrongly, badly made, or made to hurt: never more than an error of AWS's."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.auth import HmacV1QueryAuth, S3SigV4Auth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.past import nothing
from iamlab.cloud.state.company import Company
from iamlab.cloud.wire import Reason, Reception, RefusedError, Request, Response
from iamlab.cloud.wire.refusals import Family, service_error
from iamlab.cloud.wire.signing import signature, sigv4
from tests.cloud.company import company
from tests.cloud.wire.round_trip import as_received

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
JSON = {"Content-Type": "application/x-amz-json-1.0"}
CBOR = {"smithy-protocol": "rpc-v2-cbor"}
KEYSPACES = "/service/KeyspacesService/operation/ListKeyspaces"
STS = "Action=GetCallerIdentity&Version=2011-06-15"
# A request of each kind of service: signing name, method, path, headers, body.
KINDS: dict[str, tuple[str, str, str, dict[str, str], bytes]] = {
    "query": ("iam", "POST", "/", FORM, b"Action=ListUsers&Version=2010-05-08"),
    "ec2": ("ec2", "POST", "/", FORM, b"Action=DescribeInstances&Version=2016-11-15"),
    "json": ("dynamodb", "POST", "/", {**JSON, "X-Amz-Target": "DynamoDB_20120810.ListTables"}, b"{}"),
    "rest-json": ("lambda", "GET", "/2015-03-31/functions/", {}, b""),
    "s3": ("s3", "GET", "/reports/readme.txt", {}, b""),
}


class Lab:
    """One company with a key of its administrator, and requests to it."""

    def __init__(self) -> None:
        self.company: Company = company()
        answer = handle(self.company, Call("iam", "CreateAccessKey", {"UserName": "my-admin"}), datetime.now(UTC))
        assert answer.output is not None
        made = answer.output["AccessKey"]
        self.credentials = Credentials(made["AccessKeyId"], made["SecretAccessKey"])

    def signed(
        self, service: str, method: str, path: str, headers: dict[str, str], body: bytes, **replaced: Any
    ) -> Request:
        credentials = replaced.get("credentials", self.credentials)
        sent = AWSRequest(method=method, url=f"http://127.0.0.1:8000/aws{path}", data=body, headers=dict(headers))
        (S3SigV4Auth if service == "s3" else SigV4Auth)(credentials, service, "us-east-1").add_auth(sent)
        return as_received(sent)

    def answer(self, request: Request, later: timedelta = timedelta()) -> Response:
        reception = Reception(request)
        now = datetime.now(UTC)
        try:
            return reception.respond(reception.call(self.company, now + later, now, nothing))
        except RefusedError as refused:
            return reception.refuse(refused)
        except ServiceError as error:
            return reception.fail(error)


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab()


def code(response: Response) -> str:
    """The error's code, wherever the protocol has it."""
    if "x-amzn-ErrorType" in response.headers:
        return response.headers["x-amzn-ErrorType"]
    return response.body.decode().partition("<Code>")[2].partition("</Code>")[0]


WRONG = {
    "unknown key": {
        "query": (403, "InvalidClientTokenId"),
        "ec2": (401, "AuthFailure"),
        "json": (400, "UnrecognizedClientException"),
        "rest-json": (403, "UnrecognizedClientException"),
        "s3": (403, "InvalidAccessKeyId"),
    },
    "wrong secret": {
        "query": (403, "SignatureDoesNotMatch"),
        "ec2": (401, "AuthFailure"),
        "json": (400, "InvalidSignatureException"),
        "rest-json": (403, "InvalidSignatureException"),
        "s3": (403, "SignatureDoesNotMatch"),
    },
    "another clock": {
        "query": (403, "SignatureDoesNotMatch"),
        "ec2": (400, "RequestExpired"),
        "json": (400, "InvalidSignatureException"),
        "rest-json": (403, "InvalidSignatureException"),
        "s3": (403, "RequestTimeTooSkewed"),
    },
}
CASES = [(what, kind) for what, kinds in WRONG.items() for kind in kinds]


@pytest.mark.parametrize(("what", "kind"), CASES)
def test_each_kind_of_service_refuses_in_its_own_words(lab: Lab, what: str, kind: str) -> None:
    key, secret = lab.credentials.access_key, lab.credentials.secret_key
    other = {
        "unknown key": Credentials(key[:-1] + ("A" if key[-1] != "A" else "B"), secret),
        "wrong secret": Credentials(key, secret[:-1]),
        "another clock": lab.credentials,
    }[what]
    request = lab.signed(*KINDS[kind], credentials=other)
    response = lab.answer(request, timedelta(minutes=16) if what == "another clock" else timedelta())
    assert (response.status, code(response)) == WRONG[what][kind]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("family", Family)
def test_there_are_words_for_every_refusal(reason: Reason, family: Family) -> None:
    error = service_error(RefusedError(reason, "what is wrong"), family, "query")
    assert error.code and error.message and error.status >= 400


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_signature_is_answered(lab: Lab, kind: str) -> None:
    response = lab.answer(lab.signed(*KINDS[kind]))
    assert (response.status, code(response)) == (200, "")


def test_a_request_that_nobody_signed_is_told_so(lab: Lab) -> None:
    response = lab.answer(Request("POST", "/aws", "", {"host": "a"}, STS.encode(), "/aws"))
    assert (response.status, code(response)) == (403, "MissingAuthenticationToken")


def test_an_unsigned_request_finds_its_sandbox_by_the_path(lab: Lab) -> None:
    prefix = f"/aws/sandbox-{lab.credentials.access_key[4:14]}"
    request = Request("GET", f"{prefix}/reports/readme.txt", "", {"host": "a"}, b"", prefix)
    assert Reception(request).key_tag == lab.credentials.access_key[4:14]
    response = lab.answer(request)
    assert (response.status, code(response)) == (403, "AccessDenied")  # nobody made the bucket public


def test_a_url_presigned_with_version_2_is_good_until_it_expires(lab: Lab) -> None:
    sent = AWSRequest(method="GET", url="http://127.0.0.1:8000/aws/reports/readme.txt")
    sent.auth_path = "/reports/readme.txt"
    HmacV1QueryAuth(lab.credentials, expires=60).add_auth(sent)
    assert lab.answer(as_received(sent)).body == b"Quarterly figures.\n"
    late = lab.answer(as_received(sent), timedelta(seconds=62))
    assert (late.status, code(late)) == (403, "AccessDenied")
    sent.url = sent.url.replace("readme", "secret")
    assert code(lab.answer(as_received(sent))) == "SignatureDoesNotMatch"


def test_a_url_of_any_service_can_be_presigned(lab: Lab) -> None:
    sent = AWSRequest(method="GET", url=f"http://127.0.0.1:8000/aws/?{STS}")
    SigV4QueryAuth(lab.credentials, "sts", "us-east-1", expires=60).add_auth(sent)
    assert b"<Arn>arn:aws:iam::123456789012:user/my-admin</Arn>" in lab.answer(as_received(sent)).body
    late = lab.answer(as_received(sent), timedelta(seconds=62))
    assert (late.status, code(late)) == (403, "SignatureDoesNotMatch")


def test_the_object_itself_is_what_was_signed(lab: Lab) -> None:
    request = lab.signed("s3", "PUT", "/reports/new.txt", {}, b"what was signed")
    changed = Request(request.method, request.path, request.query, request.headers, b"another", "/aws")
    assert code(lab.answer(changed)) == "XAmzContentSHA256Mismatch"


DIGESTS = {
    "x-amz-checksum-crc32": ("NhCmhg==", "AAAAAA=="),
    "x-amz-checksum-crc32c": ("mnG7TA==", "AAAAAA=="),
    "x-amz-checksum-crc64nvme": ("M3eFcAZSQlc=", "AAAAAAAAAAA="),
    "x-amz-checksum-sha1": ("qvTGHdzF6KLavt4PO0gs2a6pQ00=", "AAAA"),
    "x-amz-checksum-sha256": ("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", "AAAA"),
    "Content-MD5": ("XUFAKrxLKna5cZ2REBfFkg==", "not base64"),
}


@pytest.mark.parametrize("name", DIGESTS)
def test_a_checksum_of_an_upload_is_looked_at(lab: Lab, name: str) -> None:
    right, wrong = DIGESTS[name]
    assert lab.answer(lab.signed("s3", "PUT", "/reports/sum.txt", {name: right}, b"hello")).status == 200
    refused = lab.answer(lab.signed("s3", "PUT", "/reports/sum.txt", {name: wrong}, b"hello"))
    assert (refused.status, code(refused)) == (400, "BadDigest")


def in_chunks(lab: Lab, digest: str) -> Request:
    """An upload in a chunk without a signature of its own, its checksum behind it, as SDKs make them."""
    body = f"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:{digest}\r\n\r\n".encode()
    headers = {
        "host": "127.0.0.1:8000",
        "content-encoding": "aws-chunked",
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-date": datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"),
        "x-amz-decoded-content-length": "5",
        "x-amz-trailer": "x-amz-checksum-crc32",
    }
    scope = f"{headers['x-amz-date'][:8]}/us-east-1/s3/aws4_request"
    start = (
        f"AWS4-HMAC-SHA256 Credential={lab.credentials.access_key}/{scope},SignedHeaders={';'.join(sorted(headers))}"
    )
    draft = Request("PUT", "/aws/reports/chunks.txt", "", headers, body, "/aws")
    signed = replace(draft, headers={**headers, "authorization": f"{start},Signature={'0' * 64}"})
    found = signature.read(signed)
    value = sigv4.sign(sigv4.signing_key(lab.credentials.secret_key, found), sigv4.string_to_sign(signed, found))
    return replace(draft, headers={**headers, "authorization": f"{start},Signature={value}"})


def test_an_upload_in_chunks_is_joined_and_its_checksum_is_looked_at(lab: Lab) -> None:
    assert lab.answer(in_chunks(lab, "NhCmhg==")).status == 200
    got = lab.answer(lab.signed("s3", "GET", "/reports/chunks.txt", {}, b""))
    assert got.body == b"hello"
    assert "Content-Encoding" not in got.headers
    assert code(lab.answer(in_chunks(lab, "AAAAAA=="))) == "BadDigest"


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Tagging>&b;</Tagging>"""
JSON_BODIES = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"{",
    b"[" * 100_000,
    b'{"Limit": ' + b"9" * 5_000 + b"}",
    b'{"Limit": NaN}',
    b'{"Limit": true}',
    b'{"Limit": "7"}',
    b'{"Limit": 1e400}',
    b'{"Limit": 7.5}',
    b'{"ExclusiveStartTableName": ["a"]}',
    b'{"ExclusiveStartTableName": "\\ud800"}',
    b"\xff\xfe",
]
DEEP = b'{"TableName": "a", "Key": {"a": ' + b'{"M": {"a": ' * 500 + b'{"S": ""}' + b"}}" * 500 + b"}}"
HOSTILE: list[tuple[str, str, str, dict[str, str], bytes]] = [
    *((*KINDS["json"][:4], body) for body in JSON_BODIES),
    ("dynamodb", "POST", "/", {**JSON, "X-Amz-Target": "DynamoDB_20120810.GetItem"}, DEEP),
    ("dynamodb", "POST", "/", {**JSON, "X-Amz-Target": "DynamoDB_20120810.Nothing"}, b"{}"),
    ("dynamodb", "POST", "/", {**JSON, "X-Amz-Target": "Nobody.ListTables"}, b"{}"),
    ("nothing", "POST", "/", FORM, b"Action=ListUsers"),
    ("iam", "POST", "/", FORM, b"Action=Nothing&Version=2010-05-08"),
    ("iam", "POST", "/", FORM, b"Action=GetUser&UserName.a.b.c=1&UserName=%FF%FE%00"),
    ("iam", "POST", "/", FORM, b"Action=CreateUser&Tags.member.9999999.Key=a&Tags.member.x.Key=b&UserName=u1"),
    ("iam", "POST", "/", FORM, b"Action=CreateUser&" + b"a.b=c&" * 300_000),
    ("iam", "POST", "/", FORM, b"Action=CreateUser&" + b"a." * 300_000 + b"=c"),
    ("iam", "POST", "/", FORM, b"Action=ListUsers&MaxItems=" + b"1" * 10_000),
    ("iam", "POST", "/", FORM, b"Action=CreateUser&Version=2010-05-08"),
    ("iam", "GET", "/", {}, b""),
    ("ec2", "POST", "/", FORM, b"Action=DescribeInstances&MaxResults=many"),
    ("ec2", "POST", "/", FORM, b"Action=RunInstances"),
    ("s3", "PUT", "/reports?tagging", {}, LAUGHS),
    ("s3", "PUT", "/reports?tagging", {}, b"<Tagging>" + b"<a>" * 100_000),
    ("s3", "PUT", "/reports?tagging", {}, b"<Tagging>" + b"<a/>" * 100_000 + b"</Tagging>"),
    ("s3", "PUT", "/reports?tagging", {}, b"<?xml version='1.0' encoding='klingon'?><Tagging/>"),
    ("s3", "PUT", "/reports?tagging", {}, b"no XML"),
    ("s3", "PUT", "/reports?tagging", {}, b""),
    ("s3", "GET", "/reports?max-keys=many", {}, b""),
    ("s3", "GET", "/" + "a/" * 5_000, {}, b""),
    ("s3", "GET", "/..%2f..%2fetc%2fpasswd", {}, b""),
    ("s3", "GET", "/reports/%00", {}, b""),
    ("s3", "PATCH", "/reports", {}, b""),
    ("lambda", "GET", "/2015-03-31/functions/%ff", {}, b""),
    ("lambda", "POST", "/2015-03-31/functions", {}, b'{"Code": {"ZipFile": "not base64!"}}'),
    ("lambda", "GET", "/nothing/here", {}, b""),
    (
        "keyspaces",
        "POST",
        "/service/KeyspacesService/operation/ListKeyspaces",
        {"smithy-protocol": "rpc-v2-cbor"},
        b"\x9f",
    ),
    (
        "cassandra",
        "POST",
        "/service/KeyspacesService/operation/ListKeyspaces",
        {"smithy-protocol": "rpc-v2-cbor"},
        b"\x9f" * 9_999,
    ),
    (
        "cassandra",
        "POST",
        "/service/KeyspacesService/operation/ListKeyspaces",
        {"smithy-protocol": "rpc-v2-cbor"},
        b"\xbb" + b"\xff" * 8,
    ),
    (
        "cassandra",
        "POST",
        "/service/KeyspacesService/operation/ListKeyspaces",
        {"smithy-protocol": "rpc-v2-cbor"},
        b"\xa1\x01\x02",
    ),
    ("cassandra", "POST", KEYSPACES, CBOR, b"\x9f"),
    ("cassandra", "POST", "/service/x", CBOR, b""),
    ("s3", "POST", "/reports", {"X-Amz-Target": "S3.GetObject"}, b"{}"),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_whatever_is_sent_is_answered_in_a_moment(lab: Lab, number: int) -> None:
    service, method, path, headers, body = HOSTILE[number]
    response = lab.answer(lab.signed(service, method, path, headers, body))
    assert response.status in (200, 400, 403, 404, 405)
    assert b"/site-packages/" not in response.body and b"Traceback" not in response.body


def test_a_required_parameter_is_asked_for_in_the_words_of_the_service(lab: Lab) -> None:
    query = lab.answer(lab.signed("iam", "POST", "/", FORM, b"Action=CreateUser&Version=2010-05-08"))
    assert code(query) == "ValidationError"
    assert b"Value null at 'userName' failed to satisfy constraint: Member must not be null" in query.body
    target = {**JSON, "X-Amz-Target": "DynamoDB_20120810.GetItem"}
    assert code(lab.answer(lab.signed("dynamodb", "POST", "/", target, b"{}"))) == "ValidationException"
    ec2 = lab.answer(lab.signed("ec2", "POST", "/", FORM, b"Action=StartInstances&Version=2016-11-15"))
    assert code(ec2) == "MissingParameter"


def test_an_answer_to_head_has_the_length_of_the_object_and_no_body(lab: Lab) -> None:
    response = lab.answer(lab.signed("s3", "HEAD", "/reports/readme.txt", {}, b""))
    assert (response.status, response.body, response.headers["Content-Length"]) == (200, b"", "19")
    missing = lab.answer(lab.signed("s3", "HEAD", "/reports/nothing", {}, b""))
    assert (missing.status, missing.body) == (404, b"")


def test_what_was_put_comes_back_and_no_header_breaks_its_line(lab: Lab) -> None:
    body = b"Action=CreateUser&Version=2010-05-08&UserName=marks&Tags.member.1.Key=a&Tags.member.1.Value="
    lab.answer(lab.signed("iam", "POST", "/", FORM, body + b"a%40%2B%3D"))
    shown = lab.answer(lab.signed("iam", "POST", "/", FORM, b"Action=GetUser&Version=2010-05-08&UserName=marks"))
    assert b"<Value>a@+=</Value>" in shown.body
    put = lab.signed("s3", "PUT", "/reports/h.txt", {"x-amz-meta-note": "a b"}, b"x")
    assert lab.answer(put).status == 200
    got = lab.answer(lab.signed("s3", "GET", "/reports/h.txt", {}, b""))
    assert not any("\n" in value or "\r" in value for value in got.headers.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=200), st.text(max_size=30))
def test_no_body_and_no_path_breaks_it(lab: Lab, kind: str, body: bytes, path: str) -> None:
    from urllib.parse import quote

    service, method, own, headers, _ = KINDS[kind]
    response = lab.answer(lab.signed(service, method, own + quote(path, safe="/"), headers, body))
    assert response.status < 500 or response.status == 501


@settings(max_examples=100)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.text()
        | st.binary()
        | st.floats(allow_nan=False),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_cbor_is_read_as_it_was_written(value: Any) -> None:
    from iamlab.cloud.wire import cbor

    assert cbor.parsed(cbor.written(value)) == value


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader_of_cbor(body: bytes) -> None:
    from iamlab.cloud.wire import cbor

    try:
        cbor.parsed(body)
    except RefusedError as refused:
        assert refused.reason is Reason.MALFORMED


def test_the_error_of_json_has_its_type_and_its_sentence(lab: Lab) -> None:
    target = {**JSON, "X-Amz-Target": "TrentService.DescribeKey"}
    response = lab.answer(lab.signed("kms", "POST", "/", target, b'{"KeyId": "alias/nothing"}'))
    said = json.loads(response.body)
    assert (response.status, said["__type"], code(response)) == (400, "NotFoundException", "NotFoundException")
    assert "alias/nothing" in said["message"]
