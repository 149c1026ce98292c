"""Which entry of a statement allows an action."""

from functools import cached_property

from iamlab.policy.checks.draft import DraftStatement, Text
from iamlab.policy.patterns import Glob, compile_glob

_MOST = 256  # characters of an entry: the names of actions are shorter
_MOST_ENTRIES = 2000  # of a statement: no statement that AWS accepts has room for more
_ANY_SERVICE = ""


class StatementActions:
    """The entries of Action or NotAction, so indexed that a look-up meets the entries of one service only."""

    def __init__(self, statement: DraftStatement) -> None:
        self._not = statement.not_action
        self._element = Text(statement.action_element, (*statement.path, statement.action_element))
        self._any = bool(statement.actions)
        self._exact: dict[str, Text] = {}
        self._wild: dict[str, dict[str, tuple[Glob, Text]]] = {}
        for entry in statement.actions[:_MOST_ENTRIES]:
            self._note(entry)

    def _note(self, entry: Text) -> None:
        name = entry.text.lower()
        if len(name) > _MOST:
            return
        service, _, rest = name.partition(":")
        if _has_wildcard(service):
            service, rest = _ANY_SERVICE, name
        if _has_wildcard(rest):
            self._wild.setdefault(service, {}).setdefault(name, (compile_glob(name), entry))
        else:
            self._exact.setdefault(name, entry)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services of the entries, in lower case; not of those for any service."""
        exact = (name.partition(":")[0] for name in self._exact)
        return tuple(dict.fromkeys((*exact, *(service for service in self._wild if service != _ANY_SERVICE))))

    @property
    def any_service(self) -> bool:
        """Whether an entry, like `*`, speaks of every service. So does every NotAction."""
        return self._not or _ANY_SERVICE in self._wild

    def may_speak_of(self, service: str) -> bool:
        """Whether there is an entry for a service (lower-case)."""
        return self.any_service or service in self.services

    def by_wildcard(self, action: str) -> Text | None:
        """The first entry with a wildcard that matches the action."""
        name = action.lower()
        service = name.partition(":")[0]
        for about in (service, _ANY_SERVICE):
            for glob, entry in self._wild.get(about, {}).values():
                if glob.matches(name):
                    return entry
        return None

    def by_name(self, action: str) -> Text | None:
        """The entry that is the action's name."""
        return self._exact.get(action.lower())

    def giving(self, action: str) -> Text | None:
        """The entry that gives the action; the NotAction element itself where no entry of it takes the action out."""
        found = self.by_name(action) or self.by_wildcard(action)
        if not self._not:
            return found
        return None if found or not self._any else self._element


def _has_wildcard(text: str) -> bool:
    return "*" in text or "?" in text
