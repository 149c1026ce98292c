"""Sentences that quote what a learner wrote: code where we mean code, and nothing else ever."""

import pytest

from lessons.curriculum.templatetags.lab import arn, sentence


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("no code", "no code"),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("Resource `<b>` here", "Resource <code>&lt;b&gt;</code> here"),
        ("one ` alone", "one ` alone"),
        ("`a` and one ` alone", "<code>a</code> and one ` alone"),
        ("`[x](javascript:alert(1))`", "<code>[x](javascript:alert(1))</code>"),
        ("[x](lesson:no slug!)", "[x](lesson:no slug!)"),
        ("**not bold**", "**not bold**"),
        ("", ""),
    ],
)
def test_only_backticks_mean_something(text: str, html: str) -> None:
    assert sentence(text) == html


def test_an_arn_shows_its_segments_and_wraps_between_them() -> None:
    html = arn("arn:aws:s3:::<reports>")
    assert html.count("<wbr>") == 5
    assert "&lt;reports&gt;" in html
