"""How often one sandbox may be called, over the wire and from its terminals."""

import time

from django.core.cache import cache

from lessons.scenarios.models import Sandbox

WINDOW_SECONDS = 10
CALLS = 500  # in a window: fifty calls a second, far more than a script of a learner makes
TOO_FAST = "That is faster than this lab takes commands. Wait ten seconds, then run it again."


def admits(sandbox: Sandbox) -> bool:
    """Count a call; False where the sandbox has had as many as it may have for now."""
    key = f"calls/{sandbox.pk}/{int(time.time()) // WINDOW_SECONDS}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return cache.incr(key) <= CALLS
    except ValueError:  # it was thrown out in between, for want of room
        return True
