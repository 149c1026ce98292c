"""The form of an exercise: the answer and the ticket that makes a double click harmless."""

import uuid
from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.urls import reverse

from iamlab.policy import PolicyType
from lessons.curriculum.content import Step
from lessons.exercises.format import Exercise, PolicyExercise
from lessons.learners.fields import LearnerText

MAX_ANSWER = 20_000
MAX_LINE = 16_384

TAMPERED = "The hidden part of this form was changed on its way here. Your work is still here; submit it again."


def messages_of(form: forms.Form) -> list[str]:
    """Everything that is wrong with a form, in the order of its fields."""
    return [str(message) for messages in form.errors.values() for message in messages]


class HandInForm(forms.Form):
    """A ticket only: what is handed in is the sandbox as it stands."""

    button = "Hand in this account"

    ticket = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": TAMPERED, "required": TAMPERED})

    def __init__(self, slug: str, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ticket": uuid.uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        address = reverse("exercises:exercise", args=[slug])
        self.helper = FormHelper()
        # Without JavaScript a narrow page then shows the results, which are below the editor.
        self.helper.form_action = f"{address}#pane-results"
        self.helper.attrs = {
            "hx-post": address,
            "hx-target": "#results",
            "hx-disabled-elt": "find .actions > .button",
            "hx-sync": "this:drop",
        }
        self.helper.add_input(Submit("", self.button))


class AnswerForm(HandInForm):
    """A policy as text."""

    button = "Submit"

    answer = LearnerText(
        limit=MAX_ANSWER,
        empty="The box is empty. Write a policy in it, then submit.",
        label="Your policy",
        widget=forms.Textarea(
            attrs={"rows": 18, "spellcheck": "false", "autocapitalize": "off", "autocomplete": "off"}
        ),
    )

    def __init__(self, slug: str, policy_type: PolicyType, *args: Any, **kwargs: Any) -> None:
        super().__init__(slug, *args, **kwargs)
        self.fields["answer"].widget.attrs |= {
            "data-editor": "policy",
            "data-policy-type": policy_type.value,
            "data-check-url": reverse("curriculum:policy-check"),
            "data-fix-url": reverse("curriculum:policy-fix"),
            "data-complete-url": reverse("curriculum:policy-complete"),
            "data-draft": f"exercise:{slug}",
        }


def form_for(step: Step, exercise: Exercise, *args: Any, **kwargs: Any) -> HandInForm:
    """The form of an exercise; the rest goes to Django's form."""
    if isinstance(exercise, PolicyExercise):
        return AnswerForm(step.slug, exercise.policy_type, *args, **kwargs)
    return HandInForm(step.slug, *args, **kwargs)


class LineForm(forms.Form):
    """One terminal line, and who runs it. `identities` are offered; the simulated cloud refuses any other."""

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

    def __init__(self, slug: str, identities: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(auto_id="%s", **kwargs)
        # After a command the choice is swapped by itself: the account may have other users now.
        self.fields["identity"].widget = forms.Select(
            choices=[(name, name) for name in identities], attrs={"hx-swap-oob": "true"}
        )
        address = reverse("exercises:run", args=[slug])
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
