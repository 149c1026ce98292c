"""The request that is decided on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iamlab.evaluator.principal import Principal, parse_principal
from iamlab.policy.arns import parse_arn

MAX_CHARACTERS = 2_048  # no ARN is longer ("Identify AWS resources with Amazon Resource Names")
MAX_VALUES = 1_000

_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9]+", re.ASCII)
_ACCOUNT = re.compile(r"\d{12}", re.ASCII)


class RequestError(ValueError):
    """A request that cannot be decided on. The message names the field and says what belongs there."""


@dataclass(frozen=True)
class Request:
    """One request, as `contracts/evaluation-case.md` describes it.

    `principal` is an ARN, a service principal or `*`; `resource` an ARN, or `*` for an action without resource
    types. Without `resource_account` the resource is in the account of its ARN, or else in the caller's. `context`
    maps condition keys to a string, or to a list of strings for a key with several values; Booleans and numbers are
    taken as text. `caller` is the principal, taken apart. Raises RequestError for anything else.
    """

    principal: str
    action: str
    resource: str
    resource_account: str | None = None
    context: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    caller: Principal = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("principal", "action", "resource"):
            _check_text(name, getattr(self, name))
        caller = parse_principal(self.principal)
        if caller is None:
            raise RequestError(
                f"principal: {self.principal!r} names no caller. Give a user, role or session ARN, "
                "an account's root ARN, a service such as ec2.amazonaws.com, an identity provider, or *."
            )
        if not _ACTION.fullmatch(self.action):
            raise RequestError(f"action: {self.action!r} is not written service:Operation, like s3:GetObject.")
        if self.resource != "*" and not self.resource.startswith("arn:"):
            raise RequestError(f"resource: {self.resource!r} is neither an ARN nor *.")
        account = self.resource_account
        if account is not None and not (isinstance(account, str) and _ACCOUNT.fullmatch(account)):
            raise RequestError(f"resource_account: {self.resource_account!r} is not twelve digits in quotes.")
        if not isinstance(self.context, Mapping):
            raise RequestError("context: it must map condition keys to values.")
        values = {key: _values(key, value) for key, value in self.context.items()}
        object.__setattr__(self, "context", values)
        object.__setattr__(self, "caller", caller)

    @property
    def owner(self) -> str | None:
        """The account that owns the resource: as given, or of its ARN, or else the caller's own."""
        if self.resource_account is not None:
            return self.resource_account
        arn = parse_arn(self.resource)
        return arn.account if arn is not None and _ACCOUNT.fullmatch(arn.account) else self.caller.account


def _check_text(name: str, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise RequestError(f"{name}: a string is needed here, not {type(value).__name__}.")
    if len(value) > MAX_CHARACTERS:
        raise RequestError(f"{name}: {len(value):,} characters; {MAX_CHARACTERS:,} is the most.")


def _values(key: object, value: object) -> tuple[str, ...]:
    if not isinstance(key, str) or not key:
        raise RequestError(f"context: {key!r} is not a condition key.")
    members = value if isinstance(value, list | tuple) else (value,)
    if len(members) > MAX_VALUES:
        raise RequestError(f"context.{key}: {len(members):,} values; {MAX_VALUES:,} is the most.")
    return tuple(_text(key, member) for member in members)


def _text(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) < 10**40:
        return str(value)
    if isinstance(value, str):
        if len(value) > MAX_CHARACTERS:
            raise RequestError(f"context.{key}: {len(value):,} characters; {MAX_CHARACTERS:,} is the most.")
        return value
    raise RequestError(f"context.{key}: a string or a list of strings is needed, not {type(value).__name__}.")
