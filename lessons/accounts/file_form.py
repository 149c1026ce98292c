"""One file of the workspace, as a form."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from iamlab.cloud.cli.workspace import MAX_FILE_CHARACTERS
from lessons.learners.fields import LearnerText

_LONGEST_NAME = 330


class FileForm(forms.Form):
    """A name and a text. `saved_as` is the name under which the file was kept."""

    saved_as = ""

    name = forms.CharField(
        max_length=_LONGEST_NAME,
        label="File name",
        error_messages={"required": "Give the file a name, such as policy.json."},
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}),
    )
    text = LearnerText(
        limit=MAX_FILE_CHARACTERS,
        empty="",
        required=False,
        label="Text",
        widget=forms.Textarea(
            attrs={"rows": 20, "class": "code-text"}
            | {"spellcheck": "false", "autocapitalize": "off", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "form file-form"
        self.helper.add_input(Submit("", "Save"))
