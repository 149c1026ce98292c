"""Template tags and filters of the lab: its own kinds of text, and forms that are one button."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from crispy_forms.utils import render_crispy_form
from django import forms, template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lessons.curriculum.markdown import to_html, to_inline_html

register = template.Library()
_OPEN, _CLOSE = SafeString("<code>"), SafeString("</code>")


@register.filter
def markdown(text: str) -> SafeString:
    """A block of our own Markdown as HTML."""
    return to_html(text)


@register.filter
def inline_markdown(text: str) -> SafeString:
    """One line of our own Markdown as inline HTML."""
    return to_inline_html(text)


@register.filter
def sentence(text: str) -> SafeString:
    """A sentence of the evaluator or the grader: what stands between backticks is code, all else is plain text.

    It may quote what a learner wrote, so nothing in it is Markdown.
    """
    parts = str(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its partner is a character like any other
        parts[-2:] = [f"{parts[-2]}`{parts[-1]}"]
    return format_html_join(
        "", "{}{}{}", ((_OPEN, part, _CLOSE) if place % 2 else ("", part, "") for place, part in enumerate(parts))
    )


@register.filter
def arn(text: str) -> SafeString:
    """An ARN with its segments apart, so that it wraps only between them."""
    segments = format_html_join(
        SafeString("<i>:</i><wbr>"), "<span>{}</span>", ((part,) for part in str(text).split(":"))
    )
    return format_html('<span class="arn">{}</span>', segments)


@register.filter
def within(id: str | None, number: int) -> str:
    """The id of the `number`th part of what has an id; "" where that has none."""
    return f"{id}-{number}" if id else ""


@register.filter
def deciding_policies(trace: dict[str, Any]) -> list[dict[str, Any]]:
    """The policies with a statement that decided: name, line, and where they stand in the trace, as `place`."""
    return [
        {"name": policy["name"], "line": statement["lines"][0], "place": f"{layer_number}-{number}"}
        for layer_number, layer in enumerate(trace["layers"], 1)
        for number, policy in enumerate(layer["policies"], 1)
        for statement in [one for one in policy["statements"] if one["decides"]][:1]
    ]


@register.simple_tag(takes_context=True)
def post_button(context: template.Context, action: str, label: str, css_class: str = "") -> SafeString:
    """A form that is one button and posts to `action`; css_class "secondary" makes it the quieter kind."""
    helper = FormHelper()
    helper.form_action = action
    helper.add_input(Submit("", label, css_class=css_class))
    return SafeString(render_crispy_form(forms.Form(), helper, context))
