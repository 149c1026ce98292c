"""Whether one pattern matches everything that another matches: `iam:Get*` covers `iam:GetUser` and `iam:Get*Role`.

The answer is exact for patterns of `*` and `?`, as long as some character stands in neither: a value made of that
character is matched by wildcards only. So every `*` of the narrow pattern may be thought of as any number of such
characters, and every text of the wide pattern must find its place in what stands between them. What is too long to
decide is not covered.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from iamlab.policy.patterns import Piece, compile_glob

MOST = 2048  # characters of a pattern: a longer one is covered by `*` and by itself only


class _Step(NamedTuple):
    """At least `gap` characters, and then a piece that starts and ends with a character, not with a wildcard."""

    gap: int
    piece: Piece


class _Wide(NamedTuple):
    """A pattern with a star in it: a start, steps, and an end. Which characters a star's `?` count is all the same."""

    start: Piece
    steps: tuple[_Step, ...]
    gap: int
    end: Piece


def covers(wide: str, narrow: str) -> bool:
    """Whether `wide` matches every text that `narrow` matches. The cost is at most the product of their lengths."""
    if wide in ("*", narrow):
        return True
    if len(wide) > MOST or len(narrow) > MOST or not narrow.startswith(literal_start(wide)):
        return False
    runs = narrow.split("*")
    compiled = _compile(wide)
    if isinstance(compiled, Piece):
        return len(runs) == 1 and len(narrow) == compiled.length and compiled.at(narrow, 0)
    return _finds_its_place(compiled, runs)


def literal_start(pattern: str) -> str:
    """What every text starts with that the pattern matches."""
    ends = [place for place in (pattern.find("*"), pattern.find("?")) if place >= 0]
    return pattern[: min(ends)] if ends else pattern


@lru_cache(maxsize=1024)
def _compile(pattern: str) -> _Wide | Piece:
    start, *middle = pattern.split("*")
    if not middle:
        return _piece(start)
    text = start.rstrip("?")
    gap, steps = len(start) - len(text), []
    for one in middle[:-1]:
        inner = one.strip("?")
        if not inner:
            gap += len(one)
            continue
        before = len(one) - len(one.lstrip("?"))
        steps.append(_Step(gap + before, _piece(inner)))
        gap = len(one) - len(inner) - before
    end = middle[-1].lstrip("?")
    return _Wide(_piece(text), tuple(steps), gap + len(middle[-1]) - len(end), _piece(end))


def _piece(text: str) -> Piece:
    return compile_glob(text).pieces[0]


def _finds_its_place(wide: _Wide, runs: Sequence[str]) -> bool:
    """Take every piece as far to the left as it goes. `?` in a run is a character that only a wildcard matches."""
    if not (len(runs[0]) >= wide.start.length and wide.start.at(runs[0], 0)):
        return False
    run, place = 0, wide.start.length
    for gap, piece in wide.steps:
        run, place = _skip(runs, run, place, gap)
        while run < len(runs):
            found = piece.find(runs[run], place, len(runs[run]))
            if found >= 0:
                place = found + piece.length
                break
            run, place = run + 1, 0
    run, place = _skip(runs, run, place, wide.gap)
    last = len(runs) - 1
    begin = len(runs[last]) - wide.end.length
    return run <= last and begin >= (place if run == last else 0) and wide.end.at(runs[last], begin)


def _skip(runs: Sequence[str], run: int, place: int, gap: int) -> tuple[int, int]:
    """The place after `gap` more characters, where every star of the narrow pattern stands for none."""
    while run < len(runs) and gap > len(runs[run]) - place:
        gap -= len(runs[run]) - place
        run, place = run + 1, 0
    return run, place + gap
