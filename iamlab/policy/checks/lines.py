"""The validator's machine interface: an answer for a line of JSON."""

from dataclasses import dataclass

from iamlab.policy.checks.finding import Finding, FindingType
from iamlab.policy.checks.validate import validate
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import kind_of
from iamlab.policy.json_lines import LineError, read_line


@dataclass(frozen=True, slots=True)
class Validated:
    """A document that was asked about, and what was found. `id` comes back as it was given."""

    id: object
    document: str | dict[str, object]
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Whether no finding is an ERROR."""
        return all(finding.type is not FindingType.ERROR for finding in self.findings)

    def as_dict(self) -> dict[str, object]:
        """The answer as it is written."""
        return {"id": self.id, "valid": self.valid, "findings": [finding.as_dict() for finding in self.findings]}


def validate_line(text: str) -> Validated:
    """Validate the document of a line. Raises LineError, with the field, for a line that asks nothing."""
    fields = read_line(text)
    if not isinstance(fields, dict):
        raise LineError(f"A line is an object, not {kind_of(fields)}: {{ ... }}.")
    identifier = fields.get("id")
    document, resource_type = fields.get("document"), fields.get("resource_type")
    if not isinstance(document, str | dict):
        found = "there is none" if document is None else f"not {kind_of(document)}"
        raise LineError(f"document: an object or a string is needed here, {found}.", identifier)
    if resource_type is not None and not isinstance(resource_type, str):
        raise LineError(f"resource_type: a string is needed here, not {kind_of(resource_type)}.", identifier)
    findings = validate(document, _policy_type(fields.get("policy_type"), identifier), resource_type)
    return Validated(identifier, document, findings)


def _policy_type(name: object, identifier: object) -> PolicyType:
    try:
        return PolicyType(str(name))
    except ValueError:
        known = ", ".join(PolicyType)
        raise LineError(f"policy_type: one of {known} is needed here.", identifier) from None
