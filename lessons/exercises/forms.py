"""The form of an exercise: the answer and the ticket that makes a double click harmless."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse

from iamlab.policy import PolicyType
from lessons.curriculum.content import Step
from lessons.exercises.format import Exercise, PolicyExercise
from lessons.learners.fields import LearnerText

MAX_ANSWER = 20_000

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
