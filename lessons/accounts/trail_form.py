"""The filters of a trail, as a form that asks by GET."""

from collections.abc import Iterable, Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from lessons.learners.fields import LearnerText
from lessons.scenarios.trail import Filters

MAX_TEXT = 200
_LONGEST_NAME = 128


def _choice(label: str) -> forms.CharField:
    """Any value is taken: after a fresh start a kept link may name what has not happened yet."""
    return forms.CharField(max_length=_LONGEST_NAME, required=False, label=label, widget=forms.Select)


class TrailForm(forms.Form):
    """What to show of a trail. `seen` are the names, sources and principals in it."""

    all_optional = True

    event = _choice("Event name")
    service = _choice("Service")
    who = _choice("Who")
    text = LearnerText(
        limit=MAX_TEXT,
        empty="",
        required=False,
        label="Text in the record",
        widget=forms.TextInput(
            attrs={"type": "search", "spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}
        ),
    )
    refused = forms.BooleanField(required=False, label="Only refused calls")

    def __init__(self, address: str, fields: Mapping[str, str], seen: tuple[Iterable[str], ...]) -> None:
        super().__init__(fields, use_required_attribute=False)
        for name, known in zip(("event", "service", "who"), seen, strict=True):
            asked = fields.get(name, "")[:_LONGEST_NAME]
            values = sorted({*known, asked} - {""})
            widget = forms.Select(choices=[("", "all"), *((one, one.removesuffix(".amazonaws.com")) for one in values)])
            self.fields[name].widget = widget
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = address
        self.helper.form_class = "filters"
        self.helper.form_show_errors = False  # shown above the events
        self.helper.attrs = {
            "role": "search",
            "aria-label": "Events",
            "hx-get": address,
            "hx-target": "#events",
            "hx-trigger": "submit, input delay:300ms",
            "hx-sync": "this:replace",
        }
        self.helper.layout = Layout(
            "event",
            "service",
            "who",
            "text",
            Div("refused", HTML('<button class="button secondary">Show</button>'), css_class="filters-end"),
        )

    def asked(self) -> dict[str, str]:
        """What makes sense of what was asked, as a query string has it."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        words = {name: "on" if value is True else (value or "").strip() for name, value in given.items()}
        return {name: value for name, value in words.items() if value}

    def filters(self) -> Filters:
        asked = self.asked()
        return Filters(
            name=asked.get("event", ""),
            source=asked.get("service", ""),
            principal=asked.get("who", ""),
            refused="refused" in asked,
            text=asked.get("text", ""),
        )
