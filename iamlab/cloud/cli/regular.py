"""Regular expressions for `grep`, matched without backtracking, with a bound on the work.

Standard: "Regular Expressions" (POSIX.1-2017): characters, `.`, `[...]`, `*`, `+`, `?`, `|`, groups, `^` and `$`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.cloud.cli.usage import UsageError

MAX_PATTERN = 200
MAX_WORK = 400_000  # steps; a line may hold fifty patterns
_DEEPEST = 20
_SPLIT, _TEST, _START, _END, _MATCH = range(5)


@dataclass(slots=True)
class _State:
    """One state of the automaton: `kind` with the states that follow it."""

    kind: int
    out: int = -1
    other: int = -1
    characters: frozenset[str] = frozenset()
    ranges: tuple[tuple[str, str], ...] = ()
    negated: bool = False

    def takes(self, char: str, ignore_case: bool) -> bool:
        cases = {char, char.lower(), char.upper()} if ignore_case else {char}
        found = any(case in self.characters or any(low <= case <= high for low, high in self.ranges) for case in cases)
        return found != self.negated


class Pattern:
    """A compiled expression. Raises UsageError for one that is wrong, too long, or uses what is not supported."""

    def __init__(self, text: str, *, extended: bool, fixed: bool, ignore_case: bool) -> None:
        if len(text) > MAX_PATTERN:
            raise UsageError(f"grep: the pattern has {len(text):,} characters; at most {MAX_PATTERN} here.", 2)
        self._states: list[_State] = [_State(_MATCH)]
        self._ignore_case = ignore_case
        self._known: dict[tuple[frozenset[int], str, bool, bool], frozenset[int]] = {}
        self._work = 0
        symbols = [(char, False, at) for at, char in enumerate(text)] if fixed else _symbols(text, extended)
        self._symbols = symbols[::-1]
        self._begin = self._choice(0, 0)
        if self._symbols:
            raise _wrong("a `)` without its `(`", self._symbols[-1][2])

    def found_in(self, line: str) -> bool:
        """Whether any part of `line` matches."""
        begin = frozenset((self._begin,))
        current = self._closed(begin, True, not line)
        for at, char in enumerate(line):
            if 0 in current:
                return True
            last = at + 1 == len(line)
            current = self._step(current, char, last) | self._closed(begin, False, last)
        return 0 in current

    def ends(self, line: str, start: int) -> list[int]:
        """Return where the matches that begin at `start` end, the longest first."""
        found = []
        current = self._closed(frozenset((self._begin,)), start == 0, start == len(line))
        for at in range(start, len(line) + 1):
            if 0 in current:
                found.append(at)
            if at == len(line) or not current:
                break
            current = self._step(current, line[at], at + 1 == len(line))
        return found[::-1]

    def _step(self, states: frozenset[int], char: str, last: bool) -> frozenset[int]:
        key = (states, char, last, False)
        if key not in self._known:
            self._spend(len(states))
            found = {
                self._states[one].out
                for one in states
                if self._states[one].kind == _TEST and self._states[one].takes(char, self._ignore_case)
            }
            self._known[key] = self._closed(frozenset(found), False, last)
        self._spend(1)
        return self._known[key]

    def _closed(self, states: frozenset[int], first: bool, last: bool) -> frozenset[int]:
        """Return the states reached without a character; `first` and `last` say where in the line that is."""
        key = (states, "", last, first)
        if key not in self._known:
            seen: set[int] = set()
            left = list(states)
            while left:
                one = left.pop()
                if one in seen:
                    continue
                seen.add(one)
                self._spend(1)
                state = self._states[one]
                if state.kind == _SPLIT:
                    left += [state.out, state.other]
                elif (state.kind == _START and first) or (state.kind == _END and last):
                    left.append(state.out)
            self._known[key] = frozenset(seen)
        return self._known[key]

    def _spend(self, steps: int) -> None:
        self._work += steps
        if self._work > MAX_WORK:
            raise UsageError("grep: the pattern needs too much work on this text. Use a shorter text or pattern.", 2)

    # The expression is read from its last symbol to its first: each part is built in front of what follows it.

    def _choice(self, after: int, depth: int) -> int:
        if depth > _DEEPEST:
            raise UsageError(f"grep: groups are nested more than {_DEEPEST} deep.", 2)
        begins = [self._sequence(after, depth)]
        while self._peek() == "|":
            self._symbols.pop()
            begins.append(self._sequence(after, depth))
        found = begins.pop()
        while begins:
            found = self._new(_State(_SPLIT, begins.pop(), found))
        return found

    def _sequence(self, after: int, depth: int) -> int:
        first = self._new(_State(_SPLIT))
        end = first
        begun = True
        while self._symbols and self._peek() not in ("|", ")"):
            begin, end_of_atom = self._atom(depth, begun)
            begun = False
            operator = self._peek()
            while operator in ("*", "+", "?"):
                self._symbols.pop()
                begin, end_of_atom = self._repeated(begin, end_of_atom, operator)
                operator = self._peek()
            self._link(end, begin)
            end = end_of_atom
        self._link(end, after)
        return first

    def _repeated(self, begin: int, end: int, operator: str) -> tuple[int, int]:
        leave = self._new(_State(_SPLIT))
        split = self._new(_State(_SPLIT, begin, leave))
        self._link(end, leave if operator == "?" else split)
        return (begin if operator == "+" else split), leave

    def _atom(self, depth: int, begun: bool) -> tuple[int, int]:
        """Return the first state of one atom, and the last, whose `out` is still open."""
        text, special, at = self._symbols.pop()
        if special and text == "(":
            leave = self._new(_State(_SPLIT))
            begin = self._choice(leave, depth + 1)
            if self._peek() != ")":
                raise _wrong("a `(` without its `)`", at)
            self._symbols.pop()
            return begin, leave
        if special and text in "*+?" and not begun:
            raise _wrong(f"`{text}`", at)  # never reached: an operator is taken by the atom before it
        one = self._new(_test(text, special, at))
        return one, one

    def _peek(self) -> str:
        return self._symbols[-1][0] if self._symbols and self._symbols[-1][1] else ""

    def _new(self, state: _State) -> int:
        self._states.append(state)
        return len(self._states) - 1

    def _link(self, state: int, to: int) -> None:
        self._states[state].out = to
        if self._states[state].other < 0:
            self._states[state].other = to


def _test(text: str, special: bool, at: int) -> _State:
    if not special or text in "*+?":
        return _State(_TEST, characters=frozenset(text))
    if text == "^":
        return _State(_START)
    if text == "$":
        return _State(_END)
    if text == ".":
        return _State(_TEST, negated=True)
    return _class(text, at)


def _class(text: str, at: int) -> _State:
    """Read `[a-z_]` or `[^...]`."""
    inside = text[1:-1]
    negated = inside.startswith("^")
    inside = inside[1:] if negated else inside
    characters, ranges, place = set(), [], 0
    while place < len(inside):
        if inside[place + 1 : place + 2] == "-" and place + 2 < len(inside):
            ranges.append((inside[place], inside[place + 2]))
            place += 3
        else:
            characters.add(inside[place])
            place += 1
    return _State(_TEST, characters=frozenset(characters), ranges=tuple(ranges), negated=negated)


def _symbols(text: str, extended: bool) -> list[tuple[str, bool, int]]:
    """Return the symbols of an expression: (text, whether it is special, its place)."""
    return list(_read_symbols(text, extended))


def _read_symbols(text: str, extended: bool) -> Iterator[tuple[str, bool, int]]:
    at = 0
    while at < len(text):
        char, after = text[at], text[at + 1 : at + 2]
        if char == "\\":
            if not after:
                raise _wrong("a `\\` at its end", at)
            if after.isalnum() or after in "<>'`" or (after in "{}" and not extended):
                raise _wrong(f"`\\{after}`", at)
            # A backslash makes an operator plain, or, in a basic expression, a plain character an operator.
            yield after, not extended and after in "|+?()", at
            at += 2
        elif char == "[":
            end = text.find("]", at + (3 if after == "^" else 2))
            if end < 0:
                raise _wrong("a `[` without its `]`", at)
            if text[at + 1 : end].find("[:") >= 0:
                raise _wrong("a class such as `[:alpha:]`; write `[A-Za-z]`", at)
            yield text[at : end + 1], True, at
            at = end + 1
        elif char == "{" and extended:
            raise _wrong("a count such as `{2}`", at)
        else:
            yield char, char in ".*" or (extended and char in "|+?()") or _anchor(text, at, extended), at
            at += 1


def _anchor(text: str, at: int, extended: bool) -> bool:
    if text[at] == "^":
        return at == 0 or extended
    return text[at] == "$" and (at + 1 == len(text) or extended)


def _wrong(what: str, at: int) -> UsageError:
    return UsageError(
        f"grep: the pattern has {what} at character {at + 1}, which does not work here."
        " Use -F to search for the text as it is.",
        2,
    )
