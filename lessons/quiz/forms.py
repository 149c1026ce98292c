"""One question as a form: the task's choices, and a box for the learner's own words."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse

from lessons.curriculum.markdown import to_inline_html
from lessons.learners.fields import LearnerText
from lessons.quiz.format import ChoiceTask, Question
from lessons.quiz.marking import Choice

DECISIONS = [
    ("allowed", "Allowed"),
    ("implicitDeny", "Implicit deny: nobody says yes"),
    ("explicitDeny", "Explicit deny: somebody says no"),
]
MAX_OWN_WORDS = 5_000
_CHOOSE = "Choose an answer first. A guess is fine: you learn from the reason either way."


class QuestionForm(forms.Form):
    """The fields follow from the question's task."""

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        task = question.task
        if isinstance(task, ChoiceTask):
            self.fields["choice"] = self._options(task)
        else:
            for request in task.requests:
                self.fields[f"choice-{request.id}"] = forms.ChoiceField(
                    label=to_inline_html(request.says),
                    choices=DECISIONS,
                    widget=forms.RadioSelect,
                    error_messages={"required": _CHOOSE},
                )
        self.fields["own_words"] = LearnerText(
            limit=MAX_OWN_WORDS,
            empty="",
            required=False,
            label="In your own words",
            help_text="Two or three sentences. After you answer, you see the key points to compare with.",
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.helper = FormHelper()
        address = reverse("quiz:question", args=[question.number])
        self.helper.form_action = address
        self.helper.attrs = {
            "hx-post": address,
            "hx-target": "#question",
            "hx-swap": "innerHTML show:window:top",
            "hx-disabled-elt": "find button",
        }
        self.helper.add_input(Submit("", "Answer"))

    def choice(self) -> Choice:
        """What was chosen, in the shape the marking takes."""
        task = self.question.task
        if isinstance(task, ChoiceTask):
            chosen = self.cleaned_data["choice"]
            return [chosen] if isinstance(chosen, str) else chosen
        return {request.id: self.cleaned_data[f"choice-{request.id}"] for request in task.requests}

    @staticmethod
    def _options(task: ChoiceTask) -> forms.ChoiceField:
        choices = [(option.id, to_inline_html(option.text)) for option in task.options]
        errors = {"required": _CHOOSE}
        label = to_inline_html(task.text)
        if task.kind == "choice":
            return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors)
        return forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=errors
        )
