"""What a statement says, in a form in which two statements can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from iamlab.policy.checks.draft import DraftCondition, DraftPrincipal, DraftStatement
from iamlab.policy.checks.redundancy.covering import Budget, Covering, Covers
from iamlab.policy.containment import covers, literal_start
from iamlab.policy.grammar import STATEMENT_ELEMENTS
from iamlab.policy.json_text import Number
from iamlab.policy.resource_containment import covers_resource

_SINGLE = ("Action", "Resource", "Principal")  # a statement has one of these or its Not form
_EVERYBODY = ("*", "*")  # also written {"AWS": "*"} ("AWS JSON policy elements: Principal")


class Entries:
    """An element and its Not form: the entries, and whether they are those that are not meant.

    An index and the starts are made once: an entry is compared with those of many statements.
    """

    def __init__(self, texts: tuple[str, ...], compare: Covers, budget: Budget, *, negated: bool) -> None:
        self.texts = texts
        self.negated = negated
        self._budget = budget
        self._covering = Covering(texts, compare, budget)
        self._starts = frozenset(literal_start(text.partition("${")[0]).lower() for text in texts)

    @property
    def key(self) -> object:
        """Equal for two elements with the same entries."""
        return frozenset(self.texts), self.negated

    def cover(self, other: "Entries") -> bool:
        """Whether all that `other` speaks about is spoken about here."""
        if self.negated and not other.negated:
            return self._is_apart_from(other)
        if other.negated and not self.negated:
            return "*" in self.texts
        inner, outer = (self, other) if self.negated else (other, self)
        return all(outer._covering.has(text) for text in inner.texts)

    def _is_apart_from(self, other: "Entries") -> bool:
        """Whether no text can match an entry of each: they start differently."""
        return all(
            self._budget.compare(one, start) and not one.startswith(start) and not start.startswith(one)
            for one in self._starts
            for start in other._starts
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """A statement without its Sid. `resources` is None where it has none; `principals` are by kind and name."""

    effect: str
    actions: Entries
    resources: Entries | None
    principals: frozenset[tuple[str, str]]
    not_principal: bool
    conditions: frozenset[tuple[str, str, frozenset[str]]]

    @property
    def key(self) -> object:
        """Equal for two statements that say the same."""
        resources = self.resources.key if self.resources else None
        return self.effect, self.actions.key, resources, self.principals, self.not_principal, self.conditions

    def covers(self, other: "Meaning") -> bool:
        """Whether this applies to every request that the other one applies to; effects are not compared.

        Fewer conditions apply to more, as all of them have to hold.
        """
        return (
            self.conditions <= other.conditions
            and self._covers_principals(other)
            and self.actions.cover(other.actions)
            and self._covers_resources(other)
        )

    def _covers_principals(self, other: "Meaning") -> bool:
        if self.not_principal or other.not_principal:
            return (self.not_principal, self.principals) == (other.not_principal, other.principals)
        everybody = _EVERYBODY in self.principals
        return all(one in self.principals or (everybody and one[0] in ("*", "AWS")) for one in other.principals)

    def _covers_resources(self, other: "Meaning") -> bool:
        if self.resources is None or other.resources is None:
            return self.resources is other.resources
        return self.resources.cover(other.resources)


def meaning_of(statement: DraftStatement, budget: Budget, *, with_variables: bool) -> Meaning | None:
    """What a statement says, or None where it is not well formed, so that nothing is sure about it.

    `budget` is spent where it is compared.
    """
    value = statement.value
    whole = (
        statement.effect is not None
        and statement.actions
        and all(name in STATEMENT_ELEMENTS for name in value)
        and not any(name in value and f"Not{name}" in value for name in _SINGLE)
        and _all_read(value.get(statement.action_element), len(statement.actions))
        and (statement.resource_element not in value or statement.resources)
        and _all_read(value.get(statement.resource_element, []), len(statement.resources))
        and _all_principals_read(value.get(statement.principal_element))
        and _all_conditions_read(value.get("Condition", {}), statement.conditions)
    )
    if not whole or statement.effect is None:
        return None
    compare = partial(covers_resource, with_variables=with_variables)
    actions = tuple(action_pattern(one.text) for one in statement.actions)
    resources = tuple(one.text for one in statement.resources)
    return Meaning(
        effect=statement.effect,
        actions=Entries(actions, covers, budget, negated=statement.not_action),
        resources=Entries(resources, compare, budget, negated=statement.not_resource) if resources else None,
        principals=frozenset(map(_principal, statement.principals)),
        not_principal=statement.not_principal,
        conditions=frozenset(map(_condition, statement.conditions)),
    )


def _all_read(value: object, count: int) -> bool:
    return count == (len(value) if isinstance(value, list) else 1)


def _all_principals_read(value: object) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(map(_is_texts, value.values()))
    return value is None or value == "*"


def _is_texts(value: object) -> bool:
    members = value if isinstance(value, list) and value else [value]
    return all(isinstance(one, str) and not isinstance(one, Number) for one in members)


def _all_conditions_read(block: object, conditions: Iterable[DraftCondition]) -> bool:
    if not isinstance(block, dict) or not all(isinstance(keys, dict) for keys in block.values()):
        return False
    return all(one.operator and one.values and _all_read(one.value, len(one.values)) for one in conditions)


def action_pattern(text: str) -> str:
    """An Action value as patterns are compared: in lower case, as IAM compares actions; `*:*` is `*`."""
    return "*" if text == "*:*" else text.lower()


def _principal(one: DraftPrincipal) -> tuple[str, str]:
    """An account by its number is the account by its root ("AWS JSON policy elements: Principal", AWS account)."""
    kind, name = one.kind, one.text
    if kind == "AWS" and len(name) == 12 and name.isdecimal():
        name = f"arn:aws:iam::{name}:root"
    return _EVERYBODY if (kind, name) == ("AWS", "*") else (kind, name)


def _condition(one: DraftCondition) -> tuple[str, str, frozenset[str]]:
    return str(one.operator), one.key.lower(), frozenset(value.text for value in one.values)
