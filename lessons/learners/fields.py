"""Form fields for what learners write: kept to the letter, bounded, refused with the place named."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class LearnerText(forms.CharField):
    """Text exactly as typed. A NUL, which no database takes, is refused by line and column."""

    def __init__(self, *, limit: int, empty: str, **kwargs: Any) -> None:
        self.limit = limit
        kwargs.setdefault("error_messages", {"required": empty})
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        if self.required and not text.strip():
            raise ValidationError(self.error_messages["required"], code="required")
        if len(text) > self.limit:
            raise ValidationError(
                f"This text has {len(text):,} characters; the limit is {self.limit:,}. Shorten it and submit again.",
                code="too_long",
            )
        for character, name in (("\0", "NUL character (U+0000)"), ("�", "character that is not valid UTF-8")):
            if (place := text.find(character)) >= 0:
                line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
                raise ValidationError(
                    f"Line {line}, column {column}: there is a {name}. Delete it and submit again.",
                    code="character",
                )
        return text
