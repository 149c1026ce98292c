"""What must be in place before the lab serves: database, broker, static files. Fast when it is."""

import hashlib
from pathlib import Path

import redis
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error, connection


def database() -> None:
    """Brings the database to the current migrations. Raises CommandError when it cannot be used."""
    try:
        connection.ensure_connection()
        call_command("migrate", interactive=False, verbosity=0)
    except (Error, ImproperlyConfigured) as error:
        place = "IAMLAB_DATABASE_URL" if connection.vendor != "sqlite" else str(connection.settings_dict["NAME"])
        raise CommandError(
            f"The database cannot be used: {_first_line(error)}. Check {place} and start again."
        ) from error


def broker() -> None:
    """Raises CommandError when IAMLAB_REDIS_URL is set and no Redis answers there."""
    if not settings.REDIS_URL:
        return
    try:
        with redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        raise CommandError(
            f"Redis does not answer: {_first_line(error)}. Check IAMLAB_REDIS_URL (like "
            "redis://127.0.0.1:6379/0) and that the server runs, or leave it out to run all in one process."
        ) from error


def static_files() -> None:
    """Collects the static files when one of them changed. Raises OSError when they cannot be written."""
    if settings.DEBUG:
        return  # served from where they lie
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name("static-stamp")
    current = _static_fingerprint()
    if (root / "staticfiles.json").exists() and stamp.exists() and stamp.read_text("ascii") == current:
        return
    # Old files stay: their names carry their hashes, and a lab that still runs serves them.
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current, "ascii")


def _static_fingerprint() -> str:
    seen = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            seen.append((storage.path(name), status.st_mtime_ns, status.st_size))
    return hashlib.sha256(repr(sorted(seen)).encode()).hexdigest()


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
