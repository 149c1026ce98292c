"""Putting values in the place of `$NAME` and `$(COMMAND)`, and splitting what has no quotes into words.

Standard: "Shell Command Language", Word Expansions (POSIX.1-2017). Names of files are never put in.
"""

from collections.abc import Callable, Iterable

from iamlab.cloud.cli import environment
from iamlab.cloud.cli.tokens import Part, Token

Lookup = Callable[[Part], str]


def expanded(words: list[Token], lookup: Lookup) -> list[Token]:
    """Return the words of a command with everything expanded, from left to right. `lookup` gives a part's value.

    The values of assignments are not split: those before the command, and those after `export`.
    """
    found: list[Token] = []
    before = True
    for word in words:
        begins = word.parts[0].text if word.parts and word.parts[0].kind == "text" else word.text
        assigns = environment.assignment(begins) is not None
        before = before and assigns
        if not word.parts:
            found.append(word)
        elif assigns and (before or (found and found[0].text == "export")):
            found.append(Token(text(word.parts, lookup), word.at))
        else:
            found += [Token(field, word.at) for field in _fields(word.parts, lookup)]
    return found


def text(parts: Iterable[Part], lookup: Lookup) -> str:
    """Return parts with their values, in one piece."""
    return "".join(part.text if part.kind == "text" else lookup(part) for part in parts)


def _fields(parts: Iterable[Part], lookup: Lookup) -> list[str]:
    """Return the words that a word comes to: none where it is nothing but an empty value without quotes."""
    done: list[str] = []
    current: str | None = None
    for part in parts:
        value = part.text if part.kind == "text" else lookup(part)
        if part.kind == "text" or part.quoted:
            current = (current or "") + value
            continue
        if value[:1].isspace() and current is not None:
            done.append(current)
            current = None
        for place, piece in enumerate(value.split()):
            if place and current is not None:
                done.append(current)
                current = None
            current = (current or "") + piece
        if value[-1:].isspace() and value.strip() and current is not None:
            done.append(current)
            current = None
    return done if current is None else [*done, current]
