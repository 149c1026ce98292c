"""One pattern covers another: compared with what the patterns match."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.policy.containment import MOST, covers
from iamlab.policy.patterns import compile_glob

PATTERNS = ["".join(one) for length in range(5) for one in product("a*?", repeat=length)]
patterns = st.text(alphabet="ab*?", max_size=9)


def texts_of(narrow: str, most: int) -> list[str]:
    """Texts that it matches: each star stands for up to `most` characters that no pattern holds."""
    pieces = narrow.replace("?", "x").split("*")
    return [
        pieces[0] + "".join("x" * stars + piece for stars, piece in zip(counts, pieces[1:], strict=True))
        for counts in product(range(most + 1), repeat=len(pieces) - 1)
    ]


def by_trial(wide: str, narrow: str) -> bool:
    glob = compile_glob(wide)
    return all(glob.matches(text) for text in texts_of(narrow, len(wide) + 1 if narrow.count("*") < 4 else 3))


def test_all_small_patterns() -> None:
    wrong = [
        (wide, narrow) for wide in PATTERNS for narrow in PATTERNS if covers(wide, narrow) != by_trial(wide, narrow)
    ]
    assert not wrong


@given(patterns, patterns)
def test_what_covers_matches(wide: str, narrow: str) -> None:
    if covers(wide, narrow):
        assert by_trial(wide, narrow)


@given(patterns, st.lists(st.sampled_from(["*", "?", "a*", "*b"]), max_size=3), st.data())
def test_what_matches_covers(narrow: str, wilds: list[str], data: st.DataObject) -> None:
    wide = narrow
    for wild in wilds:  # a pattern that is wider somewhere, most of the time
        start = data.draw(st.integers(0, len(wide)))
        wide = wide[:start] + wild + wide[data.draw(st.integers(start, len(wide))) :]
    narrow = narrow.replace("*", "", max(0, narrow.count("*") - 3))
    assert covers(wide, narrow) == by_trial(wide, narrow)


@given(patterns, patterns, patterns)
def test_it_orders_patterns(one: str, two: str, three: str) -> None:
    assert covers(one, one)
    if covers(one, two) and covers(two, three):
        assert covers(one, three)


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("iam:Get*", "iam:GetUser", True),
        ("iam:Get*", "iam:*CredentialReport", False),
        ("iam:*", "iam:Get*", True),
        ("s3:*Object", "s3:Get*Object", True),
        ("s3:Get*Object", "s3:*Object", False),
        ("s3:?et*", "s3:Get*", True),
        ("*?", "?*", True),
        ("a*a", "a", False),
        ("iam:get*", "iam:GetUser", False),
    ],
)
def test_examples(wide: str, narrow: str, expected: bool) -> None:
    assert covers(wide, narrow) is expected


def test_long_patterns_are_not_decided() -> None:
    assert covers("*", "a" * (MOST + 1))
    assert covers("a*" * MOST, "a*" * MOST)
    assert not covers("a*", "a" * (MOST + 1))
    assert not covers("*a" * (MOST // 2), "*?" * (MOST // 2 - 1) + "b*")
