"""What the validator says about a document."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.policy.fixes import Fix


class FindingType(StrEnum):
    """How much a finding weighs ("Validate policies with IAM Access Analyzer"). An ERROR makes a policy invalid."""

    ERROR = "ERROR"
    SECURITY_WARNING = "SECURITY_WARNING"
    WARNING = "WARNING"
    SUGGESTION = "SUGGESTION"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a document.

    `code` is in the table `codes.CODES`, which also knows why it matters. `path` is like `Statement[0].Action`, or ""
    for the document itself. `line` and `column` count from 1; both are None for a document given as an object. `fix`
    mends it where that is mechanical.
    """

    type: FindingType
    code: str
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    fix: Fix | None = None

    def as_dict(self) -> dict[str, object]:
        """The finding as `manage.py validate` writes it."""
        return {
            "type": self.type.value,
            "code": self.code,
            "message": self.message,
            "path": self.path,
            "line": self.line,
            "column": self.column,
        }
