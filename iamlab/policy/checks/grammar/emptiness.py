"""Checks: elements that hold nothing.

Source: "IAM policy validation check reference", the suggestions that start with "Empty".
"""

from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.conditions.operators import NULL, Quantifier
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Change, Fix, remove
from iamlab.policy.grammar import GRAMMARS, Need
from iamlab.policy.json_places import Path

_NEVER = "so the statement has no effect"
_INSTEAD = "To ask whether a key is missing, use the Null operator with the value true"


def check(draft: Draft, findings: Findings) -> None:
    """Note what is empty, unless it does not belong in a policy of this type at all."""
    grammar = GRAMMARS[draft.policy_type]
    for statement in draft.statements:
        if statement.value.get("Sid") == "":
            message = "The Sid is empty. Give the statement a name that says what it is for, or delete the Sid."
            findings.add(
                "EMPTY_SID_VALUE",
                message,
                (*statement.path, "Sid"),
                fix=remove("Delete the Sid", (*statement.path, "Sid")),
            )
        _check_list(statement, "Action", findings)
        if grammar.resource is not Need.FORBIDDEN:
            _check_list(statement, "Resource", findings)
        if grammar.principal is not Need.FORBIDDEN:
            for name in ("Principal", "NotPrincipal"):
                _check_principal(statement, name, findings)
        _check_condition(statement, findings)


def _check_list(statement: DraftStatement, element: str, findings: Findings) -> None:
    for name in (element, f"Not{element}"):
        if statement.value.get(name) == []:
            message = f"The list of {name} is empty, {_NEVER}. Put at least one entry in it."
            findings.add(f"EMPTY_ARRAY_{element.upper()}", message, (*statement.path, name))


def _check_principal(statement: DraftStatement, name: str, findings: Findings) -> None:
    found, path = statement.value.get(name), (*statement.path, name)
    if found == {}:
        message = f'{name} is empty, {_NEVER}. Say who: "{name}": {{"AWS": "111122223333"}}.'
        findings.add("EMPTY_OBJECT_PRINCIPAL", message, path)
        return
    # An empty list beside a kind that has names does no harm: the statement still speaks about somebody.
    if found == []:
        place: Path = path
    elif isinstance(found, dict) and all(names == [] for names in found.values()):
        place = (*path, next(iter(found)))
    else:
        return
    message = f"No principal stands in {name}, {_NEVER}. Put at least one in its list."
    findings.add("EMPTY_ARRAY_PRINCIPAL", message, place)


def _check_condition(statement: DraftStatement, findings: Findings) -> None:
    block, path = statement.value.get("Condition"), (*statement.path, "Condition")
    if block == {}:
        message = "The Condition is empty, so the statement applies without any condition. Add one, or delete it."
        findings.add("EMPTY_OBJECT_CONDITION", message, path, fix=remove("Delete the Condition", path))
    if not isinstance(block, dict):
        return
    all_empty = all(keys == {} for keys in block.values())
    for name, keys in block.items():
        if keys == {}:
            message = f"There are no keys below {shown(name)}, so it asks for nothing. Add a key, or delete it."
            gone = path if all_empty else (*path, name)
            mend = remove(f"Delete {gone[-1]}", gone)
            findings.add("EMPTY_OBJECT_CONDITION", message, (*path, name), at_key=True, fix=mend)
    null, asked = _asked_of_null(statement)
    for condition in statement.conditions:
        if condition.operator and condition.value == []:
            code, message = _of_empty_values(condition)
            fix = _use_null(condition, block, null, asked) if _matches_only_absence(condition) else None
            findings.add(code, message, condition.path, at_key=True, fix=fix)


def _of_empty_values(condition: DraftCondition) -> tuple[str, str]:
    """The code and the message. The prefix decides before the suffix does."""
    operator, key = condition.operator, shown(condition.key)
    if operator and operator.quantifier is Quantifier.ALL:
        message = f"ForAllValues with no values matches only where {key} is missing from the request. {_INSTEAD}."
        return "EMPTY_ARRAY_CONDITION_FORALLVALUES", message
    if operator and operator.quantifier is Quantifier.ANY:
        message = f"ForAnyValue with no values for {key} never matches, {_NEVER}. Put the values in the list."
        return "EMPTY_ARRAY_CONDITION_FORANYVALUE", message
    if operator and operator.if_exists:
        message = f"IfExists with no values matches only where {key} is missing from the request. {_INSTEAD}."
        return "EMPTY_ARRAY_CONDITION_IFEXISTS", message
    message = f"The list of values for {key} is empty, so the condition cannot do its work. Put values in it."
    return "EMPTY_ARRAY_CONDITION", message


def _matches_only_absence(condition: DraftCondition) -> bool:
    """A negated operator without values matches a key that is there as well."""
    operator = condition.operator
    if operator is None or "Not" in operator.base or operator.base == NULL or operator.quantifier is Quantifier.ANY:
        return False
    return operator.quantifier is Quantifier.ALL or operator.if_exists


def _asked_of_null(statement: DraftStatement) -> tuple[str, frozenset[str]]:
    """The name under which the statement has the Null operator, and the keys that it asks about, in lower case."""
    asked = [one for one in statement.conditions if str(one.operator) == NULL]
    return asked[0].operator_name if asked else "", frozenset(one.key.lower() for one in asked)


def _use_null(condition: DraftCondition, block: dict[str, object], null: str, asked: frozenset[str]) -> Fix | None:
    """Ask with Null instead, unless Null asks about the key already."""
    if condition.key.lower() in asked:
        return None
    keys, path = block.get(condition.operator_name), condition.path
    alone = isinstance(keys, dict) and len(keys) == 1
    gone = Change("remove", path[:-1] if alone else path)
    if null:
        return Fix("Use Null", (gone, Change("add", (*path[:-2], null, condition.key), "true")))
    return Fix("Use Null", (gone, Change("add", (*path[:-2], NULL), {condition.key: "true"})))
