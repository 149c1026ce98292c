"""What a table of exceptions says about an operation: which action is asked, on what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to IAM.

    `resource` is an ARN with `${...}` in it: Partition, Region, Account, or a JMESPath expression on the parameters,
    with one question for each value that it finds and `*` where it finds none. Without it, the resource comes from the
    reference; `like` is an action whose resources stand in where the reference lacks this one.
    `when` is a JMESPath expression: without a value for it, the question is not asked. `context` adds condition keys.
    """

    action: str
    resource: str = ""
    when: str = ""
    context: Mapping[str, str] = field(default_factory=dict)
    like: str = ""


Asks = tuple[Ask, ...]
Table = Mapping[str, Asks]


def same(service: str, names: Mapping[str, str]) -> dict[str, Asks]:
    """A table of operations that have one action each, of another name: operation -> action."""
    return {operation: (Ask(f"{service}:{action}"),) for operation, action in names.items()}
