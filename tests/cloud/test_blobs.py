"""Bytes in calls, in their answers and in CloudTrail's record."""

import json
from typing import Any

import pytest

from iamlab.cloud.call import Answer
from iamlab.cloud.cli.terminal import run
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.state.company import Company
from tests.cloud.company import NOW, company


def call(lab: Company, service: str, operation: str, parameters: dict[str, Any]) -> Answer:
    return handle(lab, Call(service, operation, parameters, "root"), NOW)


@pytest.mark.parametrize(
    ("service", "operation", "given", "message"),
    [
        ("kms", "Encrypt", {"KeyId": "k", "Plaintext": b"x" * 4_097}, "Value at 'plaintext' failed"),
        ("kms", "Encrypt", {"KeyId": "k", "Plaintext": b""}, "Value at 'plaintext' failed"),
        (
            "kms",
            "Decrypt",
            {"CiphertextBlob": b"\xff" * 6_145},
            "Value 'java.nio.HeapByteBuffer[pos=0 lim=6145 cap=6145]' at 'ciphertextBlob' failed to satisfy constraint:"
            " Member must have length less than or equal to 6144",
        ),
        ("secretsmanager", "CreateSecret", {"Name": "n", "SecretBinary": b""}, "Value at 'secretBinary' failed"),
    ],
)
def test_the_length_of_a_blob_is_counted_in_bytes(
    service: str, operation: str, given: dict[str, Any], message: str
) -> None:
    answer = call(company(), service, operation, given)
    assert answer.error is not None
    assert (answer.error.code, message in answer.error.message) == ("ValidationException", True)


def test_a_blob_may_hold_any_bytes() -> None:
    lab = company()
    content = bytes(range(256)) * 4
    call(lab, "secretsmanager", "CreateSecret", {"Name": "n", "SecretBinary": content})
    found = call(lab, "secretsmanager", "GetSecretValue", {"SecretId": "n"}).output
    assert found is not None and found["SecretBinary"] == content
    assert Company.from_document(json.loads(json.dumps(lab.to_document()))) == lab


def test_cloudtrail_records_a_blob_as_base64_unless_it_is_secret() -> None:
    lab = company()
    imported = call(lab, "ec2", "ImportKeyPair", {"KeyName": "k", "PublicKeyMaterial": b"ssh-rsa \xff"}).event
    assert imported["requestParameters"] == {"keyName": "k", "publicKeyMaterial": "c3NoLXJzYSD/"}
    secret = call(lab, "secretsmanager", "CreateSecret", {"Name": "n", "SecretBinary": b"open sesame"}).event
    assert secret["requestParameters"] == {"name": "n"}
    json.dumps([imported, secret])


def test_text_that_no_encoding_has_is_typed_for_a_blob_without_harm() -> None:
    outcome = run(
        company(),
        """aws secretsmanager create-secret --cli-binary-format raw-in-base64-out --query Name --output text"""
        r""" --cli-input-json '{"Name": "n", "SecretBinary": "\ud800"}'""",
        "my-admin",
        {},
        NOW,
    )
    assert (outcome.exit_code, outcome.stdout) == (0, "n\n")


@pytest.mark.parametrize("document", ["[1]", '{"a": [null]}', "[]"])
def test_what_may_be_any_json_holds_no_blobs(document: str) -> None:
    line = f"aws bedrock-runtime converse --model-id m --additional-model-request-fields '{document}'"
    assert run(company(), line, "my-admin", {}, NOW).exit_code == 0
