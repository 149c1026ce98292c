"""Real servers on free ports, in folders that go away: Redis and PostgreSQL."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from tests.programs import require_program


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def process(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is terminated, then killed, when the block ends."""
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    command = [str(require_program("redis-server")), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with process(command, cwd=tmp_path):
        url = f"redis://127.0.0.1:{port}/0"
        _wait_for(lambda: redis.from_url(url).ping(), redis.ConnectionError)
        yield url


@pytest.fixture
def database_url() -> Iterator[str]:
    initdb, server = require_program("initdb"), require_program("postgres")
    # PostgreSQL refuses to run as root, and pytest's own folders are closed to the user that Debian made for it.
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="iamlab-postgres-"))
    try:
        if user:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        data, port = folder / "data", free_port()
        options = {"cwd": folder, "stderr": subprocess.DEVNULL, **user}
        subprocess.run(
            [initdb, "--pgdata", data, "--username", "lab", "--auth", "trust", "--no-sync", "--encoding", "UTF8"],
            check=True,
            stdout=subprocess.DEVNULL,
            **options,
        )
        address = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        with process([str(server), *address, "-c", "fsync=off"], **options):
            url = f"postgres://lab@127.0.0.1:{port}/postgres"
            _wait_for(lambda: psycopg.connect(url).close(), psycopg.OperationalError)
            yield url
    finally:
        shutil.rmtree(folder)


def _wait_for(answer: object, not_yet: type[Exception], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            answer()  # type: ignore[operator]
            return
        except not_yet:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
