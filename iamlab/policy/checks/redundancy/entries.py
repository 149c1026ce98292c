"""Checks: actions and resources that another entry of their list covers.

Source: "IAM policy validation check reference", Redundant action and Redundant resource. Entries are compared as
patterns, not by the actions that exist today: what goes must never be missed, even when AWS adds actions.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from iamlab.policy.checks.draft import Draft, Text
from iamlab.policy.checks.list_entries import without_entries
from iamlab.policy.checks.redundancy.covering import Budget, redundant
from iamlab.policy.checks.redundancy.meaning import action_pattern
from iamlab.policy.containment import covers
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix
from iamlab.policy.grammar import VERSIONS
from iamlab.policy.resource_containment import covers_resource


def check(draft: Draft, findings: Findings) -> None:
    """Note the first redundant entry of a list, and how many there are; the fix removes them all."""
    budget = Budget()
    compare = partial(covers_resource, with_variables=draft.version == VERSIONS[0])
    for statement in draft.statements:
        found = redundant([action_pattern(one.text) for one in statement.actions], covers, budget)
        report("REDUNDANT_ACTION", "action", statement.actions, found, findings)
        found = redundant([one.text for one in statement.resources], compare, budget)
        report("REDUNDANT_RESOURCE", "resource", statement.resources, found, findings)


def without(texts: Sequence[Text], indexes: Collection[int], noun: str) -> Fix:
    """Remove these entries of a list."""
    title = f"Remove {len(indexes)} redundant {_counted(noun, len(indexes))}"
    return without_entries(title, [texts[index] for index in sorted(indexes)])


def report(code: str, noun: str, texts: Sequence[Text], found: Mapping[int, int], findings: Findings) -> None:
    """Note what `redundant` found among the entries of a list."""
    if not found:
        return
    index = min(found)
    text, wider = texts[index].text, texts[found[index]].text
    same = "stands here twice" if text == wider else f"is covered by {shown(wider)}"
    advice = " Remove it." if text == wider else " Remove it, or narrow the other one."
    more = f" There are {len(found)} such {_counted(noun, len(found))} in this list; all of them can go."
    message = f"The {noun} {shown(text)} {same}, so it adds nothing.{more if len(found) > 1 else advice}"
    findings.add(code, message, texts[index].path, fix=without(texts, found, noun))


def _counted(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"
