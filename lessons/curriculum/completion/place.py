"""Where in a document the cursor is."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.policy import PolicyType


class Role(StrEnum):
    """What is being typed: the name of a member, or a value."""

    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a policy, in which the JSON around it may be broken.

    `path` has the names of the members that lead to it, without the indexes of lists: `("Statement", "Condition",
    "StringEquals")` for a condition key. `actions` are those of the same statement.
    """

    path: tuple[str, ...]
    role: Role
    policy_type: PolicyType = PolicyType.IDENTITY
    actions: tuple[str, ...] = ()

    @property
    def way(self) -> tuple[str, ...]:
        """The path within the statement; a statement that stands alone, without the document around it, counts too."""
        return self.path[1:] if self.path[:1] == ("Statement",) else self.path
