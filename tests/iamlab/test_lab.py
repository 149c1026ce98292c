"""`manage.py lab` from outside: one process that serves, grades and stops cleanly."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from iamlab.bootstrap import ROOT
from tests.lab_process import Lab, failing_lab, lab_environment, running_lab
from tests.solutions import policy_solution
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One lab for the tests that leave it running."""
    with running_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def own_lab(tmp_path: Path) -> Iterator[Lab]:
    """A lab for a test that stops it."""
    with running_lab(tmp_path) as lab:
        yield lab


def test_it_greets_with_an_address_that_answers(lab: Lab) -> None:
    assert re.search(r"^\d+ lessons and \d+ exercises are ready\.$", lab.greeting, re.MULTILINE)
    assert Visitor(lab.address).get("/").status == 200


def test_it_serves_static_files_to_be_kept_for_ever(lab: Lab) -> None:
    page = Visitor(lab.address).get("/")
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page.text)
    assert sheet, "the page links no style sheet"
    with urllib.request.urlopen(lab.address + sheet[1]) as response:
        assert "immutable" in response.headers["Cache-Control"]


def test_the_instructors_link_leads_to_this_lab(lab: Lab) -> None:
    link = lab.greeting.split("sign in once with ")[1].split()[0]
    assert link.startswith(lab.address)
    assert Visitor(lab.address).get(link).status == 200


def test_a_foreign_host_name_is_refused(lab: Lab) -> None:
    request = urllib.request.Request(lab.address, headers={"Host": "attacker.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request)


def test_it_grades_in_its_own_process_and_stops_quietly_after_it(own_lab: Lab) -> None:
    visitor = Visitor(own_lab.address)
    attempt = visitor.fill_in(visitor.get("/exercises/read-one-bucket/"), "answer", policy_solution("read-one-bucket"))
    assert "Passed" in visitor.get_until(attempt, "Passed").text
    assert own_lab.stop(signal.SIGINT) == (0, "Stopped.\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_quickly_and_quietly(own_lab: Lab, number: int) -> None:
    before = time.monotonic()
    assert own_lab.stop(number) == (0, "Stopped.\n")
    assert time.monotonic() - before < 3


def test_on_every_interface_it_prints_an_address_that_works(tmp_path: Path) -> None:
    with running_lab(tmp_path, "--host", "0.0.0.0") as lab:
        assert "0.0.0.0" not in lab.address
        assert Visitor(lab.address).get("/").status == 200


def test_behind_a_tls_proxy_the_forwarded_scheme_counts(tmp_path: Path) -> None:
    with running_lab(tmp_path, IAMLAB_ALLOWED_HOSTS="lab.example.org", IAMLAB_SECRET_KEY="x" * 60) as lab:
        assert "Open https://lab.example.org/ in a browser." in lab.greeting
        headers = {"Host": "lab.example.org", "X-Forwarded-Proto": "https"}
        with urllib.request.urlopen(urllib.request.Request(lab.address, headers=headers)) as response:
            assert response.status == 200
            assert response.url.startswith(lab.address), "no redirect to https: it is https already"


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        code, output = failing_lab(tmp_path, "--port", str(port))
    assert code == 1
    assert output.count("\n") == 1
    assert f"Port {port} is in use" in output


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("IAMLAB_DATABASE_URL", "nonsense", "IAMLAB_DATABASE_URL is not a database address"),
        ("IAMLAB_DATABASE_URL", "oracel://lab@localhost/lab", "IAMLAB_DATABASE_URL is not a database address"),
        ("IAMLAB_DATABASE_URL", "postgres://lab:x@127.0.0.1:1/lab", "Check IAMLAB_DATABASE_URL"),
        ("IAMLAB_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3", "/nowhere/at/all.sqlite3"),
        ("IAMLAB_REDIS_URL", "redis://127.0.0.1:1/0", "Redis does not answer"),
        ("IAMLAB_REDIS_URL", "http://127.0.0.1/", "Check IAMLAB_REDIS_URL"),
    ],
)
def test_a_setting_that_cannot_work_is_one_line(setting: str, value: str, says: str, tmp_path: Path) -> None:
    code, output = failing_lab(tmp_path, **{setting: value})
    assert code == 1
    assert says in output
    assert output.count("\n") == 1


def test_a_database_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "lab.sqlite3").write_text("I am a shopping list, not a database. " * 100)
    code, output = failing_lab(tmp_path)
    assert code == 1
    assert "file is not a database" in output
    assert output.count("\n") == 1


def test_without_a_worker_to_grade_it_does_not_go_on(tmp_path: Path) -> None:
    program = (
        "import sys; from iamlab import bootstrap, embedded_worker\n"
        "embedded_worker.app.WorkController = lambda **options: sys.exit('no worker today')\n"
        "sys.exit(bootstrap.main(['manage.py', 'lab', '--port', '0']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=lab_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "CommandError: The worker that grades has ended, so the lab stops. Start it again."
    )
