"""Wildcards: what they match, and that no pattern makes matching slow."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.policy.patterns import compile_glob

ROWS = [
    ("", "", True),
    ("", "a", False),
    ("abc", "abc", True),
    ("abc", "abcd", False),
    ("abc", "ABC", False),
    ("*", "", True),
    ("*", "anything: at/all", True),
    ("a*", "a", True),
    ("a*", "ba", False),
    ("*a", "ba", True),
    ("a*a", "a", False),
    ("a*a", "aa", True),
    ("a*b*c", "a-c-b-c", True),
    ("a*b*c", "a-c-b", False),
    ("a**b", "ab", True),
    ("?", "", False),
    ("?", "a", True),
    ("??", "a", False),
    ("a?c", "abc", True),
    ("a?c", "ac", False),
    ("*?", "", False),
    ("?*?", "ab", True),
    ("*a?c*", "xxabcxx", True),
    ("*a?c*", "xxabdxx", False),
    ("*aab*", "aaab", True),
    ("*a?b", "aab-axb", True),
    ("line*", "line\nbreak", True),
    ("[a]", "a", False),
]


@pytest.mark.parametrize(("pattern", "value", "matches"), ROWS)
def test_pattern(pattern: str, value: str, matches: bool) -> None:
    assert compile_glob(pattern).matches(value) is matches


@given(pattern=st.text(alphabet="ab*?", max_size=10), value=st.text(alphabet="abc", max_size=12))
def test_patterns_agree_with_regular_expressions(pattern: str, value: str) -> None:
    expression = "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in pattern)
    assert compile_glob(pattern).matches(value) == bool(re.fullmatch(expression, value, re.DOTALL))


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 1000 + "b",
        "a*" * 1000 + "b",
        "*a?" * 700 + "b",
        "*" + "a?" * 1000 + "b*",
        "?a" * 1000 + "b",
        "*" * 5000 + "b",
    ],
    ids=["*a", "a*", "*a?", "a?", "?a", "*"],
)
def test_a_hostile_pattern_is_decided_at_once(pattern: str) -> None:
    glob = compile_glob(pattern)
    start = time.process_time()
    assert not glob.matches("a" * 3000)
    assert time.process_time() - start < 0.5
