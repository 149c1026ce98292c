"""Which parameter fills a gap of an ARN format: `${TableName}` is TableName, `${KeyId}` is keyIdentifier, and so on."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from iamlab.cloud.operations.templates import texts

_NOT_NAME = re.compile(r"[^a-z0-9]")
_ENDINGS = ("identifier", "friendlyname", "name", "id", "arn", "url")
_ENVELOPES = ("input", "configuration", "config", "request", "properties")  # DatabaseInput: {Name: ...}
_GENERIC = frozenset({"", "resource", "resourcepath", "relative", "target"})
_OF_ITSELF = frozenset(
    {"name", "id", "identifier", "arn", "resourcename", "resourceid", "resourcearn", "resource"}
    | {"names", "ids", "identifiers", "arns", "resources"}
)
_VERB = re.compile(r"[A-Z][a-z0-9]+")
# What the operations begin with that make something which may have tags from the start.
CREATING = ("Create", "Register", "Run", "Allocate", "Copy", "Import", "Restore", "Request", "Submit", "Purchase")
_SHORTEST_ENDING = 3
_SAME = 2
_NEW = ("Create", "Submit")
_LONGEST_NAME = 100  # a map of the caller's own names looks like a structure

# The plain names of parameters that hold tags, only the names of tags, or tags by the type of resource.
TAGS = ("tags", "taglist", "tagset", "tagging", "tagsmap", "tagsmodel", "tag")
TAG_KEYS = ("tagkeys", "tagkeylist", "tagkeystoremove", "tagstoremove", "tagstodelete")
TAG_SPECIFICATIONS = ("tagspecifications", "tagspecification")
_ABOUT_TAGS = (*TAGS, *TAG_KEYS, *TAG_SPECIFICATIONS)


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """A name in lower case, without what separates words: `role-name` and `RoleName` are the same."""
    return _NOT_NAME.sub("", name.lower())


@lru_cache(maxsize=8192)
def stem(name: str) -> str:
    """What a name is about, without id, name, ARN and plural: `InstanceIds` and `instanceIdentifier` are `instance`."""
    found = plain(name).removesuffix("withpath")
    if found.endswith("s") and not found.endswith("ss"):
        found = found[:-1]
    for ending in _ENDINGS:
        if found.endswith(ending):
            return found.removesuffix(ending)
    return found


@lru_cache(maxsize=8192)
def noun(operation: str) -> str:
    """What an operation is about: `CreateTable` is about `table`."""
    return stem(rest(operation))


def rest(operation: str) -> str:
    """An operation's name without its verb."""
    verb = _VERB.match(operation)
    return operation[verb.end() :] if verb else ""


def given(parameters: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The parameters that hold texts, by name; `DatabaseInput: {Name: x}` is called DatabaseName. Tags are left out.

    So is what `derived` made for the tables of exceptions: its names begin with an underscore.
    """
    outer: dict[str, tuple[str, ...]] = {}
    inner: dict[str, tuple[str, ...]] = {}
    for name, value in parameters.items():
        if name.startswith("_") or plain(name).endswith(_ABOUT_TAGS):
            continue
        if isinstance(value, Mapping):
            inner |= _inside(name, value)
        elif found := texts(value):
            outer[name] = tuple(found)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            inner |= _inside(name, value[0])
    return {**inner, **outer}


def _inside(name: str, structure: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    outer = plain(name)
    for envelope in _ENVELOPES:
        outer = outer.removesuffix(envelope)
    found = {}
    for member, value in structure.items():
        if isinstance(member, str) and len(member) <= _LONGEST_NAME and (values := texts(value)):
            whole = member if plain(member).startswith(outer) else outer + plain(member)
            found[whole] = tuple(values)
    return found


class Pairs:
    """Which parameter fills which gap, over all the kinds of resources of an action.

    A parameter that has the very name of one gap is not taken for another that only looks alike: InstanceId is that
    of an instance and not of a verified access instance.
    """

    def __init__(
        self, kinds: Iterable[tuple[str, tuple[str, ...]]], alone: bool, operation: str, names: tuple[str, ...]
    ) -> None:
        self._levels: dict[tuple[str, str, str], int] = {}
        best: dict[str, int] = {}
        for kind, gaps in kinds:
            for gap in gaps:
                usual = gap == gaps[-1] or plain(gap).endswith("name")
                for name in names:
                    found = level(name, gap, kind, alone, operation, usual)
                    if found:
                        self._levels[kind, gap, name] = found
                        best[name] = min(found, best.get(name, found))
        self._levels = {
            place: found for place, found in self._levels.items() if found <= _SAME or found == best[place[2]]
        }

    def surely(self, kind: str, gap: str, name: str) -> bool:
        """Whether a parameter has the very name of a gap."""
        return self._levels.get((kind, gap, name), _SAME + 1) <= _SAME

    def fills(self, kind: str, gaps: tuple[str, ...]) -> dict[str, str]:
        """The gaps of a kind that parameters fill: gap -> parameter. A parameter fills one gap only."""
        candidates = [
            (found, _other_ending(gap, name), len(name), -gaps.index(gap), gap, name)
            for (one, gap, name), found in self._levels.items()
            if one == kind and gap in gaps
        ]
        filled: dict[str, str] = {}
        for *_, gap, name in sorted(candidates):
            if gap not in filled and name not in filled.values():
                filled[gap] = name
        return filled


def _other_ending(gap: str, name: str) -> bool:
    """Whether one is a name and the other an id."""
    return plain(gap)[-2:] != plain(name).removesuffix("s")[-2:]


@lru_cache(maxsize=32768)
def level(name: str, variable: str, kind: str, alone: bool, operation: str, usual: bool = True) -> int:
    """How well a parameter's name fits a gap of a kind of resource: 1 is the same name, 0 is not at all.

    `alone` says that the action works on no other kind, so that a plain `Name` or `Id` can only be of this one;
    `usual` that the gap is one for what the resource itself is called.
    """
    if plain(name) == plain(variable):
        return 1
    if operation.startswith(_NEW) and plain(variable).endswith("id") and plain(name).endswith(("name", "names")):
        return 0  # AWS makes the id up
    own, wanted, type_ = stem(name), stem(variable), stem(kind)
    if own and own == wanted:
        return _SAME
    if own and own == type_ and (wanted in _GENERIC or wanted in type_ or type_ in wanted):
        return 3
    if plain(name) in _OF_ITSELF:
        if not usual:
            return 0
        about = noun(operation)
        return 4 if alone or (about and (about in (wanted, type_) or type_.endswith(about))) else 0
    if len(own) >= _SHORTEST_ENDING and len(wanted) >= _SHORTEST_ENDING and wanted not in _GENERIC:
        if own.endswith(wanted) or wanted.endswith(own):
            return 5
        if len(type_) >= _SHORTEST_ENDING and (own.endswith(type_) or type_.endswith(own)) and type_ in wanted:
            return 6
    return 0
