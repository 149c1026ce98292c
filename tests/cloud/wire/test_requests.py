"""Requests as botocore writes them, for operations of every protocol: the wire reads out of them what went in."""

from typing import Any

import pytest
from botocore.exceptions import ParamValidationError
from botocore.model import OperationModel, Shape

from iamlab.cloud import models
from iamlab.cloud.wire.input import parameters
from iamlab.cloud.wire.input.scalars import from_text
from iamlab.cloud.wire.reception import Reception
from iamlab.cloud.wire.refusals import RefusedError
from iamlab.cloud.wire.signing import signature, sigv4
from tests.cloud.wire import round_trip

# One service at least of each protocol, and those that the course speaks of.
SERVICES = ["cloudwatch", "dynamodb", "ec2", "iam", "kms", "lambda", "route53", "s3", "s3control", "sns", "sqs", "sts"]

# Services that share a signing name and a path with another one, and whose clients do not say which they mean; the
# requests of Neptune and DocumentDB are those of RDS, whose actions they are authorised by.
AMBIGUOUS_SHARE = 0.02


def normal(shape: Shape, value: Any) -> Any:
    """A value as the cloud has it: moments are text."""
    kind = shape.type_name
    if kind == "structure" and not shape.is_document_type:
        return {name: normal(shape.members[name], item) for name, item in value.items()}
    if kind == "list":
        return [normal(shape.member, item) for item in value]
    if kind == "map":
        return {key: normal(shape.value, item) for key, item in value.items()}
    if kind == "timestamp":
        return "2026-01-01T00:00:00Z"
    return value


def problem(service: str, model: OperationModel) -> str:
    """What is wrong with how one operation's request is read: "" for nothing, "address" for another's operation."""
    given = round_trip.example(model.input_shape) if model.input_shape else {}
    try:
        request = round_trip.written(model, given)
    except ParamValidationError:  # a name made of an example is no name for the client
        return ""
    reception = Reception(request)
    found = reception.address
    if (found.service, found.operation) != (service, model.name):
        return "address"
    if signature.is_signed(request):
        signed = signature.read(request)
        sigv4.verify(request, signed, round_trip.SECRET, signed.moment)
    read = parameters.decoded(model, found, request, request.body)
    wanted = normal(model.input_shape, given) if model.input_shape else {}
    if service in ("s3", "s3control"):  # the client adds headers of its own, such as a digest
        read = {name: value for name, value in read.items() if name in wanted}
    return "" if read == wanted else f"{model.name}: {read} is not {wanted}"


def problems(service: str) -> list[str]:
    model = models.service(service)
    found = [model.operation_model(name) for name in model.operation_names]
    return [problem(service, one) for one in found if not one.has_event_stream_input]


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_client_writes_is_read(service: str) -> None:
    found = [one for one in problems(service) if one and one != "address"]
    assert found == []


@pytest.mark.slow
def test_every_operation_of_every_service_is_recognised_and_read() -> None:
    found = [one for service in models.services().values() if service != "codeartifact" for one in problems(service)]
    assert [one for one in found if one not in ("", "address")] == []
    assert found.count("address") / len(found) < AMBIGUOUS_SHARE


def test_a_number_with_a_sign_that_is_no_digit_is_none() -> None:
    shape = models.operation("ec2", "RunInstances").input_shape.members["MaxCount"]
    assert from_text("MaxCount", shape, " 2\x1f") == 2
    for text in ("2\x1f2", "٢", "²", "1e3", "-", "9" * 30):
        with pytest.raises(RefusedError):
            from_text("MaxCount", shape, text)
