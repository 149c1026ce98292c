"""The quick way to read a document in which nothing is out of the ordinary.

Most documents are right. This reader only says what they hold, or gives up: then `parse` reads the document again with
the care that it takes to say what is wrong and where. A test holds the two together.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache

from iamlab.policy.conditions.operators import parse_operator
from iamlab.policy.document import Condition, Policy, PolicyType, PrincipalName, Statement
from iamlab.policy.grammar import (
    ACTION,
    CONDITION_KEY,
    DEFAULT_VERSION,
    EFFECTS,
    GRAMMARS,
    PLAIN_SID,
    POLICY_ELEMENTS,
    PRINCIPAL_KINDS,
    STATEMENT_ELEMENTS,
    VERSIONS,
    Grammar,
    Need,
    is_resource,
)
from iamlab.policy.json_text import MAX_CHARACTERS, Number
from iamlab.policy.source import Source

_POLICY_ELEMENTS = frozenset(POLICY_ELEMENTS)
_STATEMENT_ELEMENTS = frozenset(STATEMENT_ELEMENTS)
_PRINCIPAL_KINDS = frozenset(PRINCIPAL_KINDS)
_JUST_STRINGS = frozenset({str})
_EVERYONE = (PrincipalName("*", "*"),)
_ESCAPED_CONTROL = re.compile(r"\\[bfu]")
_LONGEST_OPERATOR = 64
_LARGEST_NUMBER = 10**15


class Odd(Exception):  # noqa: N818  (no error: the document may still be right)
    """Something in the document needs the careful reader."""


def in_one_line(document: Mapping[str, object]) -> str:
    """The object as JSON text, safe from later changes. Raises Odd where a text in it may be none for a policy."""
    try:
        _check_size(document)
        text = json.dumps(document, ensure_ascii=False)
        text.encode()  # refuses lone surrogates
    except (TypeError, ValueError, RecursionError):
        raise Odd from None
    if len(text) > MAX_CHARACTERS or ("\\" in text and _ESCAPED_CONTROL.search(text)):
        raise Odd
    return text


def _check_size(document: Mapping[str, object]) -> None:
    # Before anything is written: an object can hold one part of itself a thousand times, and that another.
    left = MAX_CHARACTERS
    waiting: list[object] = [document]
    for value in waiting:
        if type(value) is str:
            left -= len(value)
        elif type(value) is list:
            left -= len(value)
            waiting += value
        elif type(value) is dict:
            left -= len(value) + sum(map(len, value))
            waiting += value.values()
        if left < 0:
            raise Odd


def read_plain(document: object, policy_type: PolicyType, origin: Source) -> Policy:
    """The policy that a JSON value is. Raises Odd for all that are no correct policy, and for some that are."""
    if type(document) is not dict or not document.keys() <= _POLICY_ELEMENTS or None in document.values():
        raise Odd
    version = document.get("Version", DEFAULT_VERSION)
    identifier = document.get("Id")
    found = document.get("Statement")
    members = [found] if type(found) is dict else found
    if type(members) is not list or not members or type(version) is not str or version not in VERSIONS:
        raise Odd
    if identifier is not None and type(identifier) is not str:
        raise Odd
    grammar = GRAMMARS[policy_type]
    statements = tuple([_statement(member, index, grammar, origin) for index, member in enumerate(members)])
    sids = [statement.sid for statement in statements if statement.sid]
    if grammar.unique_sids and len(set(sids)) != len(sids):
        raise Odd
    return Policy(version, identifier, statements, origin, policy_type)


def _statement(value: object, index: int, grammar: Grammar, origin: Source) -> Statement:
    if type(value) is not dict or not value.keys() <= _STATEMENT_ELEMENTS or None in value.values():
        raise Odd
    effect = value.get("Effect")
    sid = value.get("Sid")
    if type(effect) is not str or effect not in EFFECTS:
        raise Odd
    if sid is not None and (type(sid) is not str or (grammar.plain_sids and not PLAIN_SID.fullmatch(sid))):
        raise Odd
    actions, not_actions = _pair(value, "Action", "NotAction", Need.REQUIRED)
    resources, not_resources = _pair(value, "Resource", "NotResource", grammar.resource)
    principals, not_principals = _pair(value, "Principal", "NotPrincipal", grammar.principal)
    return Statement(
        index,
        sid or None,
        effect,
        None if actions is None else _actions(actions),
        None if not_actions is None else _actions(not_actions),
        None if resources is None else _resources(resources),
        None if not_resources is None else _resources(not_resources),
        None if principals is None else _principals(principals),
        None if not_principals is None else _principals(not_principals),
        _conditions(value["Condition"]) if "Condition" in value else (),
        origin,
    )


def _pair(value: dict[str, object], name: str, opposite: str, need: Need) -> tuple[object, object]:
    first, second = value.get(name), value.get(opposite)
    if (first is None) + (second is None) != (2 if need is Need.FORBIDDEN else 1):
        raise Odd
    return first, second


def _strings(value: object) -> tuple[str, ...]:
    if type(value) is str:
        return (value,)
    if type(value) is not list or not _JUST_STRINGS.issuperset(map(type, value)):
        raise Odd
    return tuple(value)


def _actions(value: object) -> tuple[str, ...]:
    names = _strings(value)
    for name in names:
        if not ACTION.fullmatch(name):
            raise Odd
    return names


def _resources(value: object) -> tuple[str, ...]:
    names = _strings(value)
    for name in names:
        if not is_resource(name):
            raise Odd
    return names


def _principals(value: object) -> tuple[PrincipalName, ...]:
    if value == "*":
        return _EVERYONE
    if type(value) is not dict or not value.keys() <= _PRINCIPAL_KINDS:
        raise Odd
    return tuple(
        [
            PrincipalName("*" if kind == "AWS" and name == "*" else kind, name)
            for kind, names in value.items()
            for name in _strings(names)
        ]
    )


def _conditions(value: object) -> tuple[Condition, ...]:
    if type(value) is not dict:
        raise Odd
    read: list[Condition] = []
    for name, keys in value.items():
        if type(name) is not str or len(name) > _LONGEST_OPERATOR or type(keys) is not dict:
            raise Odd
        operator = _operator(name)
        if operator is None or (len(keys) > 1 and len({key.lower() for key in keys}) != len(keys)):
            raise Odd
        for key, values in keys.items():
            if type(key) is not str or not CONDITION_KEY.fullmatch(key):
                raise Odd
            members = values if type(values) is list else [values]
            texts = tuple(members) if _JUST_STRINGS.issuperset(map(type, members)) else tuple(map(_text, members))
            read.append(Condition(operator, key, texts))
    return tuple(read)


@lru_cache(maxsize=1024)
def _operator(name: str) -> str | None:
    operator = parse_operator(name)
    return str(operator) if operator else None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if type(value) is str or type(value) is Number or (type(value) is int and abs(value) < _LARGEST_NUMBER):
        return str(value)
    raise Odd
