"""A program of its own, with a database of its own: many threads work in one sandbox at once. Prints what came of it.

Python -m tests.scenarios.parallel_calls THREADS LINES, with IAMLAB_DATABASE_URL set.
"""

import json
import sys
import threading

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from lessons.learners.models import Learner  # noqa: E402 - Django has to be set up first
from lessons.scenarios import sandbox as sandboxes  # noqa: E402
from lessons.scenarios.models import Event, Sandbox  # noqa: E402


def main(threads: int, lines: int) -> None:
    call_command("migrate", verbosity=0)
    key = sandboxes.open_sandbox(Learner.objects.create(), "first-team").pk
    acknowledged: list[str] = []
    busy: list[str] = []

    def work(thread: int) -> None:
        for line in range(lines):
            name = f"user-{thread}-{line}"
            try:
                entry = sandboxes.run_line(
                    Sandbox.objects.get(pk=key), f"aws iam create-user --user-name {name}", "my-admin"
                )
            except sandboxes.SandboxBusyError:
                busy.append(name)
            else:
                assert entry.exit_code == 0, entry.stderr
                acknowledged.append(name)
        connection.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    account = next(iter(Sandbox.objects.get(pk=key).company["accounts"].values()))
    recorded = [event.record["requestParameters"]["userName"] for event in Event.objects.filter(name="CreateUser")]
    print(json.dumps({"acknowledged": acknowledged, "busy": busy, "users": [*account["users"]], "recorded": recorded}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
