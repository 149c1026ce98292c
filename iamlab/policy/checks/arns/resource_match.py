"""Checks: actions and resources of a statement that do not belong together.

Source: "Service Authorization Reference", resource types of actions; "IAM JSON policy elements: Resource".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import sub

from iamlab.catalog.arn_formats import by_text
from iamlab.policy.checks.arns.resource import examples_of
from iamlab.policy.checks.arns.resource_fixes import name_too, other_s3_level, own_statement, without_resource
from iamlab.policy.checks.arns.resource_reach import ActionReach, of_action, of_resource, works_without_types
from iamlab.policy.checks.draft import Draft, DraftStatement, Text
from iamlab.policy.checks.names.action_patterns import is_pattern
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings, shown

CODE = "RESOURCE_MISMATCH"
# What is judged in one document; AWS takes no policy that is longer. The statements after that are left alone.
_MOST_CHARACTERS = 20_480  # of resources
_MOST_ENTRIES = 2000  # of Action and Resource
_MOST_PATTERNS = 300  # of actions
_MOST_FINDINGS = 200  # of one statement


def check(draft: Draft, findings: Findings) -> None:
    """Note actions that work on no resource of their statement, and resources that none of its actions works on."""
    if draft.policy_type is PolicyType.TRUST:
        return
    left = (_MOST_CHARACTERS, _MOST_ENTRIES, _MOST_PATTERNS)
    for statement in draft.statements:
        if statement.not_action or statement.not_resource or not statement.actions or not statement.resources:
            continue
        left = tuple(map(sub, left, _cost(statement)))
        if min(left) < 0:
            return
        found = [of_resource(resource.text) for resource in statement.resources]
        resources = [formats for formats in found if formats is not None]
        if len(resources) == len(found):
            _review(draft, Pairing(statement, tuple(resources)), findings)


def _cost(statement: DraftStatement) -> tuple[int, int, int]:
    return (
        sum(len(one.text) for one in statement.resources),
        len(statement.actions) + len(statement.resources),
        sum(is_pattern(one.text) for one in statement.actions),
    )


@dataclass(frozen=True, slots=True)
class Pairing:
    """A statement, and the formats that each of its resources can name."""

    statement: DraftStatement
    resources: tuple[frozenset[str], ...]

    @property
    def named(self) -> frozenset[str]:
        """The formats that some resource can name."""
        return frozenset().union(*self.resources)

    def works(self, reach: ActionReach, named: frozenset[str]) -> bool:
        """Whether an action can be used with a resource of the statement, as far as is known."""
        if not reach.known or reach.formats & named:
            return True
        return any(works_without_types(one.text, reach.everywhere) for one in self.statement.resources)


def _review(draft: Draft, pairing: Pairing, findings: Findings) -> None:
    statement, named = pairing.statement, pairing.named
    reaches = [of_action(action.text) for action in statement.actions]
    idle = [
        (action, reach)
        for action, reach in zip(statement.actions, reaches, strict=True)
        if not pairing.works(reach, named)
    ]
    for action, reach in idle[:_MOST_FINDINGS]:
        if reach.formats:
            new = other_s3_level(statement, pairing.resources, reach)
            fix = name_too(statement, pairing.resources, new, reaches) if new else None
            findings.add(CODE, _needs_other(action, reach, new), action.path, fix=fix)
        elif draft.policy_type is not PolicyType.RESOURCE:
            fix = own_statement(statement, [text for text, one in idle if not one.formats])
            findings.add(CODE, _needs_everything(action), action.path, fix=fix)
    if len(idle) < len(reaches) and all(reach.formats for reach in reaches):
        for resource in _unused(pairing, reaches):
            message = (
                f"No action of this statement works on {shown(resource.text)}. Take it out, or add the actions that "
                "you mean to use on it."
            )
            findings.add(CODE, message, resource.path, fix=without_resource(statement, resource))


def _unused(pairing: Pairing, reaches: list[ActionReach]) -> Iterator[Text]:
    wanted = frozenset().union(*(reach.formats for reach in reaches))
    everywhere = frozenset().union(*(reach.everywhere for reach in reaches))
    for resource, formats in zip(pairing.statement.resources, pairing.resources, strict=True):
        if not formats & wanted and not works_without_types(resource.text, everywhere):
            yield resource


def _needs_other(action: Text, reach: ActionReach, new: tuple[str, ...]) -> str:
    wanted = examples_of(by_text(text) for text in reach.formats)
    meant = f" Did you mean {shown(new[0])}?" if new else ""
    if is_pattern(action.text):
        start = f"No action that {shown(action.text)} covers works on a resource of this statement. They work"
    else:
        start = f"{shown(action.text)} works on no resource of this statement. It works"
    return f"{start} on {wanted}.{meant}"


def _needs_everything(action: Text) -> str:
    if is_pattern(action.text):
        start = f'The actions that {shown(action.text)} covers work with "Resource": "*" only: they'
    else:
        start = f'{shown(action.text)} works with "Resource": "*" only: it'
    return f"{start} cannot be limited to single resources. Give such actions a statement of their own."
