"""Looks for the known ways from the permissions of a document to all permissions."""

from collections.abc import Iterable
from dataclasses import dataclass

from iamlab.policy.checks.draft import Draft, Text
from iamlab.policy.checks.security.administrator import gives_everything
from iamlab.policy.checks.security.escalation.beyond_iam import BEYOND_IAM
from iamlab.policy.checks.security.escalation.iam_alone import IAM_ALONE, ON_ONESELF
from iamlab.policy.checks.security.escalation.passed_roles import PASSED_ROLES
from iamlab.policy.checks.security.escalation.path import EscalationPath
from iamlab.policy.checks.security.escalation.running_roles import RUNNING_ROLES
from iamlab.policy.checks.security.grants import PASSING, Grants, in_document, read_grants
from iamlab.policy.checks.security.wording import listed
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings, shown
from iamlab.policy.json_places import Path

_CODE = "PRIVILEGE_ESCALATION"
_PATHS = (*IAM_ALONE, *PASSED_ROLES, *RUNNING_ROLES, *BEYOND_IAM)
_MOST, _MOST_OF_ONE = 10, 3  # findings of one document, and of one entry: the rest says nothing new


@dataclass(frozen=True, slots=True)
class _Piece:
    """An action of a path, and the entry that gives it."""

    action: str
    entry: Text


def check(draft: Draft, findings: Findings) -> None:
    """Note the ways that are open, the most direct first. A full administrator needs none."""
    if draft.policy_type is not PolicyType.IDENTITY or any(map(gives_everything, draft.statements)):
        return
    grants = read_grants(draft)
    if _note_all_of_iam(grants, findings):
        return
    by_place: dict[Path, list[str]] = {}
    for path in _PATHS:
        pieces = _pieces(path, grants)
        if pieces:
            last = max((piece.entry for piece in pieces), key=in_document)
            by_place.setdefault(last.path, []).append(_message(path, pieces))
    found = [(place, message) for place, messages in by_place.items() for message in _shortened(messages)]
    for place, message in found[:_MOST]:
        findings.add(_CODE, message, place)


def _shortened(messages: list[str]) -> list[str]:
    left_out = len(messages) - _MOST_OF_ONE
    if left_out <= 0:
        return messages
    *first, last = messages[:_MOST_OF_ONE]
    return [*first, f"{last} This entry opens {left_out} more such ways."]


def _note_all_of_iam(grants: Grants, findings: Findings) -> bool:
    opened = [_pieces(path, grants) for path in IAM_ALONE]
    if not all(opened):
        return False
    entry = opened[0][0].entry
    findings.add(
        _CODE,
        f"{shown(entry.text)} opens every known way within IAM to all permissions: whoever has this policy can make "
        "themselves administrator. Allow only the actions that are needed, on named users, roles and policies.",
        entry.path,
    )
    return True


def _pieces(path: EscalationPath, grants: Grants) -> list[_Piece]:
    """What the document gives for a path, in the order of its needs; nothing where one of them is missing."""
    pieces = []
    for alternatives in path.needs:
        piece = _first((action, _entry(action, path, grants)) for action in alternatives)
        if piece is None:
            return []
        pieces.append(piece)
    return pieces


def _first(found: Iterable[tuple[str, Text | None]]) -> _Piece | None:
    return next((_Piece(action, entry) for action, entry in found if entry), None)


def _entry(action: str, path: EscalationPath, grants: Grants) -> Text | None:
    given = (entry for grant, entry in grants.giving(action) if action != PASSING or grant.passes_to(path.passed_to))
    entry = next(given, None)
    if entry is None and action in ON_ONESELF:
        entry = next(grants.giving_on_own_user(action), None)
    return entry


def _message(path: EscalationPath, pieces: list[_Piece]) -> str:
    names = [piece.action for piece in pieces]
    advice = "Name the roles that may be passed." if path.passed_to else f"Limit {names[-1]} to named resources."
    return f"With {listed(names)}, somebody can {path.how}. {advice}"
