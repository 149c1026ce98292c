"""`--query`: JMESPath over an answer, with a bound on how much an expression can make of it."""

from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from iamlab.cloud.cli.usage import UsageError

# `[@,@]` doubles what it is given, and so does each one in a chain of them.
MAX_GROWTH = 100


def search(expression: str, output: Any) -> Any:
    """Return what the expression selects; raises UsageError where it is no JMESPath or could grow without bound."""
    try:
        compiled = jmespath.compile(expression)
        if _growth(compiled.parsed) > MAX_GROWTH:
            raise UsageError(f"The --query expression repeats its input too often (at most {MAX_GROWTH} times).")
        return compiled.search(output)
    except (JMESPathError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise UsageError(f"\nBad value for --query {expression}: {error}") from None
    except RecursionError:
        raise UsageError("\nBad value for --query: the expression is nested too deeply.") from None


def _growth(node: dict[str, Any]) -> int:
    """Return how many times larger than its input the value of a parsed expression can be, at most."""
    grown = [_growth(child) for child in node.get("children", []) if isinstance(child, dict)]
    if node["type"] in ("multi_select_list", "multi_select_dict"):
        return max(1, sum(grown))
    total = 2 if node["type"] == "function_expression" else 1  # to_string may double every quote
    for factor in grown:
        total = min(total * factor, MAX_GROWTH + 1)
    return total
