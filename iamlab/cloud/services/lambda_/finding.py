"""Finding the function, version or alias that a call names. AWS page: "Invoke" (FunctionName, Qualifier)."""

from collections.abc import Callable, Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.lambda_ import Function, FunctionAlias

LATEST = "$LATEST"
_FIELDS = 7  # arn:aws:lambda:REGION:ACCOUNT:function:NAME, and then a qualifier


def arn(region: str, account_id: str, name: str) -> str:
    return f"arn:{PARTITION}:lambda:{region}:{account_id}:function:{name}"


def named(call: Invocation, member: str = "FunctionName") -> tuple[str, str]:
    """The ARN of the unqualified function that a call means, and the qualifier, which is "" where it gives none."""
    given, qualifier = call.text(member), call.text("Qualifier")
    account_id, rest = call.account.id, given
    if given.startswith("arn:"):
        fields = given.split(":")
        if len(fields) < _FIELDS or fields[3] != call.region:
            raise not_found(given)
        account_id, rest = fields[4], ":".join(fields[_FIELDS - 1 :])
    elif given.partition(":")[0].isdigit():
        account_id, _, rest = given.partition(":")
        rest = rest.removeprefix("function:")
    name, _, in_name = rest.partition(":")
    return arn(call.region, account_id, name), qualifier or in_name


def owner(call: Invocation, function_arn: str) -> Account:
    """The account that a function is in; raises where the company has no such account."""
    found = call.company.accounts.get(function_arn.split(":")[4])
    if found is None:
        raise not_found(function_arn)
    return found


def function(call: Invocation) -> Function:
    """The function that a call names, of whichever account; its qualifier is left to others."""
    whole, _ = named(call)
    found = owner(call, whole).functions.get(whole)
    if found is None:
        raise not_found(whole)
    return found


def qualified(call: Invocation) -> Function:
    """The function, or the version of it, that the name and the qualifier of a call stand for."""
    unqualified = function(call)
    _, qualifier = named(call)
    if qualifier in ("", LATEST):
        return unqualified
    account = owner(call, unqualified.arn)
    alias = account.function_aliases.get(f"{unqualified.arn}:{qualifier}")
    version = alias.version if alias else qualifier
    found = unqualified if version == LATEST else account.functions.get(f"{unqualified.arn}:{version}")
    if found is None:
        raise not_found(f"{unqualified.arn}:{qualifier}")
    return found


def policy_holder(call: Invocation) -> Function | FunctionAlias:
    """What a resource policy is attached to: the function, or the version or alias of the qualifier."""
    unqualified = function(call)
    _, qualifier = named(call)
    if not qualifier:
        return unqualified
    if qualifier == LATEST:
        raise ServiceError("InvalidParameterValueException", "We currently do not support adding policies for $LATEST.")
    account, whole = owner(call, unqualified.arn), f"{unqualified.arn}:{qualifier}"
    found = account.functions.get(whole) or account.function_aliases.get(whole)
    if found is None:
        raise not_found(whole)
    return found


def keep(call: Invocation, held: Function | FunctionAlias) -> None:
    """Put a function, a version or an alias in the place of what it was."""
    account = owner(call, held.arn)
    if isinstance(held, Function):
        account.functions[held.arn] = held
    else:
        account.function_aliases[held.arn] = held


def not_found(what: str) -> ServiceError:
    return ServiceError("ResourceNotFoundException", f"Function not found: {what}", 404)


def on_function(
    carry_out: Callable[[Invocation], Output], writes: bool = False, data_event: bool = False
) -> MappedOperation:
    """An operation on the function of FunctionName."""
    return MappedOperation(carry_out, writes, data_event=data_event)


def check_revision(call: Invocation, held: Function | FunctionAlias) -> None:
    """Raise where a call was meant for another state of things than there is now."""
    if call.text("RevisionId") not in ("", revision(held)):
        raise ServiceError(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to"
            " retrieve the latest Revision Id",
            412,
        )


def revision(held: Function | FunctionAlias) -> str:
    """A revision id that changes with every change."""
    return f"00000000-0000-4000-8000-{held.revision:012x}"


def settings_of(parameters: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: parameters[name] for name in names if name in parameters}
