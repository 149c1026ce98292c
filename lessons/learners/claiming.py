"""Anonymous work becomes an account's work at sign-up or sign-in."""

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction

from lessons.learners.models import Learner


@transaction.atomic
def claim(anonymous: Learner | None, user: User) -> Learner:
    """Give the session's anonymous learner, if any, to `user`; returns the user's learner.

    An account that already has work keeps it and gains what the session adds: where both have the same thing
    (the same lesson read, the same sandbox), the account's stays.
    """
    mine = Learner.objects.filter(user=user).first()
    if anonymous is None or not anonymous.is_anonymous:
        return mine or Learner.objects.create(user=user)
    if mine is None:
        anonymous.user = user
        anonymous.save(update_fields=["user"])
        return anonymous
    for relation in Learner._meta.related_objects:
        _hand_over(relation.related_model, relation.field.name, anonymous, mine)
    anonymous.delete()
    return mine


def _hand_over(model: type[models.Model], field: str, source: Learner, target: Learner) -> None:
    for row in model._default_manager.filter(**{field: source}):
        try:
            with transaction.atomic():
                setattr(row, field, target)
                row.save(update_fields=[field])
        except IntegrityError:
            continue  # the account has this already; what is left goes with the anonymous learner
