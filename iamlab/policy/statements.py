"""Reads a statement: which elements it has, and whether they go together."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from iamlab.policy import elements
from iamlab.policy.document import Statement
from iamlab.policy.findings import Findings, did_you_mean, kind_of, nearest, shown
from iamlab.policy.fixes import remove, rename, replace
from iamlab.policy.grammar import EFFECTS, PLAIN_SID, STATEMENT_ELEMENTS, Grammar, Need
from iamlab.policy.json_places import Path
from iamlab.policy.json_text import Number
from iamlab.policy.source import Source

_EXAMPLES = {
    "Action": '"s3:GetObject"',
    "Resource": '"arn:aws:s3:::bucket-name/*"',
    "Principal": '{"AWS": "..."}',
}

T = TypeVar("T")


def read_statement(
    value: dict[str, object],
    index: int,
    path: Path,
    origin: Source,
    grammar: Grammar,
    findings: Findings,
) -> Statement:
    """Read one statement, the object at `path`. What is wrong is noted and left out of the result."""
    refuse_unknown(value, path, STATEMENT_ELEMENTS, "a statement", findings)
    effect = one_of(value, "Effect", EFFECTS, "INVALID_EFFECT", path, findings)
    if not any(name.lower() == "effect" for name in value):
        message = 'The statement neither allows nor denies. Add "Effect": "Allow" or "Effect": "Deny".'
        findings.add("MISSING_EFFECT", message, path)
    for name in ("Action", "Resource", "Principal"):
        _check_pair(value, name, grammar, path, findings)
    return Statement(
        index=index,
        sid=_sid(value, path, grammar, findings),
        effect=effect or "Deny",
        actions=_read(elements.actions, value, "Action", path, findings),
        not_actions=_read(elements.actions, value, "NotAction", path, findings),
        resources=_read(elements.resources, value, "Resource", path, findings),
        not_resources=_read(elements.resources, value, "NotResource", path, findings),
        principals=_read(elements.principals, value, "Principal", path, findings),
        not_principals=_read(elements.principals, value, "NotPrincipal", path, findings),
        conditions=_read(elements.conditions, value, "Condition", path, findings) or (),
        origin=origin,
    )


def refuse_unknown(value: dict[str, object], path: Path, known: Iterable[str], place: str, findings: Findings) -> None:
    """Note every member whose name is not an element there. Names of elements are case-sensitive."""
    known = tuple(known)
    for name in value:
        if name not in known:
            near = nearest(name, known)
            same = near is not None and near.lower() == name.lower()
            hint = f' Write it "{near}": capitals matter here.' if same else did_you_mean(name, known)
            message = f"{shown(name)} is not an element of {place}.{hint}"
            fix = rename(f"Write {near}", (*path, name), near) if near and near not in value else None
            findings.add("INVALID_POLICY_ELEMENT", message, (*path, name), at_key=True, fix=fix)


def one_of(
    value: dict[str, object], name: str, allowed: tuple[str, ...], code: str, path: Path, findings: Findings
) -> str | None:
    """The value of an element that takes one of a few words, or None."""
    found = value.get(name)
    if name not in value or found in allowed:
        return None if found is None else str(found)
    choice = " or ".join(f'"{word}"' for word in allowed)
    if not isinstance(found, str) or isinstance(found, Number):
        findings.add("DATA_TYPE_MISMATCH", f"{name} is {kind_of(found)}; it must be {choice}.", (*path, name))
    else:
        message = f"{shown(found)} is not a valid {name}: it must be {choice}, in just these letters."
        near = nearest(found, allowed)
        fix = replace(f"Write {near}", (*path, name), near) if near else None
        findings.add(code, message, (*path, name), fix=fix)
    return None


def _check_pair(value: dict[str, object], name: str, grammar: Grammar, path: Path, findings: Findings) -> None:
    """Check that one of an element and its Not form is there, or neither where the policy type has none."""
    need, reason = {
        "Action": (Need.REQUIRED, ""),
        "Resource": (grammar.resource, "it speaks about the one resource that it is attached to"),
        "Principal": (grammar.principal, grammar.why_no_principal),
    }[name]
    present = [one for one in (name, f"Not{name}") if one in value]
    if need is Need.FORBIDDEN:
        for one in present:
            message = f"{one} does not belong in {grammar.name}: {reason}. Delete it."
            code = grammar.principal_code if name == "Principal" else grammar.resource_code
            fix = remove(f"Delete {one}", (*path, one))
            findings.add(code, message, (*path, one), at_key=True, fix=fix)
    elif len(present) == 2:
        message = f"A statement has {name} or Not{name}, never both. Delete one of them."
        findings.add("UNSUPPORTED_ELEMENT_COMBINATION", message, (*path, f"Not{name}"), at_key=True)
    elif need is Need.REQUIRED and not present and not any(one.lower() == name.lower() for one in value):
        message = f'The statement has no {name}. Add "{name}": {_EXAMPLES[name]}.'
        findings.add(f"MISSING_{name.upper()}", message, path)


def _read(
    reader: Callable[[object, Path, Findings], T],
    value: dict[str, object],
    name: str,
    path: Path,
    findings: Findings,
) -> T | None:
    return reader(value[name], (*path, name), findings) if name in value else None


def _sid(value: dict[str, object], path: Path, grammar: Grammar, findings: Findings) -> str | None:
    if "Sid" not in value:
        return None
    sid = elements.string(value["Sid"], (*path, "Sid"), findings)
    if sid is not None and grammar.plain_sids and not PLAIN_SID.fullmatch(sid):
        message = f"The Sid {shown(sid)} may hold only the letters A-Z and a-z and the digits 0-9 here."
        plain = "".join(PLAIN_SID.findall(sid))
        fix = replace(f"Write {plain}", (*path, "Sid"), plain) if plain else None
        findings.add("UNSUPPORTED_SID", message, (*path, "Sid"), fix=fix)
    return sid or None
