"""The environment that manage.py makes for itself: when it is right, how it heals, what a failure says."""

import errno
import subprocess
import threading
import venv
from pathlib import Path
from typing import Any

import pytest

from iamlab import install
from iamlab.install import Environment, InstallError, cannot_write, explain_pip, one_at_a_time

LOCK = f"django==5.2 \\\n    --hash=sha256:00\n{install.TEST_DIVIDER}\npytest==9.0 \\\n    --hash=sha256:11\n"


class FakePip:
    """Stands in for venv and pip: makes the interpreter's file, and notes what would be installed."""

    def __init__(self) -> None:
        self.created = 0
        self.requirements: list[str] = []
        self.failure: Exception | None = None

    def create(self, builder: venv.EnvBuilder, folder: Path) -> None:
        self.created += 1
        for old in Path(folder).glob("installed-*"):
            old.unlink()
        python = Environment(Path(folder).parent).python
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def install(self, python: Path, requirements: Path) -> None:
        self.requirements.append(requirements.read_text())
        if self.failure:
            raise self.failure


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> FakePip:
    fake = FakePip()
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda self, folder: fake.create(self, folder))
    monkeypatch.setattr(install, "pip_install", fake.install)
    return fake


@pytest.fixture
def checkout(tmp_path: Path) -> Environment:
    (tmp_path / "requirements.lock").write_text(LOCK)
    return Environment(tmp_path)


def test_a_fresh_checkout_lacks_everything(checkout: Environment) -> None:
    assert checkout.missing(["runtime", "test"]) == ["runtime", "test"]


def test_the_lab_installs_the_runtime_part_alone(checkout: Environment, pip: FakePip) -> None:
    checkout.install(["runtime"])
    assert checkout.missing(["runtime", "test"]) == ["test"]
    assert "django==5.2" in pip.requirements[0]
    assert "pytest" not in pip.requirements[0]


def test_the_test_tools_are_added_to_an_environment_that_is_right(checkout: Environment, pip: FakePip) -> None:
    checkout.install(["runtime"])
    checkout.install(["runtime", "test"])
    assert checkout.missing(["runtime", "test"]) == []
    assert pip.created == 1
    assert "django" not in pip.requirements[1]


def test_nothing_happens_when_everything_is_there(checkout: Environment, pip: FakePip) -> None:
    checkout.install(["runtime"])
    checkout.install(["runtime"])
    assert len(pip.requirements) == 1


def test_an_interrupted_install_is_made_afresh(checkout: Environment, pip: FakePip) -> None:
    checkout.install(["runtime"])
    pip.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        checkout.install(["runtime", "test"])
    assert checkout.missing(["runtime"]) == ["runtime"], "pip may have stopped in the middle of a package"
    pip.failure = None
    checkout.install(["runtime"])
    assert pip.created == 2
    assert checkout.missing(["runtime"]) == []


def test_a_changed_lock_makes_the_environment_afresh(checkout: Environment, pip: FakePip) -> None:
    checkout.install(["runtime", "test"])
    (checkout.root / "requirements.lock").write_text(LOCK.replace("5.2", "5.3"))
    assert checkout.missing(["runtime", "test"]) == ["runtime"]
    checkout.install(["runtime"])
    assert checkout.missing(["runtime"]) == []
    assert pip.created == 2


def test_a_moved_checkout_makes_its_environment_afresh(
    checkout: Environment, pip: FakePip, tmp_path_factory: pytest.TempPathFactory
) -> None:
    checkout.install(["runtime"])
    moved = Environment(checkout.root.rename(tmp_path_factory.mktemp("elsewhere") / "lab"))
    assert moved.python.exists()
    assert moved.missing(["runtime"]) == ["runtime"], "its programs still name the old folder"


def test_a_removed_python_makes_the_environment_afresh(checkout: Environment, pip: FakePip) -> None:
    checkout.install(["runtime"])
    checkout.python.unlink()
    checkout.python.symlink_to("/nowhere/python3.11")
    assert checkout.missing(["runtime"]) == ["runtime"]


def test_another_python_makes_the_environment_afresh(
    checkout: Environment, pip: FakePip, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.install(["runtime"])
    monkeypatch.setattr(install.sys, "version_info", (3, 99, 0))
    assert checkout.missing(["runtime"]) == ["runtime"]


def test_two_starts_at_once_install_once(checkout: Environment, pip: FakePip) -> None:
    starts = [threading.Thread(target=checkout.install, args=(["runtime"],)) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(pip.requirements) == 1


def test_a_lock_file_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), one_at_a_time(tmp_path / "x" / "lock"):
        raise RuntimeError
    with one_at_a_time(tmp_path / "x" / "lock"):
        pass


def test_a_python_without_ensurepip_names_the_package_to_install(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "find_spec", lambda name: None)
    with pytest.raises(InstallError, match=r"apt install python3\.\d+-venv"):
        checkout.install(["runtime"])


def test_a_full_disk_while_the_environment_is_made_is_told(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create(builder: venv.EnvBuilder, folder: Path) -> None:
        raise subprocess.CalledProcessError(1, ["python", "-m", "ensurepip"], b"OSError: [Errno 28] No space left\n")

    monkeypatch.setattr(venv.EnvBuilder, "create", create)
    with pytest.raises(InstallError, match="disk is full"):
        checkout.install(["runtime"])


def test_a_file_in_the_place_of_the_environment_is_named(checkout: Environment) -> None:
    checkout.folder.write_text("in the way")
    with pytest.raises(InstallError) as failure:
        checkout.install(["runtime"])
    assert str(checkout.folder) in str(failure.value)


def test_an_environment_that_is_a_link_is_never_cleared(checkout: Environment, tmp_path_factory: Any) -> None:
    elsewhere = tmp_path_factory.mktemp("another-environment")
    (elsewhere / "precious").touch()
    checkout.folder.symlink_to(elsewhere)
    with pytest.raises(InstallError, match="is a link"):
        checkout.install(["runtime"])
    assert (elsewhere / "precious").exists()


def test_a_folder_that_cannot_be_written_is_named(checkout: Environment) -> None:
    (checkout.root / ".lab").write_text("in the way")
    with pytest.raises(InstallError, match="cannot write in"):
        checkout.install(["runtime"])


def test_a_missing_lock_says_how_to_get_it_back(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match=r"git checkout requirements\.lock"):
        Environment(tmp_path).missing(["runtime"])


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "cannot write"), (errno.EACCES, "cannot write")],
)
def test_a_write_error_says_what_to_do(number: int, says: str) -> None:
    error = OSError(number, "the system's words", "/lab/.venv")
    assert says in cannot_write(Path("/lab"), error)


# Shortened from what pip printed.
PIP_OUTPUT = {
    "no network": (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<...>: Failed to "
        "establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/django/\n"
        "ERROR: Could not find a version that satisfies the requirement django==5.2 (from versions: none)\n"
        "ERROR: No matching distribution found for django==5.2\n",
        "Connect to the network",
    ),
    "a slow network": (
        "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool: Read timed out.\n",
        "Connect to the network",
    ),
    "a changed file": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated ...\n"
        "    django==5.2 from https://...:\n        Expected sha256 00\n             Got        11\n",
        "requirements.lock",
    ),
    "a full disk": (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n",
        "disk is full",
    ),
    "a read-only folder": (
        "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: '/x'\n",
        "writable",
    ),
    "a platform without wheels": (
        "ERROR: Could not find a version that satisfies the requirement pydantic-core==2.50.5 (from versions: )\n"
        "ERROR: No matching distribution found for pydantic-core==2.50.5\n",
        "no ready-made pydantic-core==2.50.5",
    ),
    "a mirror without TLS": (
        "WARNING: The repository located at mirror.test is not a trusted or secure host and is being ignored.\n"
        "ERROR: No matching distribution found for django==5.2\n",
        "PIP_TRUSTED_HOST",
    ),
    "anything else": ("WARNING: x\nERROR: the sky fell\n\n", "the sky fell"),
    "silence": ("", "no message"),
}


@pytest.mark.parametrize("case", PIP_OUTPUT)
def test_a_failed_install_is_told_in_one_line(case: str) -> None:
    output, says = PIP_OUTPUT[case]
    line = explain_pip(output)
    assert says in line
    assert "\n" not in line


def test_pip_keeps_the_persons_own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        seen.update(options["env"], command=command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(install.subprocess, "run", run)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example.org/simple")
    monkeypatch.setenv("PIP_DEFAULT_TIMEOUT", "99")
    monkeypatch.setenv("PIP_USER", "1")
    install.pip_install(tmp_path / "python", tmp_path / "requirements.txt")
    assert seen["PIP_INDEX_URL"] == "https://mirror.example.org/simple"
    assert seen["PIP_DEFAULT_TIMEOUT"] == "99"
    assert "PIP_TIMEOUT" not in seen
    assert seen["PIP_USER"] == "0", "an install for the user cannot go into an environment"
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(seen["command"])
