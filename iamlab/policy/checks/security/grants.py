"""What the Allow statements of a document give, less what its Deny statements take away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from iamlab.policy.checks.draft import Draft, DraftStatement, Text
from iamlab.policy.checks.security.grant_limits import limiting_values, limits_actions
from iamlab.policy.checks.security.reach import Reach
from iamlab.policy.checks.security.statement_actions import StatementActions
from iamlab.policy.grammar import VERSIONS
from iamlab.policy.patterns import compile_glob

PASSING = "iam:PassRole"
PASSED_TO = "iam:passedtoservice"
_MOST_VALUES = 100  # of iam:PassedToService that are looked at


class Grant:
    """One statement with its indexes.

    `narrowed` tells whether a condition limits what the statement allows. For iam:PassRole, iam:PassedToService is no
    such condition: `passes_to` looks at its values.
    """

    def __init__(self, statement: DraftStatement) -> None:
        self.statement = statement
        self.actions = StatementActions(statement)
        self.reach = Reach(statement)
        self.narrowed = limits_actions(statement)
        services = limiting_values(statement, PASSED_TO)
        self._passed_to = None if services is None else tuple(map(compile_glob, services[:_MOST_VALUES]))
        self._narrowed_for_roles = self.narrowed and limits_actions(statement, but=PASSED_TO)

    def giving(self, action: str) -> Text | None:
        """The entry that gives the action on all resources of a kind, with no condition that narrows it."""
        if self._narrowed_for_roles if action == PASSING else self.narrowed:
            return None
        entry = self.actions.giving(action)
        return entry if entry and self.reach.all_of(action) else None

    def passes_to(self, services: Iterable[str]) -> bool:
        """Whether no condition keeps roles from being passed to one of some services."""
        return self._passed_to is None or any(glob.matches(one) for one in services for glob in self._passed_to)

    def giving_on_own_user(self, action: str) -> Text | None:
        """The entry that gives the action on the user who asks."""
        entry = None if self.narrowed else self.actions.giving(action)
        return entry if entry and self.reach.own_user(action) else None


@dataclass(frozen=True, slots=True)
class Grants:
    """The statements of a document. `has_variables` says that its Version knows policy variables."""

    allows: tuple[Grant, ...]
    denies: tuple[Grant, ...]
    has_variables: bool
    _by_service: dict[str, tuple[Grant, ...]] = field(default_factory=dict)
    _denied: dict[str, bool] = field(default_factory=dict)

    def denied(self, action: str) -> bool:
        """Whether a Deny statement without conditions takes the action away on all resources of a kind."""
        if action not in self._denied:
            self._denied[action] = any(grant.giving(action) for grant in self.denies)
        return self._denied[action]

    def giving(self, action: str) -> Iterator[tuple[Grant, Text]]:
        """The statements, and the entry of each, that give an action on all resources of a kind."""
        if not self.denied(action):
            for grant in self._about(action):
                entry = grant.giving(action)
                if entry:
                    yield grant, entry

    def giving_on_own_user(self, action: str) -> Iterator[Text]:
        """The entries that give an action on the user who asks."""
        if self.has_variables and not self.denied(action):
            for grant in self._about(action):
                entry = grant.giving_on_own_user(action)
                if entry:
                    yield entry

    def _about(self, action: str) -> tuple[Grant, ...]:
        service = action.partition(":")[0]
        if service not in self._by_service:
            self._by_service[service] = tuple(one for one in self.allows if one.actions.may_speak_of(service))
        return self._by_service[service]


def in_document(entry: Text) -> tuple[int, ...]:
    """Sorts entries as they stand in the document."""
    return tuple(step for step in entry.path if isinstance(step, int))


def read_grants(draft: Draft) -> Grants:
    """The statements of a document, indexed."""
    allows = tuple(Grant(one) for one in draft.statements if one.allows)
    denies = tuple(Grant(one) for one in draft.statements if one.effect == "Deny" and not one.value.get("Condition"))
    return Grants(allows, denies, draft.version == VERSIONS[0])
