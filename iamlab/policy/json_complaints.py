"""The JSON parser's complaints as sentences that say what to do."""

import json
import re

WHITE_SPACE = " \t\r\n"

_COMMENT = re.compile(r"//|/\*|#")

# words of the complaint -> what to tell; {rest} is what stands there instead
_TOLD = (
    ("Unterminated string", 'This string is never closed. Add the missing ".'),
    ("Expecting ','", "A comma or a closing bracket is missing before {rest}."),
    ("Expecting ':'", "A colon is missing between the key and {rest}."),
    ("property name", "A key in double quotes belongs here, not {rest}."),
    ("Extra data", "The document is over before {rest}. Delete that, or check the brackets."),
    ("escape", 'This is no JSON escape. Write \\\\ for a backslash and \\" for a quotation mark.'),
    ("", "A value belongs here (a string in double quotes, [ or {{), not {rest}."),
)


def trailing_comma(text: str, place: int) -> int | None:
    """Where a comma stands with only a closing bracket after it, if that is what is wrong at `place`.

    Python 3.13 complains about the comma, older ones about the bracket.
    """
    comma = place if text[place : place + 1] == "," else len(text[:place].rstrip(WHITE_SPACE)) - 1
    after = text[comma + 1 :].lstrip(WHITE_SPACE)[:1]
    return comma if text[comma : comma + 1] == "," and after in ("]", "}") else None


def in_plain_words(text: str, error: json.JSONDecodeError) -> str:
    """What is wrong at `error.pos`, and what to do about it."""
    place = error.pos
    rest = text[place:].lstrip(WHITE_SPACE)
    if _COMMENT.match(rest):
        return "JSON has no comments. Delete this one; a Sid can say what a statement is for."
    if rest.startswith("'"):
        return "JSON strings stand in double quotes. Replace ' by \"."
    if "control character" in error.msg:
        if text[place] in "\r\n":
            return 'The line ends inside a string. Close the string with " before the end of the line.'
        return f"U+{ord(text[place]):04X} is a control character, which may not stand in a string. Delete it."
    if not rest and "Unterminated" not in error.msg:
        return "The text ends before the document does. A closing bracket, quote or value is missing at the end."
    sentence = next(sentence for words, sentence in _TOLD if words in error.msg)
    return sentence.format(rest=repr(excerpt(rest[:12])))


def excerpt(text: str) -> str:
    """A learner's text within a sentence: its first line, and not too long."""
    line = text.splitlines()[0] if text else ""
    return line if len(line) <= 60 else line[:60] + "…"
