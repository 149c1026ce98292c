"""Wildcard matching: `*` is any text, `?` any one character.

The cost of a match is at most the pattern's length times the value's length, whatever the pattern is: between
two stars the leftmost match is always good enough, so nothing is ever tried twice.
"""

from dataclasses import dataclass

from iamlab.policy.variables import Part, Wild, parse_template


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two stars: one literal text, or characters of which None is any one."""

    length: int
    literal: str | None
    characters: tuple[str | None, ...] = ()

    def at(self, value: str, start: int) -> bool:
        """Whether the piece stands in `value` at `start`."""
        if self.literal is not None:
            return value.startswith(self.literal, start)
        window = value[start : start + self.length]
        return len(window) == self.length and all(
            wanted is None or wanted == found for wanted, found in zip(self.characters, window, strict=True)
        )

    def find(self, value: str, start: int, end: int) -> int:
        """The leftmost place of the piece within value[start:end], or -1."""
        if self.literal is not None:
            return value.find(self.literal, start, end)
        return self._shift_and(value, start, end)

    def _shift_and(self, value: str, start: int, end: int) -> int:
        # Bit i of `state` is set while the last i+1 characters match the first i+1 of the piece. One step per
        # character of the value, on a number as long as the piece: the bound of the module docstring holds.
        anything = sum(1 << place for place, wanted in enumerate(self.characters) if wanted is None)
        masks: dict[str, int] = {}
        for place, wanted in enumerate(self.characters):
            if wanted is not None:
                masks[wanted] = masks.get(wanted, anything) | 1 << place
        whole = 1 << (self.length - 1)
        state = 0
        for place in range(start, end):
            state = (state << 1 | 1) & masks.get(value[place], anything)
            if state & whole:
                return place + 1 - self.length
        return -1


_NOTHING = Piece(0, "")


@dataclass(frozen=True, slots=True)
class Glob:
    """A compiled pattern. One piece: there is no star in it. `shortest` is the least length of a match."""

    pieces: tuple[Piece, ...]
    shortest: int

    @property
    def literal(self) -> str | None:
        """The one text that matches, where the pattern has no wildcards."""
        return self.pieces[0].literal if len(self.pieces) == 1 else None

    @property
    def prefix(self) -> str | None:
        """What a matching text starts with, where the pattern is that and a star."""
        if len(self.pieces) == 2 and not self.pieces[1].length:
            return self.pieces[0].literal
        return None

    def matches(self, value: str) -> bool:
        """Whether the whole of `value` matches."""
        if len(value) < self.shortest:
            return False
        first, last = self.pieces[0], self.pieces[-1]
        if len(self.pieces) == 1:
            return len(value) == self.shortest and first.at(value, 0)
        end = len(value) - last.length
        if not (first.at(value, 0) and last.at(value, end)):
            return False
        position = first.length
        for piece in self.pieces[1:-1]:
            found = piece.find(value, position, end)
            if found < 0:
                return False
            position = found + piece.length
        return True


def compile_parts(parts: tuple[Part, ...]) -> Glob:
    """Compile literal text and wildcards, as `Template.resolve` gives them."""
    match parts:  # nearly every pattern is a text, or a text and a star
        case (str(text),):
            return Glob((Piece(len(text), text),), len(text))
        case (str(text), Wild.ANY_TEXT):
            return Glob((Piece(len(text), text), _NOTHING), len(text))
    pieces: list[Piece] = []
    chunk: list[Part] = []
    for part in (*parts, Wild.ANY_TEXT):
        if part is not Wild.ANY_TEXT:
            chunk.append(part)
        elif chunk or not pieces:
            pieces.append(_piece(chunk))
            chunk = []
    if parts and parts[-1] is Wild.ANY_TEXT:
        pieces.append(_NOTHING)
    return Glob(tuple(pieces), sum(piece.length for piece in pieces))


def compile_glob(pattern: str) -> Glob:
    """Compile a pattern that holds no policy variables."""
    parts = parse_template(pattern, with_variables=False).parts
    return compile_parts(tuple(part for part in parts if isinstance(part, str | Wild)))


def _piece(chunk: list[Part]) -> Piece:
    texts = [part for part in chunk if isinstance(part, str)]
    if len(texts) == len(chunk):
        literal = "".join(texts)
        return Piece(len(literal), literal)
    characters: list[str | None] = []
    for part in chunk:
        characters.extend(part if isinstance(part, str) else [None])
    return Piece(len(characters), None, tuple(characters))
