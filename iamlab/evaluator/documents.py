"""Documents to compiled policies, each compiled once while it is in use: cases repeat their documents."""

import json
from collections.abc import Mapping
from functools import lru_cache

from iamlab.evaluator.compiled import CompiledPolicy, compile
from iamlab.policy import PolicyError, PolicyType, Problem, parse

MOST_KEPT = 512
LONGEST_KEPT = 20_000  # characters; longer than AWS accepts for any policy type, so that few are compiled twice


def compiled_text(text: str, policy_type: PolicyType) -> CompiledPolicy:
    """Compile a document given as JSON text. Raises PolicyError with line and column."""
    return _kept_text(text, policy_type) if len(text) <= LONGEST_KEPT else compile(parse(text, policy_type))


def compiled_object(document: Mapping[str, object], policy_type: PolicyType) -> CompiledPolicy:
    """Compile a document given as an object. Raises PolicyError with the path of what is wrong."""
    try:
        text = json.dumps(document)
    except (TypeError, ValueError):  # not JSON after all, or an object that holds itself: the parser says where
        return compile(parse(document, policy_type))
    except RecursionError:
        message = "The document is nested too deeply. A policy needs six levels."
        raise PolicyError([Problem("JSON_SYNTAX_ERROR", message)]) from None
    if len(text) > LONGEST_KEPT:
        return compile(parse(document, policy_type))
    return _kept_object(text, policy_type)


@lru_cache(maxsize=MOST_KEPT)
def _kept_text(text: str, policy_type: PolicyType) -> CompiledPolicy:
    return compile(parse(text, policy_type))


@lru_cache(maxsize=MOST_KEPT)
def _kept_object(text: str, policy_type: PolicyType) -> CompiledPolicy:
    document: dict[str, object] = json.loads(text)
    return compile(parse(document, policy_type))
