"""Markdown of content files: links of our own, anchors, and nothing that runs."""

import pytest

from lessons.curriculum.markdown import Fence, Html, render, to_html, to_inline_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](lesson:policies#arns)", 'href="/lessons/policies/#arns"'),
        ("[a](exercise:read-one-bucket)", 'href="/exercises/read-one-bucket/"'),
        ("[a](quiz:)", 'href="/quiz/"'),
        ("[a](term:principal)", 'href="/glossary/#principal" class="term"'),
        ("## Two words", '<h2 id="two-words">'),
        ("`s3:*`", "<code>s3:*</code>"),
    ],
)
def test_what_authors_write(text: str, html: str) -> None:
    assert html in to_html(text)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[a](javascript:alert(1))", '<img src="x">'])
def test_html_and_scripts_are_shown_as_text(text: str) -> None:
    html = to_html(text)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "<script" not in to_inline_html(text)


def test_try_blocks_stand_between_the_parts_of_the_text() -> None:
    rendered = render("one\n\n```try\nid: a\n```\n\ntwo\n\n```json\n{}\n```\n")
    assert [type(part) for part in rendered.parts] == [Html, Fence, Html]
    fence = rendered.parts[1]
    assert isinstance(fence, Fence)
    assert (fence.text, fence.line) == ("id: a\n", 2)
