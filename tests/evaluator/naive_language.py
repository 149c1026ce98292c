"""The policy language, read a second time and slowly: does a statement speak about a request?

Nothing here is shared with the evaluator. Every rule is written down as its page in AWS's documentation states it, with
plain recursion and no preparation, so that a fault in one reading shows as a difference from the other.
"""

import base64
import ipaddress
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

ANY, ONE = "\x00any", "\x00one"  # the wildcards, once they are told apart from the same characters as text
Tokens = tuple[str, ...]
Context = dict[str, list[str]]  # lower-case condition key -> values


def as_list(value: Any) -> list[Any]:
    """A value that may stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]


def like(pattern: Tokens, text: str) -> bool:
    """Whether a pattern of characters and wildcards covers the whole text."""

    @cache
    def covers(here: int, there: int) -> bool:
        if here == len(pattern):
            return there == len(text)
        if pattern[here] == ANY:
            return covers(here + 1, there) or (there < len(text) and covers(here, there + 1))
        return there < len(text) and pattern[here] in (ONE, text[there]) and covers(here + 1, there + 1)

    return covers(0, 0)


def tokens(text: str, context: Context, variables: bool) -> Tokens | None:
    """Characters and wildcards, with variables filled in. None where one has neither value nor default.

    Page: "IAM policy elements: Variables and tags". Wildcards in a value are plain characters.
    """
    found: list[str] = []
    place = 0
    while place < len(text):
        variable = re.compile(r"\$\{([^{}]*)\}").match(text, place) if variables else None
        if variable is None:
            found.append({"*": ANY, "?": ONE}.get(text[place], text[place]))
            place += 1
            continue
        place = variable.end()
        name, _, default = variable[1].partition(",")
        if name.strip() in ("*", "?", "$"):
            found.append(name.strip())
            continue
        values = context.get(name.strip().lower())
        if values is not None and len(values) == 1:
            found.extend(values[0])
        elif default:
            found.extend(default.strip().strip("'"))
        else:
            return None
    return tuple(found)


def literal(pattern: Tokens) -> str:
    """The pattern as it was written."""
    return "".join({ANY: "*", ONE: "?"}.get(token, token) for token in pattern)


def segments(pattern: Tokens) -> list[Tokens]:
    """The six segments of an ARN pattern; the last one keeps its colons."""
    found: list[list[str]] = [[]]
    for token in pattern:
        if token == ":" and len(found) < 6:
            found.append([])
        else:
            found[-1].append(token)
    return [tuple(segment) for segment in found]


def resource_matches(pattern: Tokens, resource: str) -> bool:
    """Pages: "IAM JSON policy elements: Resource", "Identify AWS resources with Amazon Resource Names (ARNs)".

    A missing segment is `*`. A wildcard stays within its segment, but a `*` that ends one runs on over colons.
    """
    if pattern == (ANY,):
        return True
    parts = segments(pattern)
    parts += [(ANY,)] * (6 - len(parts))

    @cache
    def covers(part: int, here: int, there: int) -> bool:
        last, segment = part == 5, parts[part]
        if here == len(segment):
            if last:
                return there == len(resource)
            return there < len(resource) and resource[there] == ":" and covers(part + 1, 0, there + 1)
        free = last or (here == len(segment) - 1 and segment[here] == ANY)
        if segment[here] == ANY:
            further = there < len(resource) and (free or resource[there] != ":")
            return covers(part, here + 1, there) or (further and covers(part, here, there + 1))
        if there >= len(resource) or (segment[here] == ONE and not free and resource[there] == ":"):
            return False
        return segment[here] in (ONE, resource[there]) and covers(part, here + 1, there + 1)

    return covers(0, 0, 0)


def arn_like(pattern: Tokens, value: str) -> bool:
    """Page: "Condition operators", ARN: each of the six components is checked separately."""
    if pattern == (ANY,):
        return value.count(":") >= 5
    ours, theirs = segments(pattern), value.split(":", 5)
    return len(ours) == len(theirs) == 6 and all(like(*pair) for pair in zip(ours, theirs, strict=True))


def seconds(text: str) -> float | None:
    """Page: "Condition operators", Date: ISO 8601 or epoch. None where the text is neither."""
    if re.fullmatch(r"\d{4}", text):
        text += "-01-01"
    elif re.fullmatch(r"\d{1,12}(\.\d+)?", text):
        return float(text)
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def number(text: str) -> float | None:
    """Page: "Condition operators", Numeric. None where the text is no number."""
    try:
        return float(text)
    except ValueError:
        return None


def in_range(wanted: str, value: str) -> bool:
    """Page: "Condition operators", IP address."""
    try:
        return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False


def same_bytes(wanted: str, value: str) -> bool:
    """Page: "Condition operators", Binary."""
    try:
        return base64.b64decode(wanted, validate=True) == base64.b64decode(value, validate=True)
    except ValueError:
        return False


def ordered(read: Callable[[str], float | None], relation: str) -> Callable[[Tokens, str], bool]:
    """A comparison of two quantities; nothing compares with what is none."""

    def compare(pattern: Tokens, value: str) -> bool:
        wanted, given = read(literal(pattern)), read(value)
        if wanted is None or given is None:
            return False
        return {"<": given < wanted, "<=": given <= wanted, ">": given > wanted, ">=": given >= wanted}.get(
            relation, given == wanted
        )

    return compare


TESTS: dict[str, Callable[[Tokens, str], bool]] = {
    "stringequals": lambda pattern, value: literal(pattern) == value,
    "stringequalsignorecase": lambda pattern, value: literal(pattern).lower() == value.lower(),
    "stringlike": like,
    "arnequals": arn_like,
    "arnlike": arn_like,
    "bool": lambda pattern, value: literal(pattern).lower() == value.lower() in ("true", "false"),
    "binaryequals": lambda pattern, value: same_bytes(literal(pattern), value),
    "ipaddress": lambda pattern, value: in_range(literal(pattern), value),
    **{
        f"{family}{name}": ordered(read, relation)
        for family, read in (("numeric", number), ("date", seconds))
        for name, relation in {
            "equals": "=",
            "lessthan": "<",
            "lessthanequals": "<=",
            "greaterthan": ">",
            "greaterthanequals": ">=",
        }.items()
    },
}
WITH_VARIABLES = ("string", "arn")


def condition_holds(name: str, key: str, written: Any, context: Context, variables: bool) -> bool:
    """Whether one operator with one key holds. Pages: "Condition operators", "Multivalued context keys"."""
    name = name.lower()
    quantifier, _, name = name.rpartition(":")
    given = context.get(key.lower())
    empty = given is None or not any(given)  # "an empty data set (for example, an empty string)"
    texts = [str(one).lower() if isinstance(one, bool) else str(one) for one in as_list(written)]
    if name == "null":
        return ("true" if empty else "false") in [text.lower() for text in texts]
    if_exists = name.endswith("ifexists")
    name = name.removesuffix("ifexists")
    if if_exists and given is None:
        return True
    negated = name not in TESTS
    test = TESTS[name.replace("not", "", 1) if negated else name]
    patterns = [tokens(text, context, variables and name.startswith(WITH_VARIABLES)) for text in texts]
    # A value that holds a variable without a value matches nothing, so that an inverted operator does match.
    wanted = [pattern for pattern in patterns if pattern is not None]

    def matches(value: str) -> bool:
        return any(test(pattern, value) for pattern in wanted)

    if quantifier == "forallvalues":
        return empty or all(matches(value) != negated for value in given or [])
    if quantifier == "foranyvalue":
        return not empty and any(matches(value) != negated for value in given or [])
    return any(matches(value) for value in given or []) != negated


def speaks_about(statement: dict[str, Any], version: str, action: str, resource: str, context: Context) -> bool:
    """Whether Action, Resource and Condition of a statement match; who calls is another question."""
    variables = version == "2012-10-17"
    names = as_list(statement.get("Action", statement.get("NotAction")))
    hit = any(like(tokens(name.lower(), {}, False) or (), action.lower()) for name in names)
    if hit == ("NotAction" in statement) or not names:
        return False
    if "Resource" in statement or "NotResource" in statement:
        resources = as_list(statement.get("Resource", statement.get("NotResource")))
        patterns = [tokens(one, context, variables) for one in resources]
        hit = any(one is not None and resource_matches(one, resource) for one in patterns)
        if "Resource" in statement and not hit:
            return False
        if "NotResource" in statement and (hit or not patterns):
            return False
    return all(
        condition_holds(operator, key, values, context, variables)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    )


def statements_about(
    document: dict[str, Any], effect: str, action: str, resource: str, context: Context
) -> Sequence[dict[str, Any]]:
    """The statements of a document with that effect that speak about the request."""
    version = document.get("Version", "2008-10-17")
    return [
        statement
        for statement in as_list(document["Statement"])
        if statement["Effect"] == effect and speaks_about(statement, version, action, resource, context)
    ]
