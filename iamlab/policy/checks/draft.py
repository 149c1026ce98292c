"""A document as far as it can be read: what the checks look at.

The parser stops at a document that is no policy. A reviewer goes on: a statement with a misspelt element still has
actions to speak about. Whatever has the wrong type is left out here; the grammar reports it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from iamlab.policy.conditions.operators import Operator, parse_operator
from iamlab.policy.document import PolicyType
from iamlab.policy.grammar import DEFAULT_VERSION
from iamlab.policy.json_places import Path
from iamlab.policy.json_text import Number


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the document, and where it stands."""

    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class DraftPrincipal:
    """One entry of a Principal element. `kind` is the key as written, `*` for the bare string."""

    kind: str
    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class DraftCondition:
    """One operator, one key and its values.

    `operator` is None where `operator_name` is none. `path` leads to the key. `values` are the strings, numbers and
    Booleans among the values, as text; `value` is the JSON value itself, numbers being `Number`.
    """

    operator_name: str
    operator: Operator | None
    key: str
    path: Path
    values: tuple[Text, ...]
    value: object

    @property
    def base(self) -> str:
        """The operator without prefix and suffix, in AWS's spelling: `StringLike`. "" where it is none."""
        return self.operator.base if self.operator else ""


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One statement. `effect` is "Allow", "Deny" or None; `path` leads to it; `value` is the JSON object itself.

    `actions` are those of Action, or of NotAction where `not_action` is true; so for resources and principals.
    """

    index: int
    path: Path
    value: dict[str, object]
    effect: str | None
    sid: Text | None
    actions: tuple[Text, ...] = ()
    not_action: bool = False
    resources: tuple[Text, ...] = ()
    not_resource: bool = False
    principals: tuple[DraftPrincipal, ...] = ()
    not_principal: bool = False
    conditions: tuple[DraftCondition, ...] = ()

    @property
    def allows(self) -> bool:
        """Whether the effect is Allow."""
        return self.effect == "Allow"

    @property
    def action_element(self) -> str:
        """`Action` or `NotAction`, whichever the statement has."""
        return "NotAction" if self.not_action else "Action"

    @property
    def resource_element(self) -> str:
        """`Resource` or `NotResource`, whichever the statement has."""
        return "NotResource" if self.not_resource else "Resource"

    @property
    def principal_element(self) -> str:
        """`Principal` or `NotPrincipal`, whichever the statement has."""
        return "NotPrincipal" if self.not_principal else "Principal"

    def keys(self) -> frozenset[str]:
        """The condition keys of the statement, in lower case."""
        return frozenset(condition.key.lower() for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document. `resource_type` is like `AWS::S3::Bucket` where somebody said what a resource policy belongs to.

    `value` is the JSON object, empty where the document is none. `text` is what counts as its length: the text as
    given, without any white space for a document given as an object.
    """

    policy_type: PolicyType
    resource_type: str | None
    value: dict[str, object]
    version: str
    statements: tuple[DraftStatement, ...]
    text: str = ""


def read_draft(value: object, policy_type: PolicyType, resource_type: str | None, text: str = "") -> Draft:
    """What can be read of a JSON value, as `json_text.read` gives it."""
    document = value if isinstance(value, dict) else {}
    version = document.get("Version")
    found = document.get("Statement")
    single = isinstance(found, dict)
    members = [found] if single else found if isinstance(found, list) else []
    statements = tuple(
        _statement(member, index, ("Statement",) if single else ("Statement", index))
        for index, member in enumerate(members)
        if isinstance(member, dict)
    )
    version = version if _is_text(version) else DEFAULT_VERSION
    return Draft(policy_type, resource_type, document, version, statements, text)


def _statement(value: dict[str, object], index: int, path: Path) -> DraftStatement:
    effect, sid = value.get("Effect"), value.get("Sid")
    not_action = "NotAction" in value and "Action" not in value
    not_resource = "NotResource" in value and "Resource" not in value
    not_principal = "NotPrincipal" in value and "Principal" not in value
    return DraftStatement(
        index=index,
        path=path,
        value=value,
        effect=str(effect) if effect in ("Allow", "Deny") else None,
        sid=Text(sid, (*path, "Sid")) if _is_text(sid) else None,
        actions=_texts(value, path, "NotAction" if not_action else "Action"),
        not_action=not_action,
        resources=_texts(value, path, "NotResource" if not_resource else "Resource"),
        not_resource=not_resource,
        principals=tuple(_principals(value, path, "NotPrincipal" if not_principal else "Principal")),
        not_principal=not_principal,
        conditions=tuple(_conditions(value.get("Condition"), (*path, "Condition"))),
    )


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and not isinstance(value, Number)


def _texts(value: dict[str, object], path: Path, name: str) -> tuple[Text, ...]:
    found, place = value.get(name), (*path, name)
    if isinstance(found, list):
        return tuple(Text(one, (*place, index)) for index, one in enumerate(found) if _is_text(one))
    return (Text(found, place),) if _is_text(found) else ()


def _principals(value: dict[str, object], path: Path, name: str) -> Iterator[DraftPrincipal]:
    found, place = value.get(name), (*path, name)
    if _is_text(found):
        yield DraftPrincipal("*", found, place)
    elif isinstance(found, dict):
        for kind in found:
            for one in _texts(found, place, kind):
                yield DraftPrincipal(kind, one.text, one.path)


def _conditions(block: object, path: Path) -> Iterator[DraftCondition]:
    for name, keys in block.items() if isinstance(block, dict) else ():
        operator = parse_operator(name) if len(name) <= 100 else None
        for key, value in keys.items() if isinstance(keys, dict) else ():
            place = (*path, name, key)
            yield DraftCondition(name, operator, key, place, _condition_values(value, place), value)


def _condition_values(value: object, path: Path) -> tuple[Text, ...]:
    members = [(one, (*path, index)) for index, one in enumerate(value)] if isinstance(value, list) else [(value, path)]
    return tuple(
        Text(("true" if one else "false") if isinstance(one, bool) else str(one), place)
        for one, place in members
        if isinstance(one, str | bool)
    )
