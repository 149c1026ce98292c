"""The contexts in which a statement applies and others may or may not: what a caller can choose to say.

Condition keys are chosen independently of each other, out of values on both sides of every edge that a condition draws
(`iamlab.analysis.context_samples`). Of the keys of the statement itself only those values count that satisfy it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from math import prod

from iamlab.analysis.context_samples import contexts
from iamlab.policy import Policy
from iamlab.policy.conditions.block import compile_condition
from iamlab.policy.document import Condition, Statement

MOST = 256


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Contexts to ask in. `complete` is False where there are more than could be listed."""

    contexts: Sequence[dict[str, str]]
    complete: bool


def circumstances(statement: Statement, policies: Iterable[Policy], fixed_keys: Collection[str]) -> Circumstances:
    """Contexts over the keys of the policies' conditions in which `statement`, one of theirs, applies.

    `fixed_keys` (lower-case) follow from the caller and cannot be chosen.
    """
    policies = list(policies)
    conditions = [one for policy in policies for each in policy.statements for one in each.conditions]
    keys = dict.fromkeys(one.key.lower() for one in conditions)
    own = [one for one in statement.conditions if one.key.lower() not in fixed_keys]
    choices = [list(_choices(key, policies, own)) for key in keys if key not in fixed_keys]
    combined = islice(product(*choices), MOST)
    found = [{key: value for one in chosen for key, value in one.items()} for chosen in combined]
    return Circumstances(found, prod(map(len, choices)) <= MOST)


def _choices(key: str, policies: Sequence[Policy], own: Sequence[Condition]) -> Iterator[dict[str, str]]:
    """What a context can say about one key, as contexts of that key alone; an empty one leaves it out."""
    about = [condition for condition in own if condition.key.lower() == key]
    for context in contexts((_about(key, policy) for policy in policies), fixed_keys=()):
        if all(_holds(condition, context) for condition in about):
            yield context


def _about(key: str, policy: Policy) -> Policy:
    """The policy with the conditions on one key only, and only the statements that have any."""
    about = ((one, tuple(each for each in one.conditions if each.key.lower() == key)) for one in policy.statements)
    statements = (replace(one, conditions=conditions) for one, conditions in about if conditions)
    return replace(policy, statements=tuple(statements))


def _holds(condition: Condition, context: dict[str, str]) -> bool:
    """Whether the condition can hold. One with a variable depends on more than its key, so that it may."""
    if any("${" in value for value in condition.values):
        return True
    compiled = compile_condition(condition, with_variables=False)
    values = {name: (value,) for name, value in context.items()}
    return compiled.holds(values.get, context.get)
