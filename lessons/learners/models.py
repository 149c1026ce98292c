"""A learner: the owner of all work, with or without an account."""

from django.conf import settings
from django.db import models


class Learner(models.Model):
    """Someone who learns. Without a user it belongs to one browser session; signing up claims it.

    Rows are made at the first piece of work that needs an owner, never for a mere visit.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="learner"
    )
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.user.get_username() if self.user else f"Visitor {self.pk}"

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None
