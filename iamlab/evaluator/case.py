"""Evaluation cases: one authorisation question, as an object or as a line of JSON.

Reads a case into a request and its layers, and writes the decision in the form that goes back. Whatever the text is, a
case is read or refused with a CaseError that says what is wrong and where.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from iamlab.evaluator.authorize import authorize
from iamlab.evaluator.compiled import CompiledPolicy
from iamlab.evaluator.decision import Decision
from iamlab.evaluator.documents import compiled_object, compiled_text
from iamlab.evaluator.explain import explain
from iamlab.evaluator.layers import AttachedPolicy, Layers
from iamlab.evaluator.request import Request, RequestError
from iamlab.policy import PolicyError, PolicyType
from iamlab.policy.json_lines import LineError, read_line

_SHOWN_PROBLEMS = 5
_REQUEST_FIELDS = ("principal", "action", "resource", "resource_account", "context")

T = TypeVar("T")


class CaseError(LineError):
    """A case that cannot be decided on. `path` is the field, `id` the case's own id where it could be read."""

    def __init__(self, path: str, reason: str, identifier: object = None) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}" if path else reason, identifier)


@dataclass(frozen=True, slots=True)
class Case:
    """One question: a request, and the policies that it meets, each named by its place in the case."""

    id: str | int | None
    request: Request
    layers: Layers


def read_case(source: str | Mapping[str, object]) -> Case:
    """Read a case, given as JSON text or as the object that such a text stands for.

    Fields that a case does not have are ignored. Raises CaseError with the field and, within a document that is
    given as text, the line and column.
    """
    fields = _object(source) if isinstance(source, str) else source
    if not isinstance(fields, Mapping):
        raise CaseError("", f"A case is an object, not {_kind(fields)}: {{ ... }}.")
    identifier = fields.get("id")
    if identifier is not None and (isinstance(identifier, bool) or not isinstance(identifier, str | int)):
        raise CaseError("id", f"a string is needed here, not {_kind(identifier)}.")
    try:
        request = _request(fields.get("request"))
        return Case(identifier, request, _layers(fields, request))
    except CaseError as error:
        error.id = identifier
        raise


def decide_case(case: Case, *, explained: bool = False) -> dict[str, Any]:
    """Decide a case. Gives its id, the decision, the layer and statements that settled it, and AWS's message.

    With `explained` the whole trace is added.
    """
    if not explained:
        return _answer(case, authorize(case.request, case.layers))
    trace = explain(case.request, case.layers)
    return {**_answer(case, trace.decision), "trace": trace.as_dict()}


def _answer(case: Case, decision: Decision) -> dict[str, Any]:
    return {
        "id": case.id,
        "decision": decision.outcome,
        "decided_by": decision.decided_by,
        "statements": [{"policy": one.policy, "sid": one.sid, "index": one.index} for one in decision.statements],
        "message": decision.message,
    }


def _object(text: str) -> object:
    try:
        return read_line(text)
    except LineError as error:
        raise CaseError("", str(error)) from None


def _request(value: object) -> Request:
    if not isinstance(value, Mapping):
        raise CaseError("request", f"an object is needed here, not {_kind(value)}.")
    for name in ("principal", "action", "resource"):
        if value.get(name) is None:
            raise CaseError(f"request.{name}", "a string is needed here, and there is none.")
    given = {name: value[name] for name in _REQUEST_FIELDS if value.get(name) is not None}
    _check_context(given.get("context", {}))
    try:
        return Request(**given)
    except RequestError as error:
        field, _, reason = str(error).partition(": ")
        raise CaseError(f"request.{field}", reason) from None


def _check_context(context: object) -> None:
    """Only strings and lists of strings: as a case spells them, and as AWS passes them."""
    if not isinstance(context, Mapping):
        raise CaseError("request.context", f"an object is needed here, not {_kind(context)}.")
    for key, value in context.items():
        for place, member in enumerate(value if isinstance(value, list | tuple) else [value]):
            if not isinstance(member, str):
                path = f"request.context.{str(key)[:60]}" + (f"[{place}]" if member is not value else "")
                raise CaseError(path, f"a string or a list of strings is needed here, not {_kind(member)}.")


def _layers(fields: Mapping[str, object], request: Request) -> Layers:
    def policies(name: str, policy_type: PolicyType) -> tuple[AttachedPolicy, ...]:
        return _each(fields.get(name), name, lambda value, path: _document(value, path, policy_type))

    def levels(name: str, policy_type: PolicyType) -> tuple[tuple[AttachedPolicy, ...], ...]:
        def level(value: object, path: str) -> tuple[AttachedPolicy, ...]:
            if value is None:
                raise CaseError(path, "a list of documents is needed here, not null.")
            return _each(value, path, lambda member, place: _document(member, place, policy_type))

        return _each(fields.get(name), name, level)

    def policy(name: str, policy_type: PolicyType) -> AttachedPolicy | None:
        return None if fields.get(name) is None else _document(fields[name], name, policy_type)

    return Layers(
        identity=policies("identity_policies", PolicyType.IDENTITY),
        boundary=policy("permissions_boundary", PolicyType.BOUNDARY),
        session=policies("session_policies", PolicyType.SESSION),
        resource=policy("resource_policy", PolicyType.TRUST if _is_role(request.resource) else PolicyType.RESOURCE),
        service_control=levels("service_control_policies", PolicyType.SCP),
        resource_control=levels("resource_control_policies", PolicyType.RCP),
        endpoint=policies("endpoint_policies", PolicyType.ENDPOINT),
    )


def _is_role(arn: str) -> bool:
    fields = arn.split(":", 5)
    return len(fields) == 6 and fields[2] == "iam" and fields[5].startswith("role/")


def _each(value: object, path: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise CaseError(path, f"a list is needed here, not {_kind(value)}.")
    return tuple(read(member, f"{path}[{place}]") for place, member in enumerate(value))


def _document(value: object, path: str, policy_type: PolicyType) -> AttachedPolicy:
    try:
        return AttachedPolicy(path, _compiled(value, path, policy_type))
    except PolicyError as error:
        shown = "; ".join(str(problem) for problem in error.problems[:_SHOWN_PROBLEMS])
        more = len(error.problems) - _SHOWN_PROBLEMS
        raise CaseError(path, shown + (f"; and {more} more problems." if more > 0 else "")) from None


def _compiled(value: object, path: str, policy_type: PolicyType) -> CompiledPolicy:
    if isinstance(value, str):
        return compiled_text(value, policy_type)
    if isinstance(value, Mapping):
        return compiled_object(value, policy_type)
    raise CaseError(
        path, f"a policy document is needed here, an object or a string that holds one, not {_kind(value)}."
    )


def _kind(value: object) -> str:
    names = {type(None): "null", bool: "a Boolean", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "an object" if isinstance(value, Mapping) else "a list")
