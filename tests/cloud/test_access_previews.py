"""Access previews of whatever a learner types, and how many are kept; `sessions/access_previews.yaml` has the rest."""

import json
from typing import Any

import pytest

from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.services.accessanalyzer import access_previews
from iamlab.cloud.state.company import Company
from tests.cloud.company import ACCOUNT, NOW, company

ANALYZER = f"arn:aws:access-analyzer:us-east-1:{ACCOUNT}:analyzer/one"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:jobs"
EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": ["s3:*", "sqs:*", "sts:*"], "Resource": "*"}
RESOURCES = {
    "s3Bucket": ("arn:aws:s3:::newest", "bucketPolicy"),
    "sqsQueue": (QUEUE, "queuePolicy"),
    "iamRole": (f"arn:aws:iam::{ACCOUNT}:role/Partner", "trustPolicy"),
}


@pytest.fixture
def lab() -> Company:
    made = company()
    given = {"analyzerName": "one", "type": "ACCOUNT"}
    assert handle(made, Call("accessanalyzer", "CreateAnalyzer", given, "my-admin"), NOW).error is None
    return made


def preview(lab: Company, configurations: dict[str, Any]) -> str:
    """Make a preview; return its status, or the code of the refusal."""
    given = {"analyzerArn": ANALYZER, "configurations": configurations}
    answer = handle(lab, Call("accessanalyzer", "CreateAccessPreview", given, "my-admin"), NOW)
    if answer.output is None:
        return answer.error.code if answer.error else ""
    about = {"analyzerArn": ANALYZER, "accessPreviewId": answer.output["id"]}
    told = handle(lab, Call("accessanalyzer", "GetAccessPreview", about, "my-admin"), NOW).output
    assert told is not None and told["accessPreview"]["configurations"] == configurations
    return str(told["accessPreview"]["status"])


@pytest.mark.parametrize("kind", RESOURCES)
@pytest.mark.parametrize(
    "policy",
    [
        *(" ", "null", "[]", "1", '"x"', "{}", '{"Statement":1}', '{"Statement":[1]}', '{"Statement":{"Effect":1}}'),
        *("[" * 5_000, '{"Statement":' * 1_000, "x" * 20_000),
        json.dumps({"Statement": [{**EVERYBODY, "Principal": {"AWS": {"a": 1}}}]}),
    ],
)
def test_a_preview_of_what_is_no_policy_fails(lab: Company, kind: str, policy: str) -> None:
    arn, member = RESOURCES[kind]
    assert preview(lab, {arn: {kind: {member: policy}}}) == "FAILED"


@pytest.mark.parametrize(
    ("configurations", "answer"),
    [
        ({}, "ValidationException"),
        ({"x": {"sqsQueue": {}}}, "ValidationException"),
        ({QUEUE: {}}, "NotSimulated"),
        ({QUEUE: {"sqsQueue": {}}}, "COMPLETED"),
        ({QUEUE: {"snsTopic": {}}}, "ValidationException"),
        ({"arn:aws:s3:::reports/a": {"s3Bucket": {}}}, "ValidationException"),
        ({"arn:aws:s3:::reports": {"s3Bucket": {"accessPoints": {}}}}, "NotSimulated"),
        ({f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1": {"kmsKey": {"grants": []}}}, "NotSimulated"),
    ],
)
def test_a_preview_is_of_one_resource_of_the_account(lab: Company, configurations: dict[str, Any], answer: str) -> None:
    assert preview(lab, configurations) == answer


def test_the_newest_previews_are_kept_and_survive_being_written_down(lab: Company) -> None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": [EVERYBODY | {"Action": "sqs:SendMessage"}]})
    for _ in range(access_previews.MOST + 3):
        assert preview(lab, {QUEUE: {"sqsQueue": {"queuePolicy": policy}}}) == "COMPLETED"
    kept = lab.home.access_previews
    assert len(kept) == access_previews.MOST and all(len(one.findings) == 1 for one in kept.values())
    assert Company.from_document(lab.to_document()) == lab
