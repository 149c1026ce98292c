"""From a place to what can stand there."""

from collections.abc import Iterable

from lessons.curriculum.completion import elements, names
from lessons.curriculum.completion.place import Place, Role
from lessons.curriculum.completion.suggestion import Suggestion, starting_with

_ACTIONS = {("Action",), ("NotAction",)}
_RESOURCES = {("Resource",), ("NotResource",)}
_PRINCIPALS = {"Principal", "NotPrincipal"}


def suggest(place: Place, prefix: str) -> list[Suggestion]:
    """What can stand in `place` and goes with what is typed there already. Empty where nothing is known."""
    if place.role is Role.KEY:
        return starting_with(prefix, _names(place, prefix))
    before, dollar, variable = prefix.rpartition("${")
    if dollar and "}" not in variable and place.way[:1] in ({*_RESOURCES, ("Condition",)}):
        found = starting_with("${" + variable, names.variables())
        return [Suggestion(before + one.name, one.meta, one.description) for one in found]
    if place.way in _ACTIONS:
        return names.actions(prefix)
    return starting_with(prefix, _values(place))


def _names(place: Place, prefix: str) -> Iterable[Suggestion]:
    """Names of members."""
    if not place.path:
        return elements.document_elements()
    match place.way:
        case ():
            return elements.statement_elements(place.policy_type)
        case ("Principal" | "NotPrincipal",):
            return elements.principal_kinds()
        case ("Condition",):
            return elements.operators(prefix)
        case ("Condition", operator):
            return names.keys(place.actions, operator)
    return ()


def _values(place: Place) -> Iterable[Suggestion]:
    """Values that a member can have."""
    if place.path == ("Version",):
        return elements.versions()
    match place.way:
        case ("Effect",):
            return elements.effects()
        case ("Resource" | "NotResource",):
            return names.resources(place.actions)
        case ("Principal" | "NotPrincipal",):
            return (Suggestion("*", "anybody", "Everybody, in every account."),)
        case ("Principal" | "NotPrincipal", kind):
            return elements.principals(kind)
        case ("Condition", operator, key):
            return names.values(key, operator)
    return ()
