"""One thing that is wrong with a text, before it is known where in a document the text stands."""

from dataclasses import dataclass

from iamlab.policy.checks.draft import Text
from iamlab.policy.findings import Findings
from iamlab.policy.fixes import replace


@dataclass(frozen=True, slots=True)
class Complaint:
    """A code and a message; where it can be mended, what mends it and the better text."""

    code: str
    message: str
    title: str = ""
    mended: str = ""

    def note(self, text: Text, findings: Findings) -> None:
        """Note it as a finding at a text of the document."""
        fix = replace(self.title, text.path, self.mended) if self.title else None
        findings.add(self.code, self.message, text.path, fix=fix)
