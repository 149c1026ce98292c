"""Objects as they are kept and listed, and what CloudTrail calls the calls."""

from typing import Any

import pytest

from iamlab.cloud import recorded_actions
from iamlab.cloud.cli import run
from iamlab.cloud.state.company import Company
from tests.cloud.buckets import call, code, done
from tests.cloud.company import ACCOUNT, NOW, company


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x00\xff", b"nul\x00", b"plain text", "\u00fcml\u00e4ut\n".encode(), b""]
)
def test_bodies_come_back_as_they_were(body: bytes) -> None:
    lab = company()
    stored = done(call(lab, "PutObject", Bucket="reports", Key="k", Body=body))
    found = done(call(lab, "GetObject", Bucket="reports", Key="k"))
    assert (found["Body"], found["ETag"], found["ContentLength"]) == (body, stored["ETag"], len(body))
    assert Company.from_document(lab.to_document()) == lab


def test_a_file_of_the_workspace_holds_what_is_no_text_in_base64() -> None:
    lab = company()
    done(call(lab, "PutObject", Bucket="reports", Key="image", Body=b"\x89PNG"))
    outcome = run(lab, "aws s3 cp s3://reports/image .", "my-admin", {}, NOW)
    assert (outcome.exit_code, outcome.files) == (0, {"image": "iVBORw=="})
    assert "Base64" in outcome.stderr


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"Key": "k" * 1_025}, "KeyTooLongError"),
        ({"Body": b"x" * 65_537}, "EntityTooLarge"),
        ({"Body": b"\xff" * 60_000}, "EntityTooLarge"),
        ({"Metadata": {"a": "x" * 2_048}}, "MetadataTooLarge"),
        ({"Tagging": "&".join(f"k{n}=v" for n in range(11))}, "BadRequest"),
        ({"Tagging": "a=1&a=2"}, "InvalidTag"),
        ({"StorageClass": "GLACIER"}, "NotSimulated"),
    ],
)
def test_what_is_stored_is_bounded(given: dict[str, Any], refused: str) -> None:
    assert code(call(company(), "PutObject", **{"Bucket": "reports", "Key": "k", **given})) == refused


def test_an_upload_in_parts_is_more_than_a_bucket_holds() -> None:
    assert code(call(company(), "CreateMultipartUpload", Bucket="reports", Key="large")) == "EntityTooLarge"
    assert code(call(company(), "CreateMultipartUpload", "nobody", Bucket="reports", Key="large")) == "AccessDenied"


def test_versions_are_bounded() -> None:
    lab = company()
    done(call(lab, "PutBucketVersioning", Bucket="reports", VersioningConfiguration={"Status": "Enabled"}))
    codes = {code(call(lab, "PutObject", Bucket="reports", Key="k")) for _ in range(2_000)}
    assert codes == {"", "ServiceQuotaExceeded"}


def test_every_page_of_a_listing_follows_the_one_before() -> None:
    lab = company()
    keys = [*sorted(f"{folder}/{number}" for folder in "abc" for number in range(3)), "top"]
    done(call(lab, "CreateBucket", Bucket="many"))
    for key in keys:
        done(call(lab, "PutObject", Bucket="many", Key=key))
    for delimiter, wanted in (("", keys), ("/", ["a/", "b/", "c/", "top"])):
        found: list[str] = []
        more: dict[str, Any] = {}
        while True:
            page = done(call(lab, "ListObjectsV2", Bucket="many", MaxKeys=1, Delimiter=delimiter, **more))
            found += [one["Prefix"] for one in page.get("CommonPrefixes", [])]
            found += [one["Key"] for one in page.get("Contents", [])]
            if not page["IsTruncated"]:
                break
            more = {"ContinuationToken": page["NextContinuationToken"]}
        assert found == wanted


def test_every_page_of_versions_follows_the_one_before() -> None:
    lab = company()
    done(call(lab, "CreateBucket", Bucket="many"))
    done(call(lab, "PutBucketVersioning", Bucket="many", VersioningConfiguration={"Status": "Enabled"}))
    made = [
        (key, done(call(lab, "PutObject", Bucket="many", Key=key))["VersionId"])
        for key in ("a", "a", "a", "b")
        for _ in "12"
    ]
    found: list[tuple[str, str]] = []
    more: dict[str, Any] = {}
    while True:
        page = done(call(lab, "ListObjectVersions", Bucket="many", MaxKeys=3, **more))
        found += [(one["Key"], one["VersionId"]) for one in page["Versions"]]
        if not page["IsTruncated"]:
            break
        more = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}
    assert sorted(found) == sorted(made)
    assert [key for key, _ in found] == sorted(key for key, _ in made)


def test_keys_are_listed_as_urls_spell_them_where_that_is_asked_for() -> None:
    lab = company()
    done(call(lab, "PutObject", Bucket="reports", Key="a b/ü", Body=b""))
    found = done(call(lab, "ListObjectsV2", Bucket="reports", Prefix="a b", EncodingType="url"))
    assert found["Contents"][0]["Key"] == "a%20b/%C3%BC"
    assert found["Prefix"] == "a%20b"


@pytest.mark.parametrize(
    ("service", "operation", "given", "event", "action"),
    [
        ("s3", "ListObjectsV2", {"Bucket": "reports"}, "ListObjects", "s3:ListBucket"),
        (
            "s3",
            "DeletePublicAccessBlock",
            {"Bucket": "reports"},
            "DeleteBucketPublicAccessBlock",
            "s3:PutBucketPublicAccessBlock",
        ),
        (
            "s3control",
            "DeletePublicAccessBlock",
            {"AccountId": ACCOUNT},
            "DeleteAccountPublicAccessBlock",
            "s3:PutAccountPublicAccessBlock",
        ),
        (
            "s3",
            "GetBucketNotificationConfiguration",
            {"Bucket": "reports"},
            "GetBucketNotification",
            "s3:GetBucketNotification",
        ),
    ],
)
def test_events_have_the_names_that_cloudtrail_gives_them(
    service: str, operation: str, given: dict[str, Any], event: str, action: str
) -> None:
    answer = call(company(), operation, service=service, **given)
    assert (answer.event["eventSource"], answer.event["eventName"]) == ("s3.amazonaws.com", event)
    assert recorded_actions.actions(answer.event) == [action]
