"""`manage.py lab`: prepares, serves and grades in one process until Ctrl-C."""

import os
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from iamlab import environment, preparation, server
from iamlab.embedded_worker import EmbeddedWorker
from iamlab.install import cannot_write, one_at_a_time
from lessons.curriculum.yaml_files import ContentError
from lessons.exercises.tasks import requeue_ungraded
from lessons.teaching.loading import load_everything
from lessons.teaching.sign_in import instructor_link


class Command(BaseCommand):
    help = "Starts the lab: updates the database, loads the course, serves it and grades what is handed in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for the network")
        parser.add_argument("--port", default="8000", help="port to listen on; 0 for any free one")

    def handle(self, *args: Any, host: str, port: str, **options: Any) -> None:
        # A service manager sends SIGTERM; a shell that starts the lab with "&" has switched SIGINT off.
        _on_stop_signals(signal.default_int_handler)
        worker = None if settings.REDIS_URL else EmbeddedWorker()
        try:
            with server.listen(host, port) as listener:
                _prepare()
                self._announce(server.reachable_host(host), listener.getsockname()[1])
                requeue_ungraded()
                if worker:
                    worker.start()
                server.serve(listener, behind_proxy=settings.BEHIND_TLS)
        except KeyboardInterrupt:
            pass
        _on_stop_signals(signal.SIG_IGN)  # a second Ctrl-C finds nothing more to interrupt
        if worker and worker.died:
            raise CommandError("The worker that grades has ended, so the lab stops. Start it again.")
        self.stdout.write("Stopped.")
        if worker and not worker.stop(timeout=1.5):
            # Python would wait for the task's thread. What it has not saved is graded after the next start.
            self.stdout.flush()
            os._exit(0)

    def _announce(self, host: str, port: int) -> None:
        kinds = _step_kinds()
        address = server.url(host, port)
        if settings.BEHIND_TLS:
            public = next(name for name in settings.ALLOWED_HOSTS if environment.is_public_name(name))
            self.stdout.write(f"Listening on {address} for the TLS proxy.")
            address = f"https://{public.lstrip('.')}"
        else:
            # Whoever names an address to listen on means it to be used.
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, f"[{host}]" if ":" in host else host]
        self.stdout.write(f"{kinds.count('lesson')} lessons and {kinds.count('exercise')} exercises are ready.")
        if settings.REDIS_URL:
            self.stdout.write("Grading needs a worker beside this server: .venv/bin/celery -A iamlab worker")
        self.stdout.write(f"Open {address}/ in a browser.")
        self.stdout.write(f"Instructors sign in once with {instructor_link(address)}")
        self.stdout.write("Ctrl-C stops the lab.")
        self.stdout.flush()


def _on_stop_signals(handler: Any) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def _step_kinds() -> list[str]:
    try:
        return [step.kind for step in load_everything().steps]
    except ContentError as error:
        raise CommandError(str(error)) from error


def _prepare() -> None:
    preparation.broker()
    try:
        with one_at_a_time(Path(settings.DATA_DIR) / "start.lock"):
            preparation.database()
            preparation.static_files()
    except OSError as error:
        raise CommandError(cannot_write(settings.DATA_DIR, error)) from error
