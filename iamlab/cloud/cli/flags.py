"""Reading the options of the small text commands. Standard: "Utility Syntax Guidelines" (POSIX.1-2017)."""

from iamlab.cloud.cli.usage import UsageError

FILTER_ERROR = 2
_MAX_DIGITS = 9


def split(command: str, words: list[str], plain: str = "", valued: str = "") -> tuple[dict[str, str], list[str]]:
    """Return the options given (letter -> value, "" for a plain one) and the operands; raises UsageError."""
    found: dict[str, str] = {}
    operands: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        if word == "--":
            return found, operands + left[::-1]
        if not word.startswith("-") or word == "-":
            operands.append(word)
            continue
        for place, letter in enumerate(word[1:], 1):
            if letter in valued:
                if word[place + 1 :]:
                    found[letter] = word[place + 1 :]
                elif left:
                    found[letter] = left.pop()
                else:
                    raise UsageError(f"{command}: -{letter} needs a value.", FILTER_ERROR)
                break
            if letter not in plain:
                raise UsageError(f"{command}: the option {word[:40]} does not exist here. {_known(plain, valued)}", 2)
            found[letter] = ""
    return found, operands


def number(command: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise UsageError(f"{command}: '{text[:40]}' is not a whole number.", FILTER_ERROR)
    return int(text)


def _known(plain: str, valued: str) -> str:
    known = [f"-{letter}" for letter in plain + valued]
    return f"It takes {', '.join(known)}." if known else "It takes none."
