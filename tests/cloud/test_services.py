"""The table of simulated operations agrees with botocore's models and with the catalogue of actions."""

import pytest
from botocore.model import Shape
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.catalog import actions
from iamlab.cloud import models
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.operations import is_known, reads
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.services.operation import Operation
from tests.cloud.company import NOW, company
from tests.cloud.test_gateway import OPERATIONS, calls

# Where reading and writing are not what the access level of the action says: reports that are left behind, messages
# that are hidden from others for a while, sessions that are remembered; and what is worked out and not kept.
WRITES_ALTHOUGH_READING = {
    ("iam", "GenerateCredentialReport"),
    ("iam", "GenerateOrganizationsAccessReport"),
    ("iam", "GenerateServiceLastAccessedDetails"),
    ("sqs", "ReceiveMessage"),
    ("sts", "GetSessionToken"),
}
KEEPS_NOTHING = {
    ("kms", "Decrypt"),
    ("kms", "Encrypt"),
    ("kms", "GenerateDataKey"),
    ("kms", "GenerateDataKeyWithoutPlaintext"),
    ("kms", "GenerateMac"),
    ("kms", "GenerateRandom"),
    ("kms", "ReEncrypt"),
    ("kms", "VerifyMac"),
    ("lambda", "Invoke"),
    ("secretsmanager", "ValidateResourcePolicy"),
    ("sts", "DecodeAuthorizationMessage"),
    ("sts", "GetWebIdentityToken"),
}


@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=str)
def test_each_operation_exists_and_asks_for_actions_that_exist(service: str, operation: str) -> None:
    assert operation in models.service(service).operation_names
    found = SIMULATED[service][operation]
    if isinstance(found, Operation):
        assert found.action in actions.all_names()
    else:
        assert is_known(service, operation)


@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=str)
def test_an_operation_writes_exactly_where_aws_calls_its_action_more_than_reading(service: str, operation: str) -> None:
    writes = not reads(service, operation)
    if (service, operation) in WRITES_ALTHOUGH_READING | KEEPS_NOTHING:
        writes = not writes
    assert SIMULATED[service][operation].writes is writes


def unknown_members(value: object, shape: Shape | None, path: str = "") -> list[str]:
    """Return the places in an answer that its model does not know, or knows as another kind of value."""
    if shape is None:
        return [path] if value else []
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            return [path]
        found = []
        for name, inner in value.items():
            place = f"{path}.{name}"
            found += unknown_members(inner, shape.members[name], place) if name in shape.members else [place]
        return found
    if shape.type_name == "list":
        assert isinstance(value, list)
        return [place for item in value for place in unknown_members(item, shape.member, f"{path}[]")]
    return []


@settings(max_examples=60, deadline=None)
@given(st.lists(calls(), max_size=15))
def test_answers_hold_what_the_models_say(made: list[Call]) -> None:
    lab = company()
    for call in made:
        answer = handle(lab, call, NOW)
        if answer.output is not None:
            shape = models.operation(call.service, call.operation).output_shape
            assert unknown_members(answer.output, shape) == [], call
