"""The instructor's one-time sign-in link, printed when the lab starts."""

from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse

INSTRUCTOR = "instructor"


class _OneTimeTokens(PasswordResetTokenGenerator):
    """Django's token over password and last sign-in: it dies with the sign-in it was used for."""

    key_salt = "lessons.teaching.sign_in"


_tokens = _OneTimeTokens()


def instructor_link(base_url: str) -> str:
    """A link below `base_url` that signs its first user in as the instructor; the account is made if need be."""
    with transaction.atomic():
        user, is_new = User.objects.get_or_create(username=INSTRUCTOR, defaults={"is_staff": True})
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
    return base_url.rstrip("/") + reverse("teaching:enter", args=[_tokens.make_token(user)])


def instructor_of(token: str) -> User | None:
    """The instructor, if `token` is a link's that nobody has used yet and that is younger than three days."""
    user = User.objects.filter(username=INSTRUCTOR, is_staff=True, is_active=True).first()
    return user if user and _tokens.check_token(user, token) else None
