"""How far the clock of an account is put forward."""

from django import forms

_HOUR, _DAY = 3_600, 86_400
# Temporary credentials last an hour unless they are asked for longer; keys are old after 90 days.
STEPS = ((_HOUR, "1 hour"), (12 * _HOUR, "12 hours"), (_DAY, "1 day"), (30 * _DAY, "30 days"), (91 * _DAY, "91 days"))


class ClockForm(forms.Form):
    """A number of seconds, one of the steps that the page offers."""

    seconds = forms.TypedChoiceField(
        choices=STEPS,
        coerce=int,
        error_messages={
            "required": "Choose how far to put the clock forward.",
            "invalid_choice": "Choose one of the steps that the page offers.",
        },
    )
