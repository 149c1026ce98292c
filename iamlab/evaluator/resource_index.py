"""Rules out, in a policy of many statements about one action, those about other resources."""

import re
from collections.abc import Sequence

from iamlab.evaluator.start_index import StartIndex
from iamlab.policy.document import Statement

_UNCERTAIN = re.compile(r"[*?]|\$\{")


class ResourceIndex:
    """The statements of a policy by how the resources that they name start, as far as that is certain."""

    __slots__ = ("_anywhere", "_named")

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._named: StartIndex[int] = StartIndex()
        self._anywhere: list[int] = []
        for place, statement in enumerate(statements):
            if statement.resources is None:
                self._anywhere.append(place)
            for value in statement.resources or ():
                # What an incomplete ARN names starts with it as well.
                self._named.add_start(_UNCERTAIN.split(value, maxsplit=1)[0], place)

    def possible(self, resource: str) -> list[int]:
        """The places, in order, of the statements that may be about the resource. The others are certain not to be."""
        return sorted({*self._named.find(resource), *self._anywhere})
