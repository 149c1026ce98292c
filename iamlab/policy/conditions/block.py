"""One condition of a statement, compiled: an operator, a key and its values, asked of a request.

Sources: "IAM JSON policy elements: Condition operators", "Conditions with multiple context keys or values",
"Multivalued context keys".
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
            return self._null(found)
        comparison = COMPARISONS[self.operator.base]
        if found is None and self.operator.if_exists:
            return True
        wanted = self._wanted(comparison, lookup)
        if wanted is None:
            return False
        if self.operator.quantifier is None:
            return self._plain(comparison, wanted, found)
        # For the set operators an empty string counts as no value at all ("Multivalued context keys").
        present = [value for value in found or () if value != ""]
        hits = (_any_matches(comparison, wanted, value) != comparison.negated for value in present)
        return all(hits) if self.operator.quantifier is Quantifier.ALL else any(hits)

    def _plain(self, comparison: Comparison, wanted: Sequence[Any], found: Sequence[str] | None) -> bool:
        # An absent key matches nothing, which is just what a negated operator asks for.
        matched = any(_any_matches(comparison, wanted, value) for value in found or ())
        return matched != comparison.negated

    def _wanted(self, comparison: Comparison, lookup: Lookup) -> Sequence[Any] | None:
        if not self.templates:
            return self.prepared
        wanted = list(self.prepared)
        for template in self.templates:
            parts = template.resolve(lookup)
            if parts is not None:
                value = comparison.prepare(parts)
                if value is not None:
                    wanted.append(value)
            elif comparison.negated:
                # A variable without a value makes the statement invalid ("IAM policy elements: Variables and
                # tags"). Among the values of a positive operator that is one value less; here it must not turn
                # into a match.
                return None
        return wanted

    def _null(self, found: Sequence[str] | None) -> bool:
        absent = not found
        return any(value == absent for value in self.prepared)


def _any_matches(comparison: Comparison, wanted: Sequence[Any], value: str) -> bool:
    return any(comparison.matches(one, value) for one in wanted)


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
