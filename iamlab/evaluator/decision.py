"""What a decision says."""

from dataclasses import dataclass

ALLOWED = "allowed"
IMPLICIT_DENY = "implicitDeny"
EXPLICIT_DENY = "explicitDeny"


@dataclass(frozen=True, slots=True)
class StatementRef:
    """A statement by the name of its policy and its place there, counted from 0."""

    policy: str
    sid: str | None
    index: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one request.

    `outcome` has the words of the simulate operations. `decided_by` is the key of the layer that settled it, or
    `default` where no policy did. `statements` are the deciding ones; an implicit deny has none. `message` is what
    AWS would tell a denied caller, and "" where the request is allowed.
    """

    outcome: str
    decided_by: str
    statements: tuple[StatementRef, ...] = ()
    message: str = ""

    @property
    def allowed(self) -> bool:
        """Whether the request may go ahead."""
        return self.outcome == ALLOWED
