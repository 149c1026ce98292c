"""Operations that the lab does not carry out: they are authorised like any other, then answered with nothing."""

from iamlab.cloud import models
from iamlab.cloud.call import Call
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.operations import assumed, empty, is_known, reads, without_permission
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.services.operation import Output

# The lab keeps something for these, so an answer with nothing in it would not be true.
_NEVER_EMPTY = frozenset({"iam", "s3", "sts"})


def can_answer(service: str, operation: str) -> bool:
    """Whether the lab can decide on an operation that it does not carry out."""
    return service not in _NEVER_EMPTY and is_known(service, operation)


def answer(call: Call) -> tuple[Output, str]:
    """The empty answer to a call that is authorised, and the sentence that says so."""
    if call.service in SIMULATED and not reads(call.service, call.operation):
        raise not_simulated(
            f"The call is allowed, but this lab does not simulate it yet: nothing was done. {_carried_out(call)}"
        )
    model = models.operation(call.service, call.operation)
    allowed = "needs no permission" if without_permission.reason(call.service, call.operation) else "was allowed"
    name = model.service_model.metadata["serviceId"]
    if call.service in SIMULATED:  # it keeps things of the service, and none of this kind
        name = f"{call.operation} of {name}"
    note = f"The lab keeps nothing for {name} yet: the call {allowed}, and this answer is empty."
    return empty.output(model), note + _assumption(call)


def _assumption(call: Call) -> str:
    """The sentence that says which action was asked for by its name only."""
    asked = assumed.asks(call.service, call.operation)
    if not asked or without_permission.reason(call.service, call.operation):
        return ""
    return f" AWS's reference, as packaged here, has no action for it: the lab took it to be {asked[0].action}."


def refusal(call: Call) -> ServiceError:
    """The error for an operation that the lab cannot even decide on."""
    return not_simulated(f"AWS has this operation; this lab does not simulate it yet. {_carried_out(call)}")


def _carried_out(call: Call) -> str:
    done = SIMULATED.get(call.service)
    if done:
        return f"Of this service, the lab carries out: {', '.join(sorted(done))}."
    return f"The lab carries out operations of: {', '.join(sorted(SIMULATED))}."
