"""The form of a live example."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.urls import reverse

from lessons.curriculum.examples import Example

_CODE = {"class": "code-text", "spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}


def _code_line(label: str) -> forms.CharField:
    return forms.CharField(label=label, strip=False, widget=forms.TextInput(attrs=_CODE))


class ExampleForm(forms.Form):
    """The policy and the request of an example, all of it editable. What is wrong is said beside the outcome."""

    lesson = forms.CharField(widget=forms.HiddenInput)
    example = forms.CharField(widget=forms.HiddenInput)
    policy = forms.CharField(label="Policy", strip=False, widget=forms.Textarea(attrs=_CODE))
    principal = _code_line("Principal")
    action = _code_line("Action")
    resource = _code_line("Resource")
    context = forms.CharField(
        label="Context",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs=_CODE | {"rows": 2, "placeholder": "aws:SourceIp = 203.0.113.5"}),
    )

    def __init__(self, lesson: str, example: Example) -> None:
        place = f"try-{example.id}"
        initial: dict[str, Any] = {
            "lesson": lesson,
            "example": example.id,
            "policy": example.policy_text,
            "principal": example.principal,
            "action": example.action,
            "resource": example.resource,
            "context": example.context_text,
        }
        super().__init__(initial=initial, auto_id=f"{place}-%s", use_required_attribute=False)
        address = reverse("curriculum:try")
        self.helper = FormHelper()
        self.helper.form_action = f"{address}#{place}"
        self.helper.attrs = {"hx-post": address, "hx-target": f"#{place}-output", "hx-disabled-elt": "find button"}
        fields = Div("principal", "action", "resource", "context", Submit("", "Decide"), css_class="try-fields")
        self.helper.layout = Layout(
            "lesson", "example", Div(Div("policy", css_class="try-policy"), fields, css_class="try-parts")
        )
