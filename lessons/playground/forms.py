"""The one form of the playground: the policy, a request to decide, and patterns to expand."""

from collections.abc import Collection, Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.urls import reverse

from iamlab.catalog import resource_policies
from iamlab.policy import PolicyType
from lessons.curriculum.request_context import MAX_CONTEXT
from lessons.learners.fields import LearnerText
from lessons.playground.expansion import MAX_TEXT
from lessons.playground.state import State

MAX_POLICY = 100_000
MAX_LINE = 2_048
CALLER = "arn:aws:iam::123456789012:user/jane.doe"

_PLAIN = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}
_CODE = _PLAIN | {"class": "code-text"}
_TYPES = {
    PolicyType.IDENTITY: "Identity policy",
    PolicyType.RESOURCE: "Resource policy",
    PolicyType.TRUST: "Trust policy of a role",
    PolicyType.BOUNDARY: "Permissions boundary",
    PolicyType.SESSION: "Session policy",
    PolicyType.SCP: "Service control policy",
    PolicyType.RCP: "Resource control policy",
    PolicyType.ENDPOINT: "VPC endpoint policy",
}
_BAD_CHOICE = "This is not one of the choices. Choose one from the list."


def _line(label: str, placeholder: str, help_text: str = "") -> LearnerText:
    widget = forms.TextInput(attrs=_CODE | {"placeholder": f"for example {placeholder}"})
    return LearnerText(limit=MAX_LINE, empty="", required=False, label=label, help_text=help_text, widget=widget)


def _lines(label: str, placeholder: str, limit: int, rows: int, help_text: str, **attrs: str) -> LearnerText:
    widget = forms.Textarea(attrs=_CODE | {"placeholder": f"for example {placeholder}", "rows": rows} | attrs)
    return LearnerText(limit=limit, empty="", required=False, label=label, help_text=help_text, widget=widget)


class PlaygroundForm(forms.Form):
    """Everything is optional: what is there is checked, decided and expanded."""

    all_optional = True

    policy_type = forms.ChoiceField(
        choices=[(kind.value, name) for kind, name in _TYPES.items()],
        label="What kind of policy",
        error_messages={"invalid_choice": _BAD_CHOICE},
    )
    resource_type = forms.ChoiceField(
        choices=[("", "not said"), *((name, name) for name in resource_policies.names())],
        required=False,
        label="Attached to (resource policies)",
        error_messages={"invalid_choice": _BAD_CHOICE},
    )
    policy = LearnerText(
        limit=MAX_POLICY,
        empty="",
        required=False,
        label="Policy",
        widget=forms.Textarea(attrs=_PLAIN | {"rows": 18}),
    )
    before = LearnerText(limit=MAX_POLICY, empty="", required=False, widget=forms.HiddenInput)
    principal = _line("Principal", CALLER)
    action = _line("Action", "s3:GetObject")
    resource = _line("Resource", "arn:aws:s3:::my-reports-bucket/2026/q1.csv")
    resource_account = _line("Account of the resource", "123456789012", "For ARNs that name no account.")
    context = _lines("Context", "aws:SourceIp = 203.0.113.5", MAX_CONTEXT, 2, "One <code>key = value</code> a line.")
    patterns = _lines(
        "Action patterns", "s3:Get*", MAX_TEXT, 2, "One a line: <code>s3:Get*</code>, <code>iam:*Role</code>."
    )

    def __init__(self, fields: Mapping[str, str]) -> None:
        given = {"policy_type": PolicyType.IDENTITY.value, "principal": CALLER}
        super().__init__({**given, **fields}, use_required_attribute=False)
        self.fields["policy"].widget.attrs |= {
            "data-editor": "policy",
            "data-check-url": reverse("playground:check"),
            "data-fix-url": reverse("curriculum:policy-fix"),
            "data-complete-url": reverse("curriculum:policy-complete"),
            "data-draft": "playground",
            "data-draft-stays": True,  # deciding stores nothing
        }
        self.fields["patterns"].widget.attrs |= {
            "hx-post": reverse("playground:expand"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#expansion",
            "hx-sync": "this:replace",
        }
        self.helper = FormHelper()
        self.helper.form_id = "playground"
        self.helper.form_class = "playground"
        self.helper.form_action = reverse("playground:playground")
        self.helper.attrs = {
            "hx-post": reverse("playground:decide"),
            "hx-target": "#decision",
            "hx-disabled-elt": "find .decide",
            "hx-disinherit": "hx-disabled-elt",
            "hx-sync": "this:replace",
        }
        self.helper.layout = _layout()

    def state(self) -> State:
        """The fields that make sense."""
        self.is_valid()
        filled = {name: value for name, value in self.cleaned_data.items() if value and name != "before"}
        if "policy_type" in filled:
            filled["policy_type"] = PolicyType(filled["policy_type"])
        return State(**filled)

    def refusals(self, names: Collection[str]) -> list[str]:
        """What is wrong with some of the fields."""
        return [str(message) for name in names for message in self.errors.get(name, ())]


def _layout() -> Layout:
    def part(name: str) -> HTML:
        return HTML(f'{{% include "playground/{name}.html" %}}')

    return Layout(
        Div("policy_type", Div("resource_type", css_id="attached-to"), part("buttons"), css_class="playground-kind"),
        Div(
            Div("before", "policy", part("review_box"), css_class="playground-policy"),
            Div(
                part("request_head"),
                Div("principal", "action", "resource", css_class="playground-fields"),
                Div("context", "resource_account", css_class="playground-fields"),
                part("decide"),
                css_class="playground-request",
                css_id="request",
            ),
            css_class="playground-parts",
        ),
        Div(part("expander_head"), "patterns", part("expand"), css_class="playground-expander", css_id="actions"),
    )
