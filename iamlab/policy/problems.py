"""What can be wrong with a policy document, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from iamlab.policy.fixes import Fix


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document.

    `code` is IAM Access Analyzer's issue code where one exists ("Access Analyzer policy check reference").
    `path` is like `Statement[0].Action`, or "" for the document itself. `line` and `column` count from 1, the
    column in characters; both are None where the document was given as an object rather than as text. `fix` mends the
    document where that is mechanical.
    """

    code: str
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    fix: Fix | None = None

    def __str__(self) -> str:
        places = [self.path] if self.path else []
        if self.line is not None:
            places.append(f"line {self.line}, column {self.column}")
        return f"{', '.join(places)}: {self.message}" if places else self.message


class PolicyError(ValueError):
    """A document that is not a policy. Carries every problem found, in document order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
