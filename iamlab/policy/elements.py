"""Reads the elements of a statement. Every function notes problems and returns what could be read."""

import re

from iamlab.policy.conditions.operators import NAMES, NULL, parse_operator
from iamlab.policy.document import Condition, PrincipalName
from iamlab.policy.findings import Findings, did_you_mean, kind_of, nearest, shown
from iamlab.policy.fixes import Fix, rename, replace
from iamlab.policy.grammar import ACTION, CONDITION_KEY, PRINCIPAL_KINDS, is_resource
from iamlab.policy.json_places import Path
from iamlab.policy.json_text import Number

_AWS_PRINCIPAL = re.compile(r"[0-9]{12}|arn:[^\s]+")


def string(value: object, path: Path, findings: Findings) -> str | None:
    """A string, or None with a problem noted."""
    if isinstance(value, str) and not isinstance(value, Number):
        return value
    where = path[-1] if isinstance(path[-1], str) else f"This entry of {path[-2]}"
    findings.add("DATA_TYPE_MISMATCH", f"{where} is {kind_of(value)}; it must be a string in quotes.", path)
    return None


def strings(value: object, path: Path, findings: Findings) -> tuple[str, ...]:
    """A string or a list of strings, as a tuple."""
    if isinstance(value, list):
        read = [string(member, (*path, index), findings) for index, member in enumerate(value)]
        return tuple(text for text in read if text is not None)
    if isinstance(value, str) and not isinstance(value, Number):
        return (value,)
    message = f"{path[-1]} is {kind_of(value)}; it must be a string in quotes or a list of strings."
    findings.add("DATA_TYPE_MISMATCH", message, path)
    return ()


def actions(value: object, path: Path, findings: Findings) -> tuple[str, ...]:
    """Action names, each `*` or `service:name`."""
    names = strings(value, path, findings)
    for index, name in enumerate(names):
        if ACTION.fullmatch(name):
            continue
        place = (*path, index) if isinstance(value, list) else path
        service, colon, operation = name.partition(":")
        if not (colon and service and operation) or ":" in operation:
            message = f"{shown(name)} is not an action. An action is written service:name, like s3:GetObject."
            findings.add("INVALID_ACTION", message, place)
        else:
            message = (
                f"{shown(service)} is not a service prefix. Wildcards may stand after the colon only, "
                "as in s3:Get*; * alone means every action."
            )
            findings.add("INVALID_SERVICE_IN_ACTION", message, place)
    return names


def resources(value: object, path: Path, findings: Findings) -> tuple[str, ...]:
    """Resource names, each `*` or an ARN (which may be incomplete or hold wildcards and variables)."""
    names = strings(value, path, findings)
    for index, name in enumerate(names):
        if not is_resource(name):
            message = f"{shown(name)} is neither an ARN nor *. Write a resource like arn:aws:s3:::bucket-name/key."
            findings.add("INVALID_ARN_PREFIX", message, (*path, index) if isinstance(value, list) else path)
    return names


def principals(value: object, path: Path, findings: Findings) -> tuple[PrincipalName, ...]:
    """Who a resource policy speaks about: `*`, or names by kind."""
    if value == "*":
        return (PrincipalName("*", "*"),)
    if not isinstance(value, dict):
        message = f'{path[-1]} must be "*" or an object such as {{"AWS": "arn:aws:iam::111122223333:root"}}.'
        is_name = isinstance(value, str) and _AWS_PRINCIPAL.fullmatch(value)
        fix = replace('Put it under the key "AWS"', path, {"AWS": value}) if is_name else None
        findings.add("INVALID_PRINCIPAL_FORMAT", message, path, fix=fix)
        return ()
    read: list[PrincipalName] = []
    for kind, names in value.items():
        if kind not in PRINCIPAL_KINDS:
            message = f"{shown(kind)} is no kind of principal.{did_you_mean(kind, PRINCIPAL_KINDS)}"
            fix = _renamed((*path, kind), nearest(kind, PRINCIPAL_KINDS), value)
            findings.add("INVALID_PRINCIPAL_KEY", message, (*path, kind), at_key=True, fix=fix)
            continue
        for name in strings(names, (*path, kind), findings):
            read.append(PrincipalName("*" if kind == "AWS" and name == "*" else kind, name))
    return tuple(read)


def conditions(value: object, path: Path, findings: Findings) -> tuple[Condition, ...]:
    """The conditions of a statement: operator -> key -> value or values."""
    read: list[Condition] = []
    for name, keys in _members(value, path, "operators, as in", findings):
        place = (*path, name)
        operator = parse_operator(name)
        if operator is None:
            code, message, near = _unknown_operator(name)
            findings.add(code, message, place, at_key=True, fix=_renamed(place, near, value))
        seen: dict[str, str] = {}
        for key, values in _members(keys, place, "condition keys, as in", findings):
            if key.lower() in seen:
                message = f"{shown(key)} and {shown(seen[key.lower()])} are the same key: keep one of them."
                findings.add("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", message, (*place, key), at_key=True)
            seen[key.lower()] = key
            if not CONDITION_KEY.fullmatch(key):
                message = f"{shown(key)} is not a condition key. A key is written like aws:SourceIp or s3:prefix."
                findings.add("INVALID_CONDITION_KEY_FORMAT", message, (*place, key), at_key=True)
            texts = _condition_values(values, (*place, key), findings)
            if operator is not None:
                read.append(Condition(str(operator), key, texts))
    return tuple(read)


def _members(value: object, path: Path, of_what: str, findings: Findings) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return list(value.items())
    example = '{"StringEquals": {"aws:PrincipalTag/team": "blue"}}'
    message = f"{path[-1]} is {kind_of(value)}; it must be an object of {of_what} {example}."
    findings.add("DATA_TYPE_MISMATCH", message, path)
    return []


def _condition_values(value: object, path: Path, findings: Findings) -> tuple[str, ...]:
    texts: list[str] = []
    for index, member in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(member, bool):
            texts.append("true" if member else "false")
        elif isinstance(member, str):
            texts.append(str(member))
        else:
            place = (*path, index) if isinstance(value, list) else path
            message = f"A condition value is {kind_of(member)}; it must be a string, a number or a Boolean."
            findings.add("DATA_TYPE_MISMATCH", message, place)
    return tuple(texts)


def _unknown_operator(name: str) -> tuple[str, str, str | None]:
    """The code, the message, and the operator that was probably meant."""
    prefix, colon, rest = name.rpartition(":")
    if rest.lower() == "nullifexists":
        message = "Null already asks whether the key exists. Write Null without IfExists."
        return "NULL_WITH_IF_EXISTS", message, f"{prefix}{colon}{NULL}"
    known = [*NAMES, *(f"{one}IfExists" for one in NAMES if one != NULL)]
    near = nearest(rest, known)
    hint = did_you_mean(rest, known)
    if prefix and prefix.lower() not in ("forallvalues", "foranyvalue"):
        hint = " Only ForAllValues: and ForAnyValue: may stand before an operator."
        near = None
    meant = f"{prefix}{colon}{near}" if near else None
    return "INVALID_CONDITION_OPERATOR", f"{shown(name)} is not a condition operator.{hint}", meant


def _renamed(path: Path, name: str | None, members: object) -> Fix | None:
    """The fix that gives the member at `path` another name, unless one of that name is there already."""
    if name is None or (isinstance(members, dict) and name in members):
        return None
    return rename(f"Write {name}", path, name)
