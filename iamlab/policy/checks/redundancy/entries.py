"""Checks: actions and resources that another entry of their list covers.

Source: "IAM policy validation check reference", Redundant action and Redundant resource. Entries are compared as
patterns, not by the actions that exist today: what goes must never be missed, even when AWS adds actions.
"""

from collections.abc import Sequence
from functools import partial

from iamlab.policy.checks.draft import Draft, Text
from iamlab.policy.checks.redundancy.covering import Budget, redundant
from iamlab.policy.containment import covers
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Change, Fix
from iamlab.policy.grammar import VERSIONS
from iamlab.policy.resource_containment import covers_resource


def check(draft: Draft, findings: Findings) -> None:
    """Note the first redundant entry of a list, and how many there are; the fix removes them all."""
    budget = Budget()
    compare = partial(covers_resource, with_variables=draft.version == VERSIONS[0])
    for statement in draft.statements:
        # All names in lower case: that is how IAM compares actions.
        actions = ["*" if one.text == "*:*" else one.text.lower() for one in statement.actions]
        found = redundant(actions, covers, budget)
        _report("REDUNDANT_ACTION", ("action", "actions"), statement.actions, found, findings)
        resources = [one.text for one in statement.resources]
        found = redundant(resources, compare, budget)
        _report("REDUNDANT_RESOURCE", ("resource", "resources"), statement.resources, found, findings)


def without(texts: Sequence[Text], indexes: Sequence[int], what: str) -> Fix:
    """Remove these entries of a list, the last one first, so that the places of the others stay right."""
    changes = tuple(Change("remove", texts[index].path) for index in sorted(indexes, reverse=True))
    return Fix(f"Remove {len(changes)} {what}", changes)


def _report(
    code: str, nouns: tuple[str, str], texts: Sequence[Text], found: dict[int, int], findings: Findings
) -> None:
    if not found:
        return
    index = min(found)
    text, wider = texts[index].text, texts[found[index]].text
    same = "stands here twice" if text == wider else f"is covered by {shown(wider)}"
    advice = " Remove it." if text == wider else " Remove it, or narrow the other one."
    noun = nouns[len(found) > 1]
    rest = f" There are {len(found)} such {noun} in this list; all of them can go." if len(found) > 1 else ""
    message = f"{shown(text)} {same}, so it adds nothing.{rest or advice}"
    findings.add(code, message, texts[index].path, fix=without(texts, list(found), f"redundant {noun}"))
