"""How much of its quotas a policy takes, in numbers and as a bar."""

from dataclasses import dataclass

from iamlab.policy.quotas import usage
from lessons.playground.state import State


@dataclass(frozen=True)
class Bar:
    """One quota: `says` is the two numbers in words, `value` of `limit` is how far the bar goes."""

    name: str
    says: str
    value: int
    limit: int
    note: str
    over: int


def bars(state: State) -> tuple[Bar, ...]:
    """The quotas of a policy of this type; none for an empty text."""
    if not state.policy.strip():
        return ()
    return tuple(
        Bar(
            one.name,
            f"{one.used:,} of {one.limit:,}",
            min(one.used, one.limit),
            one.limit,
            one.note,
            max(0, one.used - one.limit),
        )
        for one in usage(state.policy, state.policy_type, state.resource_type or None)
    )
