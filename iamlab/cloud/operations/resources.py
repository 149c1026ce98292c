"""The resources that a call is authorised on, from the reference's resource types and the call's parameters.

AWS page: "Service Authorization Reference: The actions table" (resource types, and which of them are required).
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice, product
from typing import Any

from iamlab.cloud.operations import variables
from iamlab.cloud.operations.kinds import Kind, of_action, of_arn
from iamlab.cloud.operations.templates import MOST, UNKNOWN, Place, fill

_EVERYTHING = "*"
_CREATING = (*variables.CREATING, "Put", "Start")


def resources(
    action: str, operation: str, members: Sequence[str], parameters: Mapping[str, Any], place: Place
) -> list[str]:
    """The ARNs that `action` is asked for, each once; `*` for an action without resource types.

    A required kind of resource is always asked for, any other where the call names it. What the call does not name,
    such as what it is about to create, has `*` in the ARN. `members` are the parameters that the operation has.
    """
    kinds = of_action(action)
    if not kinds:
        return [_EVERYTHING]
    search = _Search(kinds, operation, members, variables.given(parameters), place)
    named = {kind: arns for kind in kinds if (arns := search.named(kind))}
    found: dict[str, None] = {}
    for kind in kinds:
        if kind in named and not _shadowed(kind, named):
            found |= dict.fromkeys(named[kind])
        elif kind.required and kind not in named and search.has_place_for(kind, named):
            found |= dict.fromkeys(search.partly(kind))
    if not found:
        found |= dict.fromkeys(arn for kind in search.likely() for arn in search.partly(kind))
    return list(found)[:MOST] or [_EVERYTHING]


def fully_named(
    action: str, operation: str, members: Sequence[str], parameters: Mapping[str, Any], place: Place
) -> list[str]:
    """The ARNs of `resources` where the call names every part of each; `*` otherwise, as nothing is sure then."""
    found = resources(action, operation, members, parameters, place)
    return [_EVERYTHING] if any(UNKNOWN in arn for arn in found) else found


def created(
    action: str, operation: str, members: Sequence[str], parameters: Mapping[str, Any], place: Place
) -> list[str]:
    """The resources of an action that an operation creates, by its name: CreateKey makes a key.

    Where the name does not tell, all the resources of the action for this call.
    """
    about = variables.noun(operation)
    made = tuple(kind for kind in of_action(action) if about == variables.stem(kind.name) != "")
    if not made:
        return resources(action, operation, members, parameters, place)
    search = _Search(made, operation, members, variables.given(parameters), place)
    return list(dict.fromkeys(arn for kind in made for arn in search.named(kind) or search.partly(kind)))[:MOST]


def _shadowed(kind: Kind, named: Mapping[Kind, list[str]]) -> bool:
    """Whether a part of the resource is named, too, and one of the two is enough: a table's index, a bus's rule."""
    if not kind.variables:
        return not kind.required and len(named) > 1
    return any(
        other is not kind
        and other.head == kind.head
        and set(other.variables) > set(kind.variables)
        and not (other.required and kind.required)
        for other in named
    )


class _Search:
    """The parameters of one call, and what they name."""

    def __init__(
        self,
        kinds: tuple[Kind, ...],
        operation: str,
        members: Sequence[str],
        given: Mapping[str, tuple[str, ...]],
        place: Place,
    ) -> None:
        self._kinds, self._operation, self._place = kinds, operation, place
        self._alone = len({kind.name for kind in kinds}) == 1
        self._by_arn: dict[Kind, list[str]] = {}
        self._given = {}
        for name, values in given.items():
            names = [value for value in values if not self._is_whole_arn(value)]
            if names:
                self._given[name] = [_last_part(value) for value in names]
        self._members = [name for name in members if name not in given or name in self._given]
        self._pairs = variables.Pairs(
            [(kind.name, kind.variables) for kind in kinds], self._alone, operation, tuple(self._given)
        )

    def _is_whole_arn(self, value: str) -> bool:
        """Whether a value is the ARN of one of the kinds; notes it as such."""
        kind = of_arn(self._kinds, value) if value.startswith("arn:") else None
        if kind:
            self._by_arn.setdefault(kind, []).append(value)
        return kind is not None

    def named(self, kind: Kind) -> list[str]:
        """The ARNs of a kind that the call names, as far as the operation has parameters for its parts."""
        if kind in self._by_arn:
            return self._by_arn[kind]
        fills = self._pairs.fills(kind.name, kind.variables)
        missing = [gap for gap in kind.variables if gap not in fills]
        if not missing:
            return self._filled(kind, fills)
        last = kind.variables[-1]
        sure = last in fills and self._pairs.surely(kind.name, last, fills[last])
        return self._filled(kind, fills) if sure and not any(map(self._could_fill(kind), missing)) else []

    def partly(self, kind: Kind) -> list[str]:
        """The ARNs of a kind with `*` for what the call does not name."""
        return self._filled(kind, self._pairs.fills(kind.name, kind.variables))

    def has_place_for(self, kind: Kind, named: Mapping[Kind, list[str]]) -> bool:
        """Whether a required kind that is not named can be meant at all: many requirements are either-or."""
        if not named or self._creates(kind):
            return True
        return any(map(self._could_fill(kind), kind.variables))

    def _could_fill(self, kind: Kind) -> Callable[[str], bool]:
        """Whether the operation has a parameter for a gap of a kind."""

        def could(gap: str) -> bool:
            return any(
                variables.level(member, gap, kind.name, self._alone, self._operation) for member in self._members
            )

        return could

    def likely(self) -> list[Kind]:
        """Of the kinds, none of which is named: those that are named in part, that the operation speaks of, or need."""
        about = variables.noun(self._operation)
        required = [kind for kind in self._kinds if kind.required]
        spoken = [kind for kind in self._kinds if about and variables.stem(kind.name) == about]
        if required:
            return [kind for kind in spoken if kind.required] or required
        begun = [kind for kind in self._kinds if self._pairs.fills(kind.name, kind.variables)]
        spoken_begun = [kind for kind in spoken if kind in begun]
        return spoken_begun or begun[:1] or (spoken if self._operation.startswith(_CREATING) else [])

    def _creates(self, kind: Kind) -> bool:
        about = variables.noun(self._operation)
        return self._operation.startswith(_CREATING) and variables.stem(kind.name) == about

    def _filled(self, kind: Kind, fills: Mapping[str, str]) -> list[str]:
        choices = [self._given[fills[name]] if name in fills else [UNKNOWN] for name in kind.variables]
        found: dict[str, None] = {}
        for values in islice(product(*choices), MOST):
            literal = dict(zip(kind.variables, values, strict=True))
            found |= dict.fromkeys(fill(kind.arn_format, literal, self._place))
        return list(found)


def _last_part(value: str) -> str:
    """A name from an ARN of another kind: its last part."""
    return value.rpartition("/" if "/" in value else ":")[2] if value.startswith("arn:") else value
