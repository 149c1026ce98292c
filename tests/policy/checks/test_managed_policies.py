"""AWS's own managed policies, all of them: none has an error.

The documents are those of the "AWS Managed Policy Reference", as packaged in moto. Nothing of moto itself runs.
"""

import json

from moto.iam.aws_managed_policies import aws_managed_policies_data

from iamlab.policy.checks import FindingType, validate

POLICIES = {name: policy["Document"] for name, policy in json.loads(aws_managed_policies_data).items()}


def test_there_are_plenty_of_them() -> None:
    assert len(POLICIES) > 1500


def test_none_has_an_error() -> None:
    errors = [
        f"{name} {finding.path}: {finding.code} {finding.message}"
        for name, document in POLICIES.items()
        for finding in validate(document)
        if finding.type is FindingType.ERROR
    ]
    assert not errors, "\n".join(errors[:50])
