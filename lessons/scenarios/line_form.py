"""The form of a terminal: one line, and who runs it."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from lessons.learners.fields import LearnerText

MAX_LINE = 16_384


class LineForm(forms.Form):
    """Posts to `address`. `identities` are offered; the simulated cloud refuses any other."""

    identity = forms.CharField(max_length=128, label="as", widget=forms.Select)
    line = LearnerText(
        limit=MAX_LINE,
        empty="Type a command, for example: aws sts get-caller-identity",
        label="Command",
        help_text="Enter runs the command. Arrow keys recall earlier ones. Tab completes; Escape, then Tab leaves.",
        widget=forms.Textarea(
            attrs={
                "rows": 1,
                "placeholder": "aws …",
                "spellcheck": "false",
                "autocomplete": "off",
                "autocapitalize": "off",
                "autocorrect": "off",
            }
        ),
    )

    def __init__(self, address: str, identities: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(auto_id="%s", **kwargs)
        # After a command the choice is swapped by itself: the account may have other users now.
        self.fields["identity"].widget = forms.Select(
            choices=[(name, name) for name in identities], attrs={"hx-swap-oob": "true"}
        )
        self.helper = FormHelper()
        self.helper.form_action = address
        self.helper.form_class = "command"
        self.helper.form_show_errors = False  # shown above the terminal
        self.helper.attrs = {
            "hx-post": address,
            "hx-target": "#scrollback",
            "hx-swap": "beforeend",
            "hx-disabled-elt": "find button",
        }
        self.helper.layout = Layout(
            Div("identity", css_class="as"), Div("line", css_class="line"), HTML('<button class="button">Run</button>')
        )
