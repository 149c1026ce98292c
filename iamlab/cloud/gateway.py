"""The front door of the simulated AWS: authenticate, authorise, carry out, record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from iamlab.cloud import callers, constraints, models, trail
from iamlab.cloud.account import Account
from iamlab.cloud.callers import Caller
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.services.operation import Invocation, Operation
from iamlab.evaluator import Request, RequestError, Trace, explain

SOURCE_IP = "203.0.113.10"  # the range that documentation uses; the course's conditions speak of 203.0.113.0/24
MAX_ACCOUNT_CHARACTERS = 2_000_000

# How a service of each protocol says "access denied".
_DENIED = {
    "query": "AccessDenied",
    "rest-xml": "AccessDenied",
    "ec2": "UnauthorizedOperation",
    "json": "AccessDeniedException",
    "rest-json": "AccessDeniedException",
}
_GLOBAL_REGION = {"iam": "us-east-1"}  # IAM has one endpoint, whatever region the caller has in mind
_FORBIDDEN = 403
_NOT_SIMULATED = 501


@dataclass(frozen=True, slots=True)
class Call:
    """One request: botocore's service name, the API's operation name, its parameters, and who asks.

    `identity` is a profile's name: "root" or an IAM user's name.
    """

    service: str
    operation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    identity: str = "root"
    region: str = "us-east-1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call. `output` or `error` is set; `trace` is the deciding one, None when nothing was decided.

    `changed` is true only where the account now differs. `event` is CloudTrail's record.
    """

    output: dict[str, Any] | None
    error: ServiceError | None
    trace: Trace | None
    event: dict[str, Any]
    changed: bool


class _DeniedError(Exception):
    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self.trace = trace


def handle(account: Account, call: Call, now: datetime) -> Answer:
    """Carry out one call. Changes `account` only when the call succeeds; `now` is the sandbox's time."""
    now = now.replace(microsecond=0)
    call = replace(call, region=_GLOBAL_REGION.get(call.service, call.region))
    operation = SIMULATED.get(call.service, {}).get(call.operation)
    caller: Caller | None = None
    trace: Trace | None = None
    output: dict[str, Any] | None = None
    error: ServiceError | None = None
    changed = False
    try:
        caller = callers.authenticate(account, call.identity)
        if operation is None:
            raise _not_simulated(call)
        constraints.check(models.operation(call.service, call.operation), call.parameters)
        draft = account.draft() if operation.writes else account
        invocation = Invocation(
            draft, caller, call.parameters, now, call.region, partial(_require, account, caller, call, now, {})
        )
        operation.precondition(invocation)
        trace = _authorize(account, invocation, operation, call)
        output = operation.carry_out(invocation)
        changed = operation.writes and draft != account
        if changed:
            _check_size(draft)
            account.adopt(draft)
    except _DeniedError as denied:
        trace = denied.trace
        error = _access_denied(call, trace)
    except ServiceError as refusal:
        error = refusal
    event = trail.event(
        service=call.service,
        operation=call.operation,
        parameters=call.parameters,
        caller=caller,
        account_id=account.id,
        region=call.region,
        source_ip=SOURCE_IP,
        now=now,
        writes=operation.writes if operation else False,
        data_event=operation.data_event if operation else False,
        output=output,
        error=error,
    )
    return Answer(None if error else output, error, trace, event, changed and error is None)


def _authorize(account: Account, invocation: Invocation, operation: Operation, call: Call) -> Trace:
    keys = operation.context(invocation)
    resource = operation.resource(invocation)
    return _require(account, invocation.caller, call, invocation.now, keys, operation.action, resource)


def _require(
    account: Account,
    caller: Caller,
    call: Call,
    now: datetime,
    keys: Mapping[str, str | list[str]],
    action: str,
    resource: str,
) -> Trace:
    """Return the trace of an allowed request; raises _DeniedError with the trace of any other."""
    context = {**_global_keys(caller, call, now), **keys}
    try:
        request = Request(caller.arn, action, resource, resource_account=account.id, context=context)
    except RequestError as error:
        raise ServiceError("ValidationError", f"The request cannot be understood: {error}") from None
    trace = explain(request, callers.layers(account, caller))
    if not trace.decision.allowed:
        raise _DeniedError(trace)
    return trace


def _global_keys(caller: Caller, call: Call, now: datetime) -> dict[str, str | list[str]]:
    """AWS page: "AWS global condition context keys". A long-term access key carries no aws:MultiFactorAuthPresent."""
    keys: dict[str, str | list[str]] = {
        "aws:CurrentTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:EpochTime": str(int(now.timestamp())),
        "aws:RequestedRegion": call.region,
        "aws:SecureTransport": "true",
        "aws:SourceIp": SOURCE_IP,
        "aws:UserAgent": "aws-cli/2 (IAM Lab)",
        "aws:userid": caller.user_id,
    }
    if caller.user:
        keys |= {f"aws:PrincipalTag/{key}": value for key, value in caller.user.tags.items()}
    return keys


def _access_denied(call: Call, trace: Trace) -> ServiceError:
    model = models.service(call.service)
    message = trace.decision.message
    if call.service == "ec2":
        message = f"You are not authorized to perform this operation. {message}"
    return ServiceError(_DENIED.get(model.metadata["protocol"], "AccessDenied"), message, _FORBIDDEN)


def _check_size(draft: Account) -> None:
    if draft.text_size() > MAX_ACCOUNT_CHARACTERS:
        raise ServiceError(
            "ServiceQuotaExceeded",
            f"This account already stores {MAX_ACCOUNT_CHARACTERS:,} characters, the most that the lab keeps."
            " Delete objects or policies first.",
        )


def _not_simulated(call: Call) -> ServiceError:
    done = SIMULATED.get(call.service)
    if done:
        which = f"Of this service, the lab carries out: {', '.join(sorted(done))}."
    else:
        which = f"The lab carries out operations of: {', '.join(sorted(SIMULATED))}."
    return ServiceError(
        "NotSimulated", f"AWS has this operation; this lab does not simulate it yet. {which}", _NOT_SIMULATED
    )
