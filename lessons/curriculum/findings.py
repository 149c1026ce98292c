"""The validator's findings as pages show them: in words, with the lesson to read and the name of each fix."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from iamlab.policy import PolicyType
from iamlab.policy.checks import CODES, Finding, FindingType, validate
from iamlab.policy.patching import Edit, edits
from lessons.curriculum.links import ReadOn, read_on_about

# The sign of each type in decisions.css, and the words for it.
_SIGNS = {
    FindingType.ERROR: ("error", "error"),
    FindingType.SECURITY_WARNING: ("security", "security warning"),
    FindingType.WARNING: ("warning", "warning"),
    FindingType.SUGGESTION: ("suggestion", "suggestion"),
}
_WEIGHTS = {kind: weight for weight, kind in enumerate(_SIGNS)}


@dataclass(frozen=True)
class ShownFinding:
    """One finding for its template. `fix` names the fix for `find_fix`, "" where there is none."""

    sign: str
    word: str
    code: str
    message: str
    line: int | None
    column: int | None
    why: str
    lesson: ReadOn | None
    fix: str
    fix_title: str


@dataclass(frozen=True)
class Review:
    """What there is to say about a text, the weightiest first. `valid` is None where nothing is written yet."""

    findings: tuple[ShownFinding, ...] = ()
    valid: bool | None = None
    summary: str = "Nothing to check yet"


def review(text: str, policy_type: PolicyType, resource_type: str | None = None) -> Review:
    """Validate a text as far as somebody has typed it."""
    if not text.strip():
        return Review()
    found = sorted(validate(text, policy_type, resource_type), key=lambda finding: _WEIGHTS[finding.type])
    valid = all(finding.type is not FindingType.ERROR for finding in found)
    counts = _counts(found)
    summary = counts if not valid else f"A valid policy, with {counts}" if found else "A valid policy"
    return Review(tuple(map(_shown, found)), valid, summary)


def find_fix(
    name: str, text: str, policy_type: PolicyType, resource_type: str | None = None
) -> tuple[str, list[Edit]] | None:
    """The title of the named fix and its edits to the text, or None where the text does not need it any more."""
    for finding in validate(text, policy_type, resource_type):
        if finding.fix is not None and _name(finding) == name:
            try:
                return finding.fix.title, edits(text, finding.fix)
            except ValueError:
                return None
    return None


def _counts(found: Iterable[Finding]) -> str:
    """`2 errors, 1 security warning`."""
    numbers = Counter(finding.type for finding in found)
    return ", ".join(
        f"{numbers[kind]} {word}{'' if numbers[kind] == 1 else 's'}"
        for kind, (_, word) in _SIGNS.items()
        if numbers[kind]
    )


def _shown(finding: Finding) -> ShownFinding:
    sign, word = _SIGNS[finding.type]
    code = CODES.get(finding.code)
    return ShownFinding(
        sign=sign,
        word=word.capitalize(),
        code=finding.code,
        message=finding.message,
        line=finding.line,
        column=finding.column,
        why=code.why if code else "",
        lesson=read_on_about(code.topic) if code else None,
        fix=_name(finding) if finding.fix else "",
        fix_title=finding.fix.title if finding.fix else "",
    )


def _name(finding: Finding) -> str:
    return f"{finding.code}:{finding.line}:{finding.column}"
