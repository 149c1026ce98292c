"""Markdown of lessons and briefs to HTML. Raw HTML in it is shown as text, never passed through."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from lessons.curriculum.glossary import glossary
from lessons.curriculum.yaml_files import ContentError


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Html:
    """A stretch of a lesson's text."""

    html: SafeString


@dataclass(frozen=True)
class Fence:
    """The source of a `try` block; `line` counts from 0 within the text that was rendered."""

    text: str
    line: int


@dataclass(frozen=True)
class Rendered:
    parts: tuple[Html | Fence, ...]
    headings: tuple[Heading, ...]


def _to_lesson(rest: str) -> str:
    slug, _, anchor = rest.partition("#")
    return reverse("curriculum:lesson", args=[slug]) + (f"#{anchor}" if anchor else "")


# Link schemes of content files: [text](lesson:policies#arns) and so on.
_SCHEMES: dict[str, Callable[[str], str]] = {
    "lesson": _to_lesson,
    "exercise": lambda slug: reverse("exercises:exercise", args=[slug]),
    "quiz": lambda _: reverse("quiz:start"),
    "term": lambda slug: reverse("curriculum:glossary") + f"#{slug}",
}
_SCHEME = re.compile(rf"^({'|'.join(_SCHEMES)}):(.*)$")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    return parser.enable("table")


class _Renderer(RendererHTML):
    """Wide tables scroll on their own, also by keyboard."""

    def table_open(self, *_: Any) -> str:
        return '<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>\n'

    def table_close(self, *_: Any) -> str:
        return "</table></div>\n"


def _to_html(tokens: list[Token]) -> SafeString:
    # Safe because the parser has HTML switched off: whatever is not Markdown comes out escaped.
    return SafeString(_parser().renderer.render(tokens, _parser().options, {}))


def render(text: str) -> Rendered:
    """A lesson's Markdown as HTML parts with the `try` fences left out between them. Raises ContentError."""
    tokens = _parser().parse(text)
    headings = _finish(tokens)
    parts: list[Html | Fence] = []
    run: list[Token] = []

    def close_run() -> None:
        if run:
            parts.append(Html(_to_html(run)))
            run.clear()

    for token in tokens:
        if token.type == "fence" and token.info.strip() == "try":
            close_run()
            parts.append(Fence(token.content, token.map[0] if token.map else 0))
        else:
            run.append(token)
    close_run()
    return Rendered(tuple(parts), tuple(headings))


@lru_cache(maxsize=1024)
def to_html(text: str) -> SafeString:
    """A block of an author's Markdown (a brief, an idea, a glossary text) as HTML. Raises ContentError."""
    tokens = _parser().parse(text)
    _finish(tokens)
    return _to_html(tokens)


@lru_cache(maxsize=1024)
def to_inline_html(text: str) -> SafeString:
    """One line of an author's Markdown (a goal, a choice) as inline HTML. Raises ContentError."""
    tokens = _parser().parseInline(text)
    _finish(tokens)
    return _to_html(tokens)


def _finish(tokens: list[Token]) -> list[Heading]:
    """Resolve our link schemes and give headings their anchors, in place."""
    headings: list[Heading] = []
    for place, token in enumerate(tokens):
        for child in token.children or ():
            if child.type == "link_open":
                _resolve(child)
        if token.type == "heading_open":
            text = "".join(child.content for child in tokens[place + 1].children or ())
            anchor = slugify(text)
            token.attrSet("id", anchor)
            headings.append(Heading(int(token.tag[1]), text, anchor))
    return headings


def _resolve(link: Token) -> None:
    match = _SCHEME.match(str(link.attrGet("href") or ""))
    if not match:
        return
    scheme, rest = match.groups()
    try:
        link.attrSet("href", _SCHEMES[scheme](rest))
    except NoReverseMatch as error:
        raise ContentError([f"the link {match[0]!r} names nothing: {rest!r} is no slug"]) from error
    if scheme == "term":
        link.attrSet("class", "term")
        if term := glossary().get(rest):
            link.attrSet("title", term.definition)
