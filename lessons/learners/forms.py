"""Sign-up and sign-in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib.auth.forms import AuthenticationForm, BaseUserCreationForm
from django.contrib.auth.models import User


def _helper(label: str) -> FormHelper:
    helper = FormHelper()
    helper.add_input(Submit("", label))
    return helper


class SignUpForm(BaseUserCreationForm):  # type: ignore[type-arg]
    """An account is a name and a password; no address is asked for."""

    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ("username",)
        labels = {"username": "Name"}
        help_texts = {"username": "Letters, digits and @ . + - _ only. Your instructor sees it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("Create account")
        self.fields["password1"].help_text = "At least 8 characters, not only digits, not a common password."
        self.fields["password2"].help_text = ""
        self.fields["password2"].label = "Password again"


class SignInForm(AuthenticationForm):
    """A name and a password."""

    error_messages = {
        "invalid_login": "This name and password do not belong together. Check both; capital letters count.",
        "inactive": "This account is closed. Ask your instructor to open it again.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("Sign in")
        self.fields["username"].label = "Name"
