"""`grep`: the lines in which a pattern is found. Standard: "grep" (POSIX.1-2017); -o and -w as in GNU grep."""

from collections.abc import Iterator

from iamlab.cloud.cli import flags
from iamlab.cloud.cli.filters import Given, Printed
from iamlab.cloud.cli.regular import Pattern
from iamlab.cloud.cli.usage import UsageError

_NO_MATCH = 1


def grep(words: list[str], given: Given) -> Printed:
    options, rest = flags.split("grep", words, plain="ivcnEFwoqh", valued="e")
    if "e" not in options and not rest:
        raise UsageError("grep: search for what? For example: `aws iam list-users | grep Name`.", 2)
    wanted = options["e"] if "e" in options else rest.pop(0)
    pattern = Pattern(wanted, extended="E" in options, fixed="F" in options, ignore_case="i" in options)
    whole, inverted = "w" in options, "v" in options
    shown: list[str] = []
    count = 0
    for number, line in enumerate(given.lines("grep", rest), 1):
        found = next(_matches(pattern, line), None) is not None if whole else pattern.found_in(line)
        if found == inverted:
            continue
        count += 1
        label = f"{number}:" if "n" in options else ""
        parts = _parts(pattern, line, whole) if "o" in options and not inverted else [line]
        shown += [label + part for part in parts]
    if "c" in options:
        shown = [str(count)]
    text = "" if "q" in options else "".join(f"{line}\n" for line in shown)
    return Printed(text, 0 if count else _NO_MATCH)


def _matches(pattern: Pattern, line: str, whole: bool = True) -> Iterator[tuple[int, int]]:
    """Give the matches from left to right, the longest at each place; `whole` ones are not part of a longer word."""
    start = 0
    while start <= len(line):
        end = next((end for end in pattern.ends(line, start) if not whole or _is_word(line, start, end)), None)
        if end is not None:
            yield start, end
        start = max(start + 1, end or 0)


def _is_word(line: str, start: int, end: int) -> bool:
    return not (_in_word(line[max(0, start - 1) : start]) or _in_word(line[end : end + 1]))


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _parts(pattern: Pattern, line: str, whole: bool) -> list[str]:
    return [line[start:end] for start, end in _matches(pattern, line, whole) if end > start]
