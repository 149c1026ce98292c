"""The form of an exercise: the answer and the ticket that makes a double click harmless."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.utils import ErrorDict

from lessons.learners.fields import LearnerText

MAX_ANSWER = 100_000
MAX_LINE = 16_384

TAMPERED = "The hidden part of this form was changed on its way here. Your work is still here; submit it again."


class HandInForm(forms.Form):
    """A ticket only: what is handed in is the sandbox as it stands."""

    ticket = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": TAMPERED, "required": TAMPERED})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("ticket", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False  # shown where results are shown

    def messages(self) -> list[str]:
        """What is wrong, as the results pane lists it."""
        errors: ErrorDict = self.errors
        return [message for messages in errors.values() for message in messages]


class AnswerForm(HandInForm):
    """A policy as text."""

    answer = LearnerText(
        limit=MAX_ANSWER,
        empty="The box is empty. Write a policy in it, then submit.",
        label="Your policy",
        widget=forms.Textarea(
            attrs={"rows": 18, "spellcheck": "false", "autocapitalize": "off", "autocomplete": "off"}
        ),
    )


class LineForm(forms.Form):
    """One terminal line, and who runs it."""

    line = LearnerText(
        limit=MAX_LINE, empty="Type a command, for example: aws sts get-caller-identity", label="Command"
    )
    identity = forms.CharField(max_length=128, label="Run as")
