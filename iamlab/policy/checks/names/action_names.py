"""Checks: actions, and services of actions, that AWS does not have.

Sources: "IAM JSON policy elements: Action" (upper and lower case are alike), "Service Authorization Reference".
"""

from collections.abc import Callable

from iamlab.catalog import actions, published_names
from iamlab.policy.checks.draft import Draft, DraftStatement, Text
from iamlab.policy.checks.names import action_suggestions
from iamlab.policy.checks.names.action_patterns import LONGEST, is_pattern, matching, starting_like
from iamlab.policy.checks.names.action_suggestions import Suggestion
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, replace
from iamlab.policy.grammar import ACTION

_MOST_SUGGESTIONS = 25  # of one document: to look for what somebody meant takes time
_MOST_COMPARISONS = 200_000  # of patterns with names, of one document; what AWS publishes needs a few thousand


def check(draft: Draft, findings: Findings) -> None:
    """Note actions and patterns that mean no action of AWS. What the parser refuses is left to it."""
    review = _Review(findings)
    for statement in draft.statements:
        for action in statement.actions:
            if ":" in action.text and action.text != "*:*" and ACTION.fullmatch(action.text):
                review.look_at(statement, action)


class _Review:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._suggestions = _MOST_SUGGESTIONS
        self._comparisons = _MOST_COMPARISONS
        self._judged: dict[str, bool] = {}

    def look_at(self, statement: DraftStatement, action: Text) -> None:
        """Note what is wrong with the name of one action."""
        text = action.text
        service, _, name = text.partition(":")
        if service.lower() not in actions.services():
            if not published_names.is_service(service):
                message = f"AWS has no service {shown(service)}."
                self._add("INVALID_SERVICE_IN_ACTION", message, action_suggestions.for_service, action)
        elif not is_pattern(name):
            if len(text) > LONGEST or not (actions.describe(text) or published_names.is_action(text)):
                message = f"The service {shown(service)} has no action {shown(name)}."
                self._add("INVALID_ACTION", message, action_suggestions.for_action, action)
        elif not self._matches_something(text.lower()):
            effect = "left out" if statement.not_action else "denied" if statement.effect == "Deny" else "allowed"
            message = f"{shown(text)} matches no action of {shown(service)}, so nothing is {effect} by it."
            self._add("INVALID_ACTION", message, action_suggestions.for_pattern, action)

    def _matches_something(self, pattern: str) -> bool:
        if len(pattern) > LONGEST:
            return True
        if pattern not in self._judged:
            self._comparisons -= len(starting_like(pattern))
            self._judged[pattern] = self._comparisons < 0 or bool(matching(pattern))
        return self._judged[pattern]

    def _add(self, code: str, message: str, search: Callable[[str], Suggestion | None], action: Text) -> None:
        found = None
        if len(action.text) <= LONGEST and self._suggestions > 0:
            self._suggestions -= 1
            found = search(action.text)
        words = found.words if found else " Look its name up in the Service Authorization Reference."
        self._findings.add(code, message + words, action.path, fix=_fix(action, found))


def _fix(action: Text, found: Suggestion | None) -> Fix | None:
    return replace(f"Use {found.action}", action.path, found.action) if found and found.sure else None
