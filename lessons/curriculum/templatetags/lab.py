"""Template filters for the lab's own kinds of text."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lessons.curriculum.markdown import to_html, to_inline_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """A block of our own Markdown as HTML."""
    return to_html(text)


@register.filter
def inline_markdown(text: str) -> SafeString:
    """One line of our own Markdown as inline HTML."""
    return to_inline_html(text)


@register.filter
def arn(text: str) -> SafeString:
    """An ARN with its segments apart, so that it wraps only between them."""
    segments = format_html_join(
        SafeString("<i>:</i><wbr>"), "<span>{}</span>", ((part,) for part in str(text).split(":"))
    )
    return format_html('<span class="arn">{}</span>', segments)
