"""What a line in the terminal comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from iamlab.cloud.gateway import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the terminal shows, and what happened behind it.

    `exit_code` is that of the last command; `answers` holds one answer per call that reached the gateway, in order;
    `files` is the workspace afterwards, in which the variables of the shell are kept, too.
    """

    stdout: str = ""
    stderr: str = ""
    exit_code: int = 0
    answers: tuple[Answer, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    clear: bool = False

    @property
    def answer(self) -> Answer | None:
        """The last call's answer; None when no call was made."""
        return self.answers[-1] if self.answers else None

    @property
    def changed(self) -> bool:
        return any(answer.changed for answer in self.answers)


def line(text: str) -> str:
    """Return a text that ends its line, unless it is empty."""
    return text if not text or text.endswith("\n") else text + "\n"
