"""The one command, from a folder with nothing but the tracked files and a bare Python."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from iamlab import bootstrap
from iamlab.bootstrap import ROOT
from iamlab.install import Environment

BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)


def manage(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python3 manage.py ...` by the Python that .venv was made from, without this process's lab settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IAMLAB_")}
    return subprocess.run(
        [BASE_PYTHON, str(root / "manage.py"), *arguments],
        cwd=root.parent,
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    """What a bare Python reads before there is an environment."""
    root = tmp_path / "checkout"
    (root / "iamlab").mkdir(parents=True)
    for name in ("manage.py", "requirements.lock", "iamlab/__init__.py", "iamlab/bootstrap.py", "iamlab/install.py"):
        shutil.copy(ROOT / name, root / name)
    return root


def test_before_the_environment_is_there_only_the_standard_library_is_used(frame: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import iamlab.bootstrap; "
        "print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)"
    )
    # -I -S: no site-packages, no environment variables.
    done = subprocess.run([BASE_PYTHON, "-I", "-S", "-c", program, str(frame)], capture_output=True, text=True)
    assert set(done.stdout.split()) <= {"iamlab", "__main__", "__mp_main__"}, done.stderr


def test_no_network_is_one_line_within_half_a_minute(frame: Path) -> None:
    done = manage(
        frame,
        "lab",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="https://127.0.0.1:1/simple",
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
    )
    progress, problem = done.stderr.splitlines()
    assert progress.startswith("Installing ")
    assert "Connect to the network" in problem
    assert (done.returncode, done.stdout) == (1, "")


def test_a_folder_that_cannot_be_written_is_one_line(frame: Path) -> None:
    (frame / ".lab").touch()  # stands for a read-only folder, which does not stop root
    done = manage(frame, "lab")
    assert done.returncode == 1
    assert "cannot write in" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_old_python_is_told_so(frame: Path) -> None:
    program = (
        "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['manage.py', 'lab']; "
        f"runpy.run_path({str(frame / 'manage.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([BASE_PYTHON, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("IAM Lab needs Python 3.11 or newer; this is Python 3.9.")
    assert done.stderr.count("\n") == 1


def test_in_an_up_to_date_environment_the_command_goes_straight_on() -> None:
    before = os.times()
    assert Environment(ROOT).missing(["runtime"]) == []
    spent = os.times()
    assert spent.user + spent.system - before.user - before.system < 0.05


@pytest.mark.parametrize(("arguments", "wanted"), [(["test"], ["runtime", "test"]), (["lab"], ["runtime"])])
def test_a_command_outside_the_environment_starts_over_inside(
    arguments: list[str], wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    monkeypatch.setattr(Environment, "is_running", lambda self: False)
    monkeypatch.setattr(Environment, "missing", lambda self, parts: parts)
    monkeypatch.setattr(Environment, "install", lambda self, parts: calls.append(parts))
    monkeypatch.setattr(bootstrap, "_start_over", lambda python, argv: calls.append((python, argv)) or 7)
    assert bootstrap.main(["manage.py", *arguments]) == 7
    assert calls == [wanted, (str(Environment(ROOT).python), ["manage.py", *arguments])]


def test_an_activated_environment_that_is_out_of_date_is_renewed_by_the_python_it_came_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Environment, "missing", lambda self, parts: parts)
    monkeypatch.setattr(Environment, "is_running", lambda self: True)
    monkeypatch.setattr(bootstrap, "_start_over", lambda python, argv: python)
    assert bootstrap.main(["manage.py", "lab"]) == BASE_PYTHON


def test_an_interrupted_start_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(self: Environment, parts: list[str]) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Environment, "missing", interrupt)
    assert bootstrap.main(["manage.py", "lab"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


@pytest.mark.slow
def test_a_fresh_checkout_installs_itself_and_heals(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)

    first = manage(root, "check")
    assert first.returncode == 0, first.stderr
    assert "no issues" in first.stdout
    assert not (root / ".venv" / "bin" / "pytest").exists(), "the lab does not need the test tools"

    again = manage(root, "check")
    assert "Installing" not in again.stderr

    for stamp in root.glob(".venv/installed-*"):
        stamp.unlink()
    shutil.rmtree(next(root.glob(".venv/lib/python*/site-packages/django")))
    healed = manage(root, "check")
    assert healed.returncode == 0, healed.stderr
    assert "Installing" in healed.stderr
