"""Checks: policy variables ("IAM policy elements: Variables and tags")."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement, Text
from iamlab.policy.checks.grammar.placeholders import Placeholder, placeholders
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, add, replace
from iamlab.policy.grammar import VERSIONS

_NEWEST = VERSIONS[0]
# How the operators start that take variables. AWS's pages differ about Bool: the check reference says that it takes
# none, "Condition operators" says that it does, and the evaluator follows that page.
_WITH_VARIABLES = ("String", "Arn")


class _Mistake(NamedTuple):
    """A way to miswrite a variable: how it is recognised, what to say, and how it is mended (None: not by us)."""

    code: str
    made: Callable[[Placeholder], bool]
    message: str
    title: str = ""
    mended: Callable[[Placeholder], str | None] = lambda placeholder: None


# In the order in which they are asked about; a placeholder has at most one of them.
_MISTAKES = (
    _Mistake(
        "MISSING_BRACE_IN_VARIABLE",
        lambda one: not one.closed,
        "The policy variable {written} is never closed. Put a }} after its name.",
        "Add the closing brace",
        Placeholder.with_brace,
    ),
    _Mistake(
        "EMPTY_VARIABLE",
        lambda one: one.is_empty,
        "The policy variable {written} names nothing. Put the name of a context key between the braces, "
        "as in ${{aws:username}}, or delete it.",
    ),
    _Mistake(
        "UNSUPPORTED_SPACE_IN_VARIABLE",
        lambda one: one.has_space,
        "There is a space in the name of the policy variable {written}. Only before a default value may one stand.",
        "Take the space away",
        Placeholder.without_space,
    ),
    _Mistake(
        "MISSING_QUOTE_IN_VARIABLE",
        lambda one: one.lacks_quote,
        "The default value in {written} needs a single quote on both sides, as in "
        "${{aws:PrincipalTag/team, 'company-wide'}}.",
        "Put single quotes around the default value",
        Placeholder.with_quotes,
    ),
)


def check(draft: Draft, findings: Findings) -> None:
    """Note variables that are written wrongly, or that stand where none is replaced."""
    working: list[Text] = []
    for text in _outside(draft):
        _refuse(text, findings)
    for statement in draft.statements:
        for text in _without_variables(statement):
            _refuse(text, findings)
        working.extend(one for one in statement.resources if "${" in one.text)
        for condition in statement.conditions:
            working.extend(_of_condition(condition, findings))
    for text in working:
        _check_spelling(text, findings)
    _check_version(draft, working, findings)


def _outside(draft: Draft) -> Iterator[Text]:
    name = draft.value.get("Id")
    if isinstance(name, str):
        yield Text(name, ("Id",))


def _without_variables(statement: DraftStatement) -> Iterator[Text]:
    """The strings of a statement in which no variable is replaced."""
    if statement.sid:
        yield statement.sid
    yield from statement.actions
    yield from (Text(one.text, one.path) for one in statement.principals)


def _refuse(text: Text, findings: Findings, *, at_key: bool = False) -> None:
    for one in placeholders(text.text):
        element = next(step for step in text.path if step != "Statement" and isinstance(step, str))
        where = "in the name of a condition key" if at_key else f"in {element}"
        message = (
            f"The policy variable {shown(one.written)} is not replaced {where}. Variables work in Resource, and in the "
            "values of a Condition. Write out what you mean."
        )
        findings.add("VARIABLE_UNSUPPORTED_IN_ELEMENT", message, text.path, at_key=at_key)
        return


def _of_condition(condition: DraftCondition, findings: Findings) -> Iterator[Text]:
    """The values of a condition in which variables are replaced."""
    _refuse(Text(condition.key, condition.path), findings, at_key=True)
    for value in condition.values:
        if "${" not in value.text or not condition.operator:
            continue
        if condition.base.startswith(_WITH_VARIABLES):
            yield value
            continue
        one = next(placeholders(value.text))
        message = (
            f"The policy variable {shown(one.written)} does not go with {condition.operator_name}: only "
            "String and Arn operators take variables. Write the value itself."
        )
        findings.add("INVALID_VARIABLE_FOR_OPERATOR", message, value.path)


def _check_spelling(text: Text, findings: Findings) -> None:
    """Note each kind of mistake once a text, for the first variable that has it."""
    noted: set[str] = set()
    for one in placeholders(text.text):
        mistake = next((mistake for mistake in _MISTAKES if mistake.made(one)), None)
        if mistake is None or mistake.code in noted:
            continue
        noted.add(mistake.code)
        message = mistake.message.format(written=shown(one.written))
        findings.add(mistake.code, message, text.path, fix=_mend(text, mistake))


def _mend(text: Text, mistake: _Mistake) -> Fix | None:
    """The text with this mistake mended wherever it is made, or None where one of the places is in doubt."""
    pieces, place = [], 0
    for one in placeholders(text.text):
        if next((other for other in _MISTAKES if other.made(one)), None) is mistake:
            mended = mistake.mended(one)
            if mended is None:
                return None
            pieces += [text.text[place : one.start], mended]
            place = one.end
    return replace(mistake.title, text.path, "".join(pieces) + text.text[place:])


def _check_version(draft: Draft, working: list[Text], findings: Findings) -> None:
    """An unknown version is a mistake of its own, which the grammar reports."""
    written = draft.value.get("Version")
    if written == _NEWEST or (written is not None and written not in VERSIONS):
        return
    for text in working:
        first = next((one for one in placeholders(text.text) if one.closed), None)
        if first is None:
            continue
        message = (
            f"{shown(first.written)} is plain text here: policy variables are replaced only in a policy whose Version "
            f'is "{_NEWEST}"{". This one has no Version" if written is None else ""}.'
        )
        title = f'Set Version to "{_NEWEST}"'
        fix = (add if written is None else replace)(title, ("Version",), _NEWEST)
        findings.add("VARIABLE_UNSUPPORTED_IN_VERSION", message, text.path, fix=fix)
        return
