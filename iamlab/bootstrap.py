"""From a bare Python into the project's own environment, then on to Django or pytest. Stdlib only."""

import os
import subprocess
import sys
from pathlib import Path

from iamlab.install import Environment, InstallError, cannot_write

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str]) -> int:
    """Runs the command line `argv` of manage.py and returns its exit code.

    Outside .venv it first makes sure that .venv holds what the command needs, then starts over inside it.
    """
    environment = Environment(ROOT)
    wanted = ["runtime", "test"] if argv[1:2] == ["test"] else ["runtime"]
    try:
        missing = environment.missing(wanted)
        if missing and environment.is_running():
            # An activated .venv that is out of date: the Python it was made from renews it.
            return _start_over(getattr(sys, "_base_executable", sys.executable), argv)
        if missing:
            environment.install(wanted)
        if not environment.is_running():
            return _start_over(str(environment.python), argv)
        return _run_tests(argv[2:]) if "test" in wanted else _run_django(argv)
    except InstallError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _start_over(python: str, argv: list[str]) -> int:
    command = [python, *argv]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(python, command)  # noqa: S606 - the same command line, in the project's own Python
    # Windows cannot replace a process. The child gets Ctrl-C from the console itself; its exit code counts.
    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def _run_tests(arguments: list[str]) -> int:
    import pytest

    os.chdir(ROOT)
    return int(pytest.main(arguments))


def _run_django(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iamlab.settings")
    import dj_database_url
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS  # the first look reads iamlab/settings.py
    except OSError as error:
        print(cannot_write(ROOT, error), file=sys.stderr)
        return 1
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        print(
            "IAMLAB_DATABASE_URL is not a database address. Write it like "
            "postgres://user:password@host:5432/name (special characters percent-encoded), "
            "or leave it out for SQLite.",
            file=sys.stderr,
        )
        return 1
    execute_from_command_line(argv)
    return 0
