"""`--query`: JMESPath over an answer, with a bound on how much an expression can make of it."""

from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from iamlab.cloud.cli.usage import UsageError

# `[@,@]` doubles what it is given, and so does each one in a chain of them.
MAX_GROWTH = 100

_LONGEST_REASON = 300  # a reason may quote the whole answer
_ERRORS = (JMESPathError, ValueError, TypeError, AttributeError, OverflowError)


class Query:
    """A checked expression. Raises UsageError, before any call is made, for one that is wrong or grows too much."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        try:
            self._compiled = jmespath.compile(expression)
            growth = _growth(self._compiled.parsed)
        except _ERRORS as error:
            raise self._bad(str(error)) from None
        except RecursionError:
            raise self._bad("it is nested too deeply") from None
        if growth > MAX_GROWTH:
            raise self._bad(f"it repeats its input too often (at most {MAX_GROWTH} times)")

    def search(self, output: Any) -> Any:
        """Return what the expression selects; raises UsageError where it does not fit the answer."""
        try:
            return self._compiled.search(output)
        except _ERRORS as error:
            raise self._bad(str(error)) from None
        except RecursionError:
            raise self._bad("it is nested too deeply") from None

    def _bad(self, reason: str) -> UsageError:
        return UsageError(f"\nBad value for --query {self._expression}: {reason[:_LONGEST_REASON]}")


def _growth(node: dict[str, Any]) -> int:
    """Return how many times larger than its input the value of a parsed expression can be, at most."""
    grown = [_growth(child) for child in node.get("children", []) if isinstance(child, dict)]
    if node["type"] in ("multi_select_list", "multi_select_dict"):
        return max(1, sum(grown))
    total = 2 if node["type"] == "function_expression" else 1  # to_string may double every quote
    for factor in grown:
        total = min(total * factor, MAX_GROWTH + 1)
    return total
