"""Invoking a function: nothing is run here, so whoever may invoke gets an answer that says so. AWS page: "Invoke"."""

import json

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.lambda_ import finding
from iamlab.cloud.services.lambda_.finding import on_function
from iamlab.cloud.services.operation import Invocation, Output

_STATUS = {"DryRun": 204, "Event": 202}


def invoke(call: Invocation) -> Output:
    found = finding.qualified(call)
    for ignored in ("ClientContext", "LogType"):  # what the code would look at
        call.parameters.get(ignored)
    _check_payload(call.blob("Payload"))
    status = _STATUS.get(call.text("InvocationType"))
    if finding.function(call).concurrency == 0 and call.text("InvocationType") != "DryRun":
        raise ServiceError("TooManyRequestsException", "Rate Exceeded.", 429)
    if status:
        return {"StatusCode": status}
    says = f"This lab runs no code. You may invoke {found.name}: its role would be {found.role}."
    return {"StatusCode": 200, "ExecutedVersion": found.version, "Payload": json.dumps({"message": says}).encode()}


def _check_payload(payload: bytes) -> None:
    """Raise ServiceError for an event that is no JSON; one that is left out is an empty event."""
    try:
        json.loads(payload or b"{}")
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
        raise ServiceError(
            "InvalidRequestContentException",
            f"Could not parse request body into json: Could not parse payload into json: {reason}",
        ) from None


OPERATIONS = {"Invoke": on_function(invoke, data_event=True)}
