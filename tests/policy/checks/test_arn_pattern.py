"""Whether a Resource value could name a resource of some format: two patterns against each other."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.catalog.arn_formats import Gap
from iamlab.policy.checks.arns.pattern import LONGEST, could_name, read_pattern

BUCKET = (Gap("/"),)
OBJECT = (Gap("/"), "/", Gap())
STREAM = ("log-group:", Gap(":"), ":log-stream:", Gap())


@pytest.mark.parametrize(
    ("resource", "shape", "could"),
    [
        ("reports", BUCKET, True),
        ("reports/*", BUCKET, False),
        ("reports*", BUCKET, True),
        ("reports*", OBJECT, True),
        ("reports", OBJECT, False),
        ("reports/", OBJECT, False),
        ("*", OBJECT, True),
        ("*/x", OBJECT, True),
        ("a?b", OBJECT, True),
        ("?", OBJECT, False),
        ("???", OBJECT, True),
        ("", BUCKET, False),
        ("${aws:username}", OBJECT, True),
        ("${aws:username}/home", BUCKET, False),
        ("log-group:app:*", STREAM, True),
        ("log-group:app", STREAM, False),
        ("log-*-stream:x", STREAM, True),
        ("log-*-streams", STREAM, True),
        ("log-*:log-streams:x?", ("log-group:", Gap(":"), ":log-stream:", "x"), False),
        ("user/${*}", ("user/", Gap()), True),
        ("us?r/*", ("user/", Gap()), True),
        ("usr/*", ("user/", Gap()), False),
        ("root", ("root",), True),
        ("root?", ("root",), False),
        ("root*", ("root",), True),
        ("", (), True),
    ],
)
def test_patterns_with_a_text_in_common(resource: str, shape: tuple[str | Gap, ...], could: bool) -> None:
    pattern = read_pattern(f"arn:aws:service:::{resource}")
    assert pattern is not None
    assert could_name(pattern.field("resource"), shape) is could


TEXTS = ["".join(text) for length in range(7) for text in product("ab/", repeat=length)]
SHAPES = st.lists(st.sampled_from(["a", "b", "/", Gap(), Gap("/")]), max_size=4).map(tuple)


@given(st.text("ab/*?", max_size=6), SHAPES)
def test_it_is_true_exactly_if_some_short_text_matches_both(resource: str, shape: tuple[str | Gap, ...]) -> None:
    as_regex = "".join({"*": ".*", "?": "."}.get(one, re.escape(one)) for one in resource)
    of_shape = "".join(one if isinstance(one, str) else f"[^{one.without}]+" if one.without else ".+" for one in shape)
    expected = any(re.fullmatch(as_regex, text) and re.fullmatch(of_shape, text) for text in TEXTS)
    pattern = read_pattern(f"arn:aws:service:::{resource}")
    assert pattern is not None
    found = could_name(pattern.field("resource"), shape)
    assert found or not expected
    if len(resource) + len(shape) <= 6:  # then a text in common is short
        assert found == expected


def test_the_fields_of_an_arn() -> None:
    pattern = read_pattern("arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}:x")
    assert pattern is not None
    assert pattern.complete
    assert pattern.written[4:] == ("${aws:PrincipalAccount}", "user/${aws:username}:x")
    assert pattern.having("account", "*") == "arn:aws:iam::*:user/${aws:username}:x"
    assert pattern.matches("arn:aws:iam::123456789012:user/jane:x")
    assert not pattern.matches("arn:aws:iam:x:123456789012:user/jane:x")


def test_a_short_arn_has_stars_in_its_place() -> None:
    pattern = read_pattern("arn:aws:s3")
    assert pattern is not None
    assert not pattern.complete
    assert pattern.field("resource").matches("anything")


@pytest.mark.parametrize("text", ["*", "", "bucket", "ARN:aws:s3:::b", "arn:aws:s3:::" + "b" * LONGEST])
def test_what_is_no_arn_or_too_long(text: str) -> None:
    assert read_pattern(text) is None
