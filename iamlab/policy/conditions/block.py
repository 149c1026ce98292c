"""One condition of a statement, compiled: an operator, a key and its values, asked of a request.

Sources: "IAM JSON policy elements: Condition operators", "Conditions with multiple context keys or values",
"Single-valued vs. multivalued context keys".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from iamlab.policy.conditions.comparison import Comparison
from iamlab.policy.conditions.operators import COMPARISONS, NULL, Operator, Quantifier, parse_operator
from iamlab.policy.document import Condition
from iamlab.policy.variables import Lookup, Template, parse_template

Values = Callable[[str], Sequence[str] | None]  # lower-case key -> the request's values, None where absent


@dataclass(frozen=True, slots=True)
class CompiledCondition:
    """`prepared` are the values without variables, ready to compare; `templates` those with variables."""

    source: Condition
    operator: Operator
    key: str
    prepared: tuple[Any, ...]
    templates: tuple[Template, ...]

    def holds(self, values_of: Values, lookup: Lookup) -> bool:
        """Whether the request satisfies the condition.

        `values_of` gives all values of a key, `lookup` the value that a policy variable takes.
        """
        found = values_of(self.key)
        if self.operator.base == NULL:
            return _is_null(found) in self.prepared
        comparison = COMPARISONS[self.operator.base]
        if found is None:
            if self.operator.if_exists:
                return True
            found = ()
        wanted = self._wanted(comparison, lookup)
        if self.operator.quantifier is None:
            # An absent key matches nothing, which is just what a negated operator asks for.
            return any(_matches(comparison, wanted, value) for value in found) != comparison.negated
        values = () if _is_null(found) else found
        hits = (_matches(comparison, wanted, value) != comparison.negated for value in values)
        return all(hits) if self.operator.quantifier is Quantifier.ALL else any(hits)

    def values_against(self, found: Sequence[str], lookup: Lookup) -> list[str]:
        """Those of the request's values that do not satisfy the operator, each asked by itself."""
        comparison = COMPARISONS[self.operator.base]
        wanted = self._wanted(comparison, lookup)
        return [value for value in found if _matches(comparison, wanted, value) == comparison.negated]

    def _wanted(self, comparison: Comparison, lookup: Lookup) -> Sequence[Any]:
        # A value that holds a variable without a value is equal to nothing and like nothing, so that a negated
        # operator does match ("IAM policy elements: Variables and tags", Policy variables with no value).
        if not self.templates:
            return self.prepared
        resolved = (template.resolve(lookup) for template in self.templates)
        values = (comparison.prepare(parts) for parts in resolved if parts is not None)
        return [*self.prepared, *(value for value in values if value is not None)]


def _is_null(values: Sequence[str] | None) -> bool:
    """Whether the key has no value: it is absent, or its values are nothing but empty strings.

    Sources: "Multivalued context key examples", "IAM JSON policy elements: Condition operators", Null.
    """
    return not values or not any(values)


def _matches(comparison: Comparison, wanted: Sequence[Any], value: str) -> bool:
    ready = comparison.read(value)
    return ready is not None and any(comparison.matches(one, ready) for one in wanted)


def compile_condition(condition: Condition, *, with_variables: bool) -> CompiledCondition:
    """Compile one condition of a parsed policy. Raises ValueError for an operator that does not exist."""
    operator = parse_operator(condition.operator)
    if operator is None:
        raise ValueError(f"There is no condition operator {condition.operator!r}.")
    key = condition.key.lower()
    if operator.base == NULL:
        flags = tuple(value.lower() == "true" for value in condition.values if value.lower() in ("true", "false"))
        return CompiledCondition(condition, operator, key, flags, ())
    comparison = COMPARISONS[operator.base]
    prepared: list[Any] = []
    templates: list[Template] = []
    for value in condition.values:
        template = parse_template(value, with_variables=with_variables and comparison.substitutes)
        if template.variables:
            templates.append(template)
            continue
        ready = comparison.prepare(template.resolve(lambda key: None) or ())
        if ready is not None:
            prepared.append(ready)
    return CompiledCondition(condition, operator, key, tuple(prepared), tuple(templates))
