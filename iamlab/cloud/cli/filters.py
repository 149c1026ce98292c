"""The text filters of a pipe: head, tail, wc, sort, uniq, cut, tr. Standard: "Utilities" (POSIX.1-2017)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from iamlab.cloud.cli import flags, workspace
from iamlab.cloud.cli.usage import UsageError

MAX_CHARACTERS = 262_144  # of what one command reads
_LINES = "10"
_MAX_SET = 1_000
_MAX_RANGES = 50


@dataclass(frozen=True, slots=True)
class Given:
    """What a command may read: the text from the pipe (None without one) and the workspace's files."""

    piped: str | None
    files: Mapping[str, str]

    def text(self, command: str, names: list[str]) -> str:
        """Return the text of the named files, one after the other, each on lines of its own, or that of the pipe.

        Raises UsageError.
        """
        texts = self.texts(command, names)
        return "".join(text if text.endswith("\n") or not text or not names else text + "\n" for text in texts)

    def texts(self, command: str, names: list[str]) -> list[str]:
        """Return the texts of the named files as they are, or that of the pipe; raises UsageError."""
        if not names:
            if self.piped is None:
                raise UsageError(
                    f"{command}: which file? Name one, or pipe a text into it. {workspace.existing(self.files)}", 1
                )
            return [self.piped]
        texts: list[str] = []
        size = 0
        for name in names:
            text = self.piped or "" if name == "-" else self.files.get(workspace.plain(name))
            if text is None:
                raise UsageError(
                    f"{command}: {name[:200]}: No such file or directory. {workspace.existing(self.files)}", 1
                )
            texts.append(text)
            size += len(text)
            if size > MAX_CHARACTERS:
                raise UsageError(f"{command}: that is more than {MAX_CHARACTERS:,} characters. Read fewer files.", 1)
        return texts

    def lines(self, command: str, names: list[str]) -> list[str]:
        return lines_of(self.text(command, names))


@dataclass(frozen=True, slots=True)
class Printed:
    text: str
    exit_code: int = 0


def lines_of(text: str) -> list[str]:
    """Return the lines without their ends; only a line feed ends one."""
    return text.removesuffix("\n").split("\n") if text else []


def joined(lines: list[str]) -> Printed:
    return Printed("".join(f"{line}\n" for line in lines))


def cat(words: list[str], given: Given) -> Printed:
    _, names = flags.split("cat", words)
    return Printed("".join(given.texts("cat", names)))


def echo(words: list[str], given: Given) -> Printed:
    if words[:1] == ["-n"]:
        return Printed(" ".join(words[1:]))
    return Printed(" ".join(words) + "\n")


def head(words: list[str], given: Given) -> Printed:
    options, names = flags.split("head", _short_count(words), valued="n")
    return joined(given.lines("head", names)[: flags.number("head", options.get("n", _LINES))])


def tail(words: list[str], given: Given) -> Printed:
    options, names = flags.split("tail", _short_count(words), valued="n")
    asked = options.get("n", _LINES)
    lines = given.lines("tail", names)
    if asked.startswith("+"):  # from that line on
        return joined(lines[max(0, flags.number("tail", asked[1:]) - 1) :])
    count = flags.number("tail", asked)
    return joined(lines[-count:] if count else [])


def _short_count(words: list[str]) -> list[str]:
    """Turn `-5` into `-n 5`."""
    if words and words[0].startswith("-") and words[0][1:].isdigit():
        return ["-n", words[0][1:], *words[1:]]
    return words


def wc(words: list[str], given: Given) -> Printed:
    options, names = flags.split("wc", words, plain="lwcm")
    text = given.text("wc", names)
    counts = {
        "l": text.count("\n"),
        "w": len(text.split()),
        "c": len(text.encode("utf-8", "replace")),
        "m": len(text),
    }
    shown = [str(counts[letter]) for letter in "lwmc" if letter in (options or "lwc")]
    return Printed(" ".join([*shown, *names[:1]]) + "\n" if len(names) < 2 else " ".join([*shown, "total"]) + "\n")


def sort(words: list[str], given: Given) -> Printed:
    options, names = flags.split("sort", words, plain="rnu")
    lines = given.lines("sort", names)
    if "u" in options:
        lines = list(dict.fromkeys(lines))
    lines.sort(key=_numeric if "n" in options else lambda line: (0.0, line), reverse="r" in options)
    return joined(lines)


def _numeric(line: str) -> tuple[float, str]:
    text = line.strip()
    end = 1 if text[:1] == "-" else 0
    while end < len(text) and end < 40 and (text[end] in "0123456789."):
        end += 1
    try:
        return float(text[:end]), line
    except ValueError:
        return 0.0, line


def uniq(words: list[str], given: Given) -> Printed:
    options, names = flags.split("uniq", words, plain="cd")
    groups = [(line, sum(1 for _ in same)) for line, same in groupby(given.lines("uniq", names))]
    if "d" in options:
        groups = [(line, count) for line, count in groups if count > 1]
    return joined([f"{count:7} {line}" if "c" in options else line for line, count in groups])


def cut(words: list[str], given: Given) -> Printed:
    options, names = flags.split("cut", words, valued="df")
    delimiter = options.get("d", "\t")
    if "f" not in options or len(delimiter) != 1:
        raise UsageError("cut: say which fields, for example `cut -d , -f 1,3`; -d takes one character.", 2)
    parts = options["f"].split(",")
    if len(parts) > _MAX_RANGES:
        raise UsageError(f"cut: that is {len(parts):,} ranges of fields; at most {_MAX_RANGES} here.", 2)
    ranges = [_range(part) for part in parts]
    lines = []
    for line in given.lines("cut", names):
        fields = line.split(delimiter)
        chosen = [text for at, text in enumerate(fields, 1) if any(low <= at <= high for low, high in ranges)]
        lines.append(delimiter.join(chosen) if len(fields) > 1 else line)
    return joined(lines)


def _range(part: str) -> tuple[int, int]:
    low, dash, high = part.partition("-")
    first = flags.number("cut", low) if low or not dash else 1
    last = flags.number("cut", high) if high else (10**9 if dash else first)
    if not 1 <= first <= last:
        raise UsageError(f"cut: '{part[:40]}' is not a range of fields; they are counted from 1.", 2)
    return first, last


_CLASSES = {"[:upper:]": "A-Z", "[:lower:]": "a-z", "[:digit:]": "0-9", "[:space:]": " \t\n", "[:alpha:]": "A-Za-z"}


def tr(words: list[str], given: Given) -> Printed:
    options, sets = flags.split("tr", words, plain="ds")
    wanted = 1 if "d" in options or ("s" in options and len(sets) == 1) else 2
    if len(sets) != wanted or len(options) > 1:
        raise UsageError("tr: use `tr abc xyz`, `tr -d abc` or `tr -s ' '`.", 2)
    text = given.text("tr", [])
    first = _characters(sets[0])
    if "d" in options:
        return Printed(text.translate(dict.fromkeys(map(ord, first))))
    if wanted == 2:
        second = _characters(sets[1])
        if not second:
            raise UsageError("tr: the second set is empty. Use -d to delete characters.", 2)
        # A second set that is too short goes on with its last character.
        pairs = {
            ord(old): (second[at] if at < len(second) else second[-1]) for at, old in reversed(list(enumerate(first)))
        }
        text, first = text.translate(pairs), second
    if "s" in options:
        text = "".join(char if char in first else char * sum(1 for _ in same) for char, same in groupby(text))
    return Printed(text)


def _characters(written: str) -> str:
    for name, characters in _CLASSES.items():
        written = written.replace(name, characters)
    for escape, char in (("\\n", "\n"), ("\\t", "\t"), ("\\\\", "\\")):
        written = written.replace(escape, char)
    found: list[str] = []
    at = 0
    while at < len(written) and len(found) < _MAX_SET:
        if written[at + 1 : at + 2] == "-" and at + 2 < len(written):
            found += [chr(code) for code in range(ord(written[at]), ord(written[at + 2]) + 1)[:_MAX_SET]]
            at += 3
        else:
            found.append(written[at])
            at += 1
    return "".join(found)
