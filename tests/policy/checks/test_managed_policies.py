"""AWS's own managed policies, all of them: none has an error, and each is read in no time.

The documents are those of the "AWS Managed Policy Reference", as packaged in moto. Nothing of moto itself runs.
"""

import json
import time

import pytest

from iamlab.policy.checks import FindingType, validate
from iamlab.policy.json_text import MAX_CHARACTERS

data = pytest.importorskip("moto.iam.aws_managed_policies", reason="moto holds the documents")
ALL = {name: policy["Document"] for name, policy in json.loads(data.aws_managed_policies_data).items()}
# One of them, for AWS itself, is larger than what is read here, and many times as large as what IAM takes from anybody.
POLICIES = {name: document for name, document in ALL.items() if len(json.dumps(document)) <= MAX_CHARACTERS}


def test_there_are_plenty_of_them() -> None:
    assert len(POLICIES) > 1000
    assert len(ALL) - len(POLICIES) <= 1


def test_none_has_an_error() -> None:
    errors = [
        f"{name} {finding.path}: {finding.code} {finding.message}"
        for name, document in POLICIES.items()
        for finding in validate(document)
        if finding.type is FindingType.ERROR
    ]
    assert not errors, "\n".join(errors[:50])


def test_a_policy_as_long_as_iam_takes_is_quick() -> None:
    documents = [document for document in POLICIES.values() if 4000 < len(json.dumps(document)) < 6144]
    for document in documents:  # fills the caches
        validate(document)
    start = time.process_time()
    for document in documents:
        validate(document)
    assert (time.process_time() - start) / len(documents) < 0.05
