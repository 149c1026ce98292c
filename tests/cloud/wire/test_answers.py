"""Answers of every protocol, as botocore reads them: what a service said comes out."""

from datetime import datetime
from typing import Any

import pytest
from botocore.model import OperationModel, Shape

from iamlab.cloud import models
from iamlab.cloud.wire.output import answers
from tests.cloud.wire import round_trip

SERVICES = ["cloudwatch", "dynamodb", "ec2", "iam", "kms", "lambda", "route53", "s3", "s3control", "sns", "sqs", "sts"]

# The client reads the body of the first in a way of its own (see the tests with real clients), and takes all headers of
# the second to be the answer's.
_APART = {"GetBucketLocation", "SendApiAsset"}


def problem(model: OperationModel) -> str:
    """What is wrong with the answer of an operation: "" for nothing."""
    shape = model.output_shape
    given = round_trip.example(shape) if shape else {}
    given = {name: value for name, value in given.items() if _is_carried(shape.members[name], shape, name)}
    protocol = round_trip.protocol_of(model)
    response = answers.response(model, protocol, given, "an-id")
    read = round_trip.read(model, response)
    wanted = plain(given)
    found = {name: value for name, value in plain(read).items() if name in wanted or not _is_status(shape, name)}
    return "" if found == wanted else f"{model.name}: {found} is not {wanted}"


def _is_carried(member: Shape, shape: Shape, name: str) -> bool:
    """Whether an answer of the example can have a member: a status is no example's, and a whole body is alone."""
    if _is_status(shape, name):
        return False
    payload = shape.serialization.get("payload")
    return payload is None or name == payload or "location" in member.serialization


def _is_status(shape: Shape, name: str) -> bool:
    return bool(shape.members[name].serialization.get("location") == "statusCode")


def plain(value: Any) -> Any:
    """The answer with moments as numbers, and without what is empty."""
    if isinstance(value, dict):
        made = {key: plain(item) for key, item in value.items()}
        return {key: item for key, item in made.items() if item not in ({}, [])}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.timestamp() if isinstance(value, datetime) else value


def problems(service: str) -> list[str]:
    model = models.service(service)
    found = [model.operation_model(name) for name in model.operation_names]
    usual = (one for one in found if not one.has_event_stream_output and not one.deprecated and one.name not in _APART)
    return [one for one in map(problem, usual) if one]


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_service_answers_is_what_a_client_reads(service: str) -> None:
    assert problems(service) == []


@pytest.mark.slow
def test_every_operation_of_every_service_can_be_answered() -> None:
    assert [one for service in models.services().values() for one in problems(service)] == []


def test_no_name_and_no_value_makes_a_header_of_its_own() -> None:
    metadata = {"é\n": "a\r\nSet-Cookie: b", "x y:": "🙂"}
    given = {"Body": b"", "ContentType": "text/plain\r\nSet-Cookie: c", "Metadata": metadata}
    headers = answers.response(models.operation("s3", "GetObject"), "rest-xml", given, "an-id").headers
    assert headers["x-amz-meta-__"] == "a  Set-Cookie: b"
    assert headers["x-amz-meta-x_y_"] == "?"
    assert headers["Content-Type"] == "text/plain  Set-Cookie: c"
