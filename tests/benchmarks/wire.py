"""How fast a call is, typed in the terminal and sent over the wire. From the top: `python -m tests.benchmarks.wire`.

Milliseconds of the same ten calls: the line in this process, the signed request to the lab, and the same request to the
server of moto, each a process of its own, over one open connection. Cold is the first time in a process, warm the
median of many. Then what a thousand sandboxes cost that nobody uses.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TIMES = 30
SANDBOXES = 1_000
MOST_TERMINAL = 100.0  # milliseconds of server time for a warm line
LOCAL = "127.0.0.1"
FORM = "application/x-www-form-urlencoded; charset=utf-8"
AMZ_JSON = "application/x-amz-json-1.{}"


@dataclass(frozen=True)
class Asked:
    """One call: the line, and the request that means the same, as a client would write it."""

    line: str
    service: str
    method: str = "POST"
    path: str = "/"
    body: bytes = b""
    content_type: str = ""
    target: str = ""


def _query(line: str, service: str, body: str) -> Asked:
    return Asked(line, service, body=body.encode(), content_type=FORM)


CALLS = [
    _query("aws sts get-caller-identity", "sts", "Action=GetCallerIdentity&Version=2011-06-15"),
    _query("aws iam list-users", "iam", "Action=ListUsers&Version=2010-05-08"),
    _query("aws iam get-user --user-name my-admin", "iam", "Action=GetUser&Version=2010-05-08&UserName=my-admin"),
    _query(
        "aws iam tag-user --user-name my-admin --tags Key=a,Value=b",
        "iam",
        "Action=TagUser&Version=2010-05-08&UserName=my-admin&Tags.member.1.Key=a&Tags.member.1.Value=b",
    ),
    Asked("aws s3api list-buckets", "s3", "GET"),
    Asked("aws s3api put-object --bucket reports --key b.txt --body b.txt", "s3", "PUT", "/reports/b.txt", b"a text"),
    Asked("aws s3api get-object --bucket reports --key b.txt copy.txt", "s3", "GET", "/reports/b.txt"),
    Asked(
        "aws dynamodb list-tables",
        "dynamodb",
        body=b"{}",
        content_type=AMZ_JSON.format(0),
        target="DynamoDB_20120810.ListTables",
    ),
    Asked("aws kms list-keys", "kms", body=b"{}", content_type=AMZ_JSON.format(1), target="TrentService.ListKeys"),
    Asked("aws lambda list-functions", "lambda", "GET", "/2015-03-31/functions"),
]
# What the other server has to have before the calls make sense there.
FIRST = [
    _query("", "iam", "Action=CreateUser&Version=2010-05-08&UserName=my-admin"),
    Asked("", "s3", "PUT", "/reports"),
]


@dataclass(frozen=True)
class Server:
    """Where requests go, and with which key they are signed."""

    endpoint: str
    access_key: str
    secret: str

    def sender(self, connection: http.client.HTTPConnection, asked: Asked) -> Callable[[], None]:
        """Return what sends a call, signed beforehand, and reads the answer."""
        from botocore.auth import S3SigV4Auth, SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        url = self.endpoint + (asked.path if asked.path != "/" else "")
        sent = AWSRequest(method=asked.method, url=url, data=asked.body)
        if asked.content_type:
            sent.headers["Content-Type"] = asked.content_type
        if asked.target:
            sent.headers["X-Amz-Target"] = asked.target
        signer = S3SigV4Auth if asked.service == "s3" else SigV4Auth
        signer(Credentials(self.access_key, self.secret), asked.service, "us-east-1").add_auth(sent)
        prepared = sent.prepare()
        path, headers = urlsplit(prepared.url).path or "/", dict(prepared.headers)

        def send() -> None:
            connection.request(asked.method, path, body=asked.body, headers=headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status >= 300:
                raise RuntimeError(f"{asked.line}: {answer.status} {text[:300]!r}")

        return send


@contextmanager
def moto_server() -> Iterator[Server]:
    """The server of moto on a free port, with what FIRST makes."""
    with socket.create_server((LOCAL, 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", LOCAL, "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        server = Server(f"http://{LOCAL}:{port}", "AKIAIOSFODNN7EXAMPLE", "secret")
        connection = http.client.HTTPConnection(LOCAL, port)
        for asked in FIRST:
            server.sender(connection, asked)()
        yield server
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection((LOCAL, port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing listens on port {port}")


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    cold: float
    warm: float


def measured(work: Callable[[], object]) -> Times:
    """How long it takes the first time, and then."""
    cold, *rest = (_milliseconds(work) for _ in range(1 + TIMES))
    return Times(cold, statistics.median(rest))


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - start)


def in_terminal(sandbox: Any) -> list[Times]:
    """The lines, one after another, each with what the database has to do for it."""
    from lessons.scenarios.sandbox import run_line

    def run(line: str) -> None:
        entry = run_line(sandbox, line, "my-admin")
        if entry.exit_code:
            raise RuntimeError(f"{line}: {entry.stderr}")

    return [measured(lambda asked=asked: run(asked.line)) for asked in CALLS]


def over_http(server: Server) -> list[Times]:
    """The requests, over one connection."""
    connection = http.client.HTTPConnection(urlsplit(server.endpoint).netloc)
    return [measured(server.sender(connection, asked)) for asked in CALLS]


def idle_sandboxes() -> tuple[float, float]:
    """What a thousand sandboxes cost: megabytes of this process's memory, and megabytes of the database."""
    from django.db import connection

    from lessons.learners.models import Learner
    from lessons.scenarios.sandbox import open_sandbox

    database = Path(str(connection.settings_dict["NAME"]))
    open_sandbox(Learner.objects.create(), "first-team")
    memory, size = _resident(), _settled_size(database)
    for _ in range(SANDBOXES):
        open_sandbox(Learner.objects.create(), "first-team")
    return _resident() - memory, _settled_size(database) - size


def _resident() -> float:
    """Megabytes of this process that are in memory; Linux only."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _settled_size(database: Path) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.stat().st_size / 2**20


def report() -> int:
    """Print the tables; the exit status is 1 where a warm line takes longer than it may."""
    from tests.scenarios.wire_lab import make_sandbox, running

    sandbox, _ = make_sandbox()
    sandbox.files = {"b.txt": "a text"}
    sandbox.save()
    terminal = in_terminal(sandbox)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as lab:
        wire = over_http(Server(lab.endpoint, *lab.keys["my-admin"]))
    with moto_server() as server:
        moto = over_http(server)
    columns = ("terminal", "", "wire", "", "moto", "", "wire/moto")
    print(f"{'milliseconds':<62}" + "".join(f"{name:>10}" for name in columns))
    print(f"{'':<62}" + "".join(f"{name:>10}" for name in ("cold", "warm") * 3) + f"{'warm':>10}")
    for asked, *times in zip(CALLS, terminal, wire, moto, strict=True):
        figures = [figure for one in times for figure in (one.cold, one.warm)]
        ratio = times[1].warm / times[2].warm
        print(f"{asked.line:<62}" + "".join(f"{figure:>10.1f}" for figure in figures) + f"{ratio:>10.2f}")
    memory, size = idle_sandboxes()
    print(f"{SANDBOXES:,} sandboxes that nobody uses: {memory:.1f} MB of memory, {size:.1f} MB of the database")
    missed = [asked.line for asked, one in zip(CALLS, terminal, strict=True) if one.warm > MOST_TERMINAL]
    print(f"a warm line, at most {MOST_TERMINAL:g} ms: {'MISSED by ' + ', '.join(missed) if missed else 'ok'}")
    return int(bool(missed))


def _main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IAMLAB_DATABASE_URL"] = f"sqlite:///{folder}/benchmark.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "iamlab.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return report()


if __name__ == "__main__":
    sys.exit(_main())
