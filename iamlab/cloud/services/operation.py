"""What the gateway needs to know about one operation of one service."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from iamlab.cloud.authorization import Authorization
from iamlab.cloud.callers import Caller
from iamlab.cloud.past import Past, nothing
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company


class Parameters(Mapping[str, Any]):
    """A call's parameters, which remembers which of them the service looked at."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self._seen: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self._seen.add(name)
        return self._given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def saw(self, name: str) -> bool:
        """Whether the service asked for a parameter, given or not."""
        return name in self._seen

    def unseen(self) -> list[str]:
        """Return the names of the parameters that made no difference."""
        return [name for name in self._given if name not in self._seen]


@dataclass(frozen=True, slots=True)
class Invocation:
    """One authenticated call as a service sees it.

    `company` is a draft: a service may change it freely. `account` is the caller's account in it. `past` is what
    happened before. `authorization` is None only while a scenario is being built, which may do everything.
    """

    company: Company
    account: Account
    caller: Caller
    parameters: Mapping[str, Any]
    now: datetime
    region: str
    authorization: Authorization | None = None
    past: Past = nothing

    def text(self, name: str, default: str = "") -> str:
        """Return a string parameter, or `default` when the call leaves it out."""
        return str(self.parameters.get(name, default))

    def blob(self, name: str) -> bytes:
        """Return the bytes of a parameter, none when the call leaves it out."""
        return bytes(self.parameters.get(name, b""))

    def require(self, action: str, resource: str, keys: Mapping[str, str | list[str]] | None = None) -> None:
        """Raise ServiceError unless the caller may do something more; a scenario that is being built may all."""
        if self.authorization:
            self.authorization.require(action, resource, keys)

    def allows(self, action: str, resource: str) -> bool:
        """Whether the caller may do something, for services that answer more to those who may."""
        return self.authorization is None or self.authorization.allows(action, resource)


Output = dict[str, Any]
Context = dict[str, str | list[str]]


def no_precondition(invocation: Invocation) -> None:
    """Most services look at nothing before they authorise."""


def no_context(invocation: Invocation) -> Context:
    return {}


def never(invocation: Invocation) -> bool:
    """Most operations are allowed by policies only."""
    return False


def everything(invocation: Invocation) -> str:
    """The resource of an operation that has no resource of its own."""
    return "*"


@dataclass(frozen=True, slots=True)
class Operation:
    """`action` and `resource` are authorised, then `carry_out` answers.

    `precondition` runs before authorisation, for what AWS looks at first. `context` fills the service's condition keys.
    `granted` says whether a setting of the account allows the call where no policy does; a denial still counts.
    """

    action: str
    resource: Callable[[Invocation], str]
    carry_out: Callable[[Invocation], Output]
    writes: bool = False
    context: Callable[[Invocation], Context] = no_context
    precondition: Callable[[Invocation], None] = no_precondition
    data_event: bool = False  # CloudTrail calls reads and writes of S3 objects data events
    granted: Callable[[Invocation], bool] = never


@dataclass(frozen=True, slots=True)
class MappedOperation:
    """Like an Operation, but what it asks for is what `iamlab.cloud.operations` works out from its parameters.

    `known` replaces parameters, before that, by what the account knows of them: a key's alias by the key's ARN.
    One that `asks_itself` is asked for by `carry_out`, part by part, and answers which parts were refused.
    """

    carry_out: Callable[[Invocation], Output]
    writes: bool = False
    known: Callable[[Invocation], Mapping[str, Any]] | None = None
    precondition: Callable[[Invocation], None] = no_precondition
    data_event: bool = False
    asks_itself: bool = False
