"""The lab as a process of its own with one sandbox in it, for tests that speak to it with real AWS clients.

`python -m tests.scenarios.wire_lab` migrates the database of the settings, prints a line of JSON, and serves.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iamlab.bootstrap import ROOT

SEED = "wire"
USERS = ("my-admin", "lister", "nobody")


@dataclass(frozen=True)
class WireLab:
    """A running lab: its endpoint, and an access key with its secret for each user."""

    endpoint: str
    keys: dict[str, tuple[str, str]]
    tag: str
    folder: Path

    def environment(self, user: str = "my-admin", **more: str) -> dict[str, str]:
        """The environment of a client: nothing of this machine's own configuration reaches it."""
        key, secret = self.keys[user]
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            **more,
        }


@contextmanager
def running(folder: Path) -> Iterator[WireLab]:
    """A lab on a free port, with its database in `folder`; it is gone when the block ends."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("IAMLAB_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.scenarios.wire_lab"],
        cwd=ROOT,
        env={**inherited, "IAMLAB_DATABASE_URL": f"sqlite:///{folder / 'lab.sqlite3'}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        keys = {user: (key, secret) for user, (key, secret) in said["keys"].items()}
        yield WireLab(said["endpoint"], keys, said["tag"], folder)
    finally:
        process.kill()
        process.communicate()


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iamlab.settings")
    django.setup()
    from django.core.management import call_command

    from iamlab import server

    call_command("migrate", verbosity=0)
    sandbox, keys = make_sandbox()
    listener = server.listen("127.0.0.1", "0")
    endpoint = f"http://127.0.0.1:{listener.getsockname()[1]}/aws"
    print(json.dumps({"endpoint": endpoint, "keys": keys, "tag": sandbox.key_tag}), flush=True)
    server.serve(listener, behind_proxy=False)


def make_sandbox() -> tuple[Any, dict[str, tuple[str, str]]]:
    """The sandbox of the company that the tests of the cloud begin with, and a key for each of the USERS.

    A lab that starts again on the same database finds it as it was.
    """
    from iamlab.cloud.gateway import Call, handle
    from iamlab.cloud.identifiers import access_key_tag
    from iamlab.cloud.state.company import Company
    from lessons.learners.models import Learner
    from lessons.scenarios.models import Sandbox
    from tests.cloud.company import company

    sandbox = Sandbox.objects.filter(key_tag=access_key_tag(SEED)).first()
    if sandbox is None:
        made = company()
        made.seed = SEED
        for user in USERS:
            handle(made, Call("iam", "CreateAccessKey", {"UserName": user}), datetime.now(UTC))
        sandbox = Sandbox.objects.create(
            learner=Learner.objects.create(),
            scenario="first-team",
            company=made.to_document(),
            key_tag=access_key_tag(SEED),
        )
    keys = Company.from_document(sandbox.company).access_keys()
    return sandbox, {user: (key.id, key.secret) for _, user, key in keys if user in USERS}


if __name__ == "__main__":
    _main()
