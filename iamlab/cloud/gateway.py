"""The front door of the simulated AWS: authenticate, authorise, carry out, record."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from iamlab.cloud import callers, constraints, models, pages, trail, unsimulated
from iamlab.cloud.authorization import Authorization
from iamlab.cloud.call import Answer, Call
from iamlab.cloud.callers import Caller
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.past import Past, nothing
from iamlab.cloud.services import OBSERVERS, SIMULATED
from iamlab.cloud.services.operation import Invocation, MappedOperation, Operation, Output, Parameters
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import cleaned

__all__ = ["Answer", "Call", "handle"]

MAX_CHARACTERS = 2_000_000
_LONGEST_MESSAGE = 5_000

# These have one endpoint, whatever Region the caller has in mind.
_GLOBAL_REGION = {"iam": "us-east-1", "organizations": "us-east-1"}


def handle(company: Company, call: Call, now: datetime, past: Past = nothing) -> Answer:
    """Carry out one call. Changes `company` only when the call succeeds; `now` is the sandbox's time."""
    now = now.replace(microsecond=0)
    call = replace(call, region=_GLOBAL_REGION.get(call.service, call.region))
    operation = SIMULATED.get(call.service, {}).get(call.operation)
    caller: Caller | None = None
    note = ""
    authorization: Authorization | None = None
    output: dict[str, Any] | None = None
    error: ServiceError | None = None
    changed = False
    try:
        caller = callers.authenticate(company, call, now)
        draft = company.draft() if operation and operation.writes else company
        authorization = Authorization(company, caller, call, now)
        if operation:
            output = _carry_out(draft, operation, authorization, past)
        else:
            output, note = _answer_empty(authorization)
        changed = draft != company
        if changed:
            for observe in OBSERVERS:
                observe(draft, now)
            _check_size(draft)
            company.adopt(draft)
    except ServiceError as refusal:
        output, error, changed = None, _printable(refusal), False
    account_id = authorization.account.id if authorization else company.home.id
    event = trail.event(call, caller, account_id, now, output, error)
    return Answer(output, error, authorization.trace if authorization else None, event, changed, note)


def _carry_out(
    draft: Company, operation: Operation | MappedOperation, authorization: Authorization, past: Past
) -> Output:
    call = authorization.call
    constraints.check(models.operation(call.service, call.operation), call.parameters)
    parameters = Parameters(call.parameters)
    account = draft.accounts[authorization.account.id]
    invocation = Invocation(
        draft, account, authorization.caller, parameters, authorization.now, call.region, authorization, past
    )
    operation.precondition(invocation)
    if isinstance(operation, MappedOperation):
        known = operation.known(invocation) if operation.known else {}
        asked = operation.asks_itself or authorization.require_mapped(
            replace(call, parameters={**call.parameters, **known})
        )
        if not asked:
            raise unsimulated.refusal(call)
    else:
        require = authorization.require_undenied if operation.granted(invocation) else authorization.require
        require(operation.action, operation.resource(invocation), operation.context(invocation))
    output = _paged(call, parameters, operation.carry_out(invocation), draft.seed)
    _refuse_unseen(call, parameters)
    return output


def _paged(call: Call, parameters: Parameters, output: Output, seed: str) -> Output:
    """One page of a complete answer. A service that looked at the token itself has made its own pages."""
    paging = pages.paging(call.service, call.operation)
    if paging is None or parameters.saw(paging.token) or output.get(paging.next_token):
        return output
    for name in (paging.token, paging.limit):
        parameters.get(name)
    return pages.page(call.service, call.operation, call.parameters, output, seed)


def _answer_empty(authorization: Authorization) -> tuple[Output, str]:
    """Decide on a call that the lab does not carry out. The answer is empty; the text beside it says so."""
    call = authorization.call
    if not unsimulated.can_answer(call.service, call.operation):
        raise unsimulated.refusal(call)
    constraints.check(models.operation(call.service, call.operation), call.parameters, patterns=False)
    if not authorization.require_mapped(call):
        raise unsimulated.refusal(call)
    return unsimulated.answer(call)


def _printable(refusal: ServiceError) -> ServiceError:
    """The refusal without what no protocol can carry: its sentence may repeat what was sent."""
    message = refusal.message
    if len(message) > _LONGEST_MESSAGE:
        message = message[:_LONGEST_MESSAGE] + "..."
    return ServiceError(refusal.code, cleaned(message), refusal.status, refusal.reason)


def _refuse_unseen(call: Call, parameters: Parameters) -> None:
    """A parameter that the service never looked at would make an answer that is not AWS's."""
    unseen = parameters.unseen()
    if unseen:
        raise not_simulated(f"This lab does not simulate {', '.join(unseen)} of {call.operation} yet. Leave it out.")


def _check_size(draft: Company) -> None:
    if draft.size() > MAX_CHARACTERS:
        raise ServiceError(
            "ServiceQuotaExceeded",
            f"This sandbox already keeps {MAX_CHARACTERS:,} characters, the most that the lab keeps."
            " Delete objects or policies first.",
        )
