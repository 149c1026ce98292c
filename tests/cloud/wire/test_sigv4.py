"""Signatures: AWS's own examples, botocore as the counterpart, and any change of a signed request."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.refusals import Reason, RefusedError
from iamlab.cloud.wire.signing import chunks, signature, sigv4
from tests.cloud.wire.round_trip import ACCESS_KEY, SECRET, as_received

# AWS pages: "Signature Calculations for the Authorization Header" (in one chunk, in several, with trailing headers) and
# "Authenticating Requests: Using Query Parameters" of the Amazon S3 API reference.
EXAMPLE_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
EXAMPLE_TIME = datetime(2013, 5, 24, tzinfo=UTC)
CREDENTIAL = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CHUNKS = (65_536, 1_024, 0)


def example(method: str, path: str, query: str, headers: dict[str, str], signed: str, body: bytes = b"") -> Request:
    names = ";".join(sorted(headers | {"host": "", "x-amz-date": ""}))
    authorization = f"AWS4-HMAC-SHA256 Credential={CREDENTIAL},SignedHeaders={names},Signature={signed}"
    host = headers.get("host", "examplebucket.s3.amazonaws.com")
    fixed = {"host": host, "x-amz-date": "20130524T000000Z", "authorization": authorization}
    return Request(method, path, query, {**headers, **fixed}, body)


def in_chunks(*signatures: str, trailer: str = "") -> bytes:
    parts = [
        f"{size:x};chunk-signature={signed}\r\n".encode() + b"a" * size + (b"\r\n" if size else b"")
        for size, signed in zip(CHUNKS, signatures, strict=True)
    ]
    return b"".join(parts) + (trailer or "\r\n").encode()


IN_CHUNKS = example(
    "PUT",
    "/examplebucket/chunkObject.txt",
    "",
    {
        "host": "s3.amazonaws.com",
        "content-encoding": "aws-chunked",
        "content-length": "66824",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
        "x-amz-decoded-content-length": "66560",
        "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    },
    "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
    in_chunks(
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ),
)
WITH_TRAILER = example(
    "PUT",
    "/examplebucket/chunkObject.txt",
    "",
    {
        "host": "s3.amazonaws.com",
        "content-encoding": "aws-chunked",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
        "x-amz-decoded-content-length": "66560",
        "x-amz-trailer": "x-amz-checksum-crc32c",
        "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    },
    "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
    in_chunks(
        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
        trailer="x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
        "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
    ),
)
EXAMPLES = {
    "GET Object": example(
        "GET",
        "/test.txt",
        "",
        {"range": "bytes=0-9", "x-amz-content-sha256": EMPTY},
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ),
    "GET Bucket Lifecycle": example(
        "GET",
        "/",
        "lifecycle",
        {"x-amz-content-sha256": EMPTY},
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    ),
    "presigned URL": Request(
        "GET",
        "/test.txt",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2F"
        "aws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        {"host": "examplebucket.s3.amazonaws.com"},
        b"",
    ),
    "PUT Object in chunks": IN_CHUNKS,
    "PUT Object in chunks with a trailer": WITH_TRAILER,
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_aws_are_verified(name: str) -> None:
    request = EXAMPLES[name]
    sigv4.verify(request, signature.read(request), EXAMPLE_SECRET, EXAMPLE_TIME)


@pytest.mark.parametrize("request_", [IN_CHUNKS, WITH_TRAILER], ids=["plain", "with a trailer"])
def test_the_chunks_of_the_examples_are_joined(request_: Request) -> None:
    upload = chunks.read(request_, signature.read(request_), EXAMPLE_SECRET)
    assert upload.content == b"a" * 66_560
    assert upload.trailers == ({"x-amz-checksum-crc32c": "sOO8/Q=="} if request_ is WITH_TRAILER else {})


BROKEN_BODIES = {
    "a changed byte": IN_CHUNKS.body.replace(b"aaa", b"aab", 1),
    "a chunk left out": IN_CHUNKS.body[IN_CHUNKS.body.index(b"400;") :],
    "an end in the middle": IN_CHUNKS.body[:66_000],
    "no end": IN_CHUNKS.body[: IN_CHUNKS.body.index(b"\r\n0;")],
    "a size that is no number": b"x" + IN_CHUNKS.body,
    "nothing": b"",
}


@pytest.mark.parametrize("name", BROKEN_BODIES)
def test_an_upload_whose_chunks_are_not_what_was_signed_is_refused(name: str) -> None:
    request = replace(IN_CHUNKS, body=BROKEN_BODIES[name])
    with pytest.raises(RefusedError):
        chunks.read(request, signature.read(request), EXAMPLE_SECRET)


def test_a_changed_trailer_is_refused() -> None:
    request = replace(WITH_TRAILER, body=WITH_TRAILER.body.replace(b"sOO8/Q==", b"sOO8/A=="))
    with pytest.raises(RefusedError):
        chunks.read(request, signature.read(request), EXAMPLE_SECRET)


WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=12)
SEGMENTS = st.lists(WORDS.filter(lambda word: word not in (".", "..")), max_size=4)
PLAIN = st.text("abcXYZ019-._~ /+=", max_size=10)


@st.composite
def signed_requests(draw: st.DrawFn) -> Request:
    """A request as botocore signs it: any service, path, query, header and body; in headers or in the URL."""
    from urllib.parse import quote, urlencode

    is_s3, presigned = draw(st.booleans()), draw(st.booleans())
    path = "/aws/" + "/".join(quote(part, safe="~") for part in draw(SEGMENTS))
    query = urlencode(draw(st.dictionaries(PLAIN.filter(bool), WORDS, max_size=3)), quote_via=quote, safe="~")
    signer: Any = {
        (True, True): S3SigV4QueryAuth,
        (True, False): S3SigV4Auth,
        (False, True): SigV4QueryAuth,
        (False, False): SigV4Auth,
    }[is_s3, presigned]
    sent = AWSRequest(
        method=draw(st.sampled_from(["GET", "PUT", "POST", "DELETE"])),
        url=f"http://127.0.0.1:8000{path}" + (f"?{query}" if query else ""),
        data=b"" if presigned else draw(st.binary(max_size=40)),
        headers={} if presigned else {"X-Amz-Meta-One": draw(PLAIN).strip(" ")},
    )
    token = draw(st.sampled_from([None, "token/+=="]))
    signer(Credentials(ACCESS_KEY, SECRET, token), "s3" if is_s3 else "iam", "us-east-1").add_auth(sent)
    return as_received(sent)


def verify(request: Request, at: timedelta = timedelta()) -> None:
    signed = signature.read(request)
    sigv4.verify(request, signed, SECRET, signed.moment + at)


@given(signed_requests())
def test_what_botocore_signs_is_verified(request_: Request) -> None:
    verify(request_)


def changes(request: Request) -> Iterator[Request]:
    """The same request with one thing changed that is signed."""
    yield replace(request, method="PATCH")
    yield replace(request, path=request.path + "x")
    yield replace(request, query=f"{request.query}&one=more" if request.query else "one=more")
    yield replace(request, headers={**request.headers, "host": "127.0.0.1:8001"})
    if "authorization" in request.headers:
        yield replace(request, body=request.body + b"x")
        for name in signature.read(request).headers:
            yield replace(request, headers={**request.headers, name: request.headers[name] + "1"})


@given(signed_requests())
def test_any_change_of_what_is_signed_is_noticed(request_: Request) -> None:
    for changed in changes(request_):
        with pytest.raises(RefusedError):
            verify(changed)


@given(signed_requests(), st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_any_other_signature_is_refused(request_: Request, place: int, digit: str) -> None:
    signed = signature.read(request_)
    other = signed.value[:place] + digit + signed.value[place + 1 :]
    if other != signed.value:
        with pytest.raises(RefusedError) as refused:
            sigv4.verify(request_, replace(signed, value=other), SECRET, signed.moment)
        assert refused.value.reason is Reason.MISMATCH


MINUTES = {  # how long after it was signed a request arrives, and how it is refused
    "in headers": {-16: Reason.WRONG_TIME, -14: None, 14: None, 16: Reason.WRONG_TIME},
    "in the URL": {-16: Reason.WRONG_TIME, 16: None, 59: None, 61: Reason.EXPIRED_URL},
}


@pytest.mark.parametrize(("where", "minutes"), [(where, minutes) for where in MINUTES for minutes in MINUTES[where]])
def test_a_signature_is_good_for_its_time(where: str, minutes: int) -> None:
    sent = AWSRequest(method="GET", url="http://127.0.0.1:8000/aws/")
    signer: Any = SigV4Auth if where == "in headers" else SigV4QueryAuth
    signer(Credentials(ACCESS_KEY, SECRET), "iam", "us-east-1").add_auth(sent)
    wanted = MINUTES[where][minutes]
    if wanted is None:
        verify(as_received(sent), timedelta(minutes=minutes))
        return
    with pytest.raises(RefusedError) as refused:
        verify(as_received(sent), timedelta(minutes=minutes))
    assert refused.value.reason is wanted


AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/iam/aws4_request,"
    " SignedHeaders=host;x-amz-date, Signature=" + "0" * 64
)
MALFORMED = {
    "another algorithm": AUTHORIZATION.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
    "version 2": "AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
    "no credential": AUTHORIZATION.replace("Credential=", "Cred="),
    "a credential of four parts": AUTHORIZATION.replace("/us-east-1", ""),
    "a credential with blanks": AUTHORIZATION.replace("us-east-1", "us east 1"),
    "no terminator": AUTHORIZATION.replace("aws4_request", "aws3_request"),
    "no signed headers": AUTHORIZATION.replace("SignedHeaders", "Headers"),
    "no host among the signed headers": AUTHORIZATION.replace("host;", ""),
    "signed headers out of order": AUTHORIZATION.replace("host;x-amz-date", "x-amz-date;host"),
    "no signature": AUTHORIZATION.replace("Signature=", "Sig="),
    "another day": AUTHORIZATION.replace("20130524", "20130523"),
    "nothing of the kind": "Basic dXNlcjpwYXNz",
    "an endless credential": AUTHORIZATION.replace("us-east-1", "a" * 100_000),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_signature_is_refused(name: str) -> None:
    headers = {"host": "iam.amazonaws.com", "x-amz-date": "20130524T000000Z", "authorization": MALFORMED[name]}
    with pytest.raises(RefusedError):
        signature.read(Request("POST", "/", "", headers, b""))


@pytest.mark.parametrize("stamp", ["", "yesterday", "20131324T000000Z", "99999999T999999Z", "Fri, 99 May 2013", "٢"])
def test_a_date_that_is_none_is_refused(stamp: str) -> None:
    headers = {"host": "iam.amazonaws.com", "x-amz-date": stamp, "authorization": AUTHORIZATION}
    with pytest.raises(RefusedError):
        signature.read(Request("POST", "/", "", headers, b""))


def test_amazon_s3_wants_every_header_of_its_own_signed() -> None:
    request = EXAMPLES["GET Object"]
    more = replace(request, headers={**request.headers, "x-amz-acl": "public-read"})
    with pytest.raises(RefusedError) as refused:
        sigv4.verify(more, signature.read(more), EXAMPLE_SECRET, EXAMPLE_TIME)
    assert refused.value.reason is Reason.UNSIGNED_HEADERS
